package onemap.gis.table.meaning;

/** What a column says of a thing; {@code key} is the name in settings, mappings and the synonyms of {@code synonyms.json}. */
public enum Meaning {
    ID("id"), NAME("name"), TOWN("town"), VILLAGE("village"), GRID("grid"), ADDRESS("address"),
    /** Longitude or easting. */
    EAST("east"),
    /** Latitude or northing. */
    NORTH("north"),
    /** Both coordinates in one cell. */
    PLACE("place"), CONTACT("contact"), PHONE("phone"), DEPUTY("deputy"), DEPUTY_PHONE("deputyPhone"), ORGANISATION("organisation"), DUTY(
            "duty"), CAPACITY(
                    "capacity"), BEDS("beds"), AREA("area"), HOUSEHOLDS("households"), PERSONS("persons"), STRENGTH("strength"), EQUIPMENT(
                            "equipment"), KIND(
                                    "kind"), TIER("tier"), GRADE("grade"), STATE("state"), SUBSTANCES("substances"), TENANTS(
                                            "tenants"), ITEM("item"), AMOUNT("amount"), UNIT(
                                                    "unit"), EXPIRY("expiry"), STREAM("stream"), CODE("code"), PROPERTY(
                                                            "property"), WARNING_LEVEL("warningLevel"), GUARANTEE_LEVEL(
                                                                    "guaranteeLevel"), TRIGGER("trigger"), ROUTE(
                                                                            "route"), SHELTER("shelter"), CONTROLLER(
                                                                                    "controller"), NIGHT_PERSONS("nightPersons"), TANKS(
                                                                                            "tanks"), TAGS("tags"), EVACUATION_LIST(
                                                                                                    "evacuationList"), SOURCE(
                                                                                                            "source"), HELP(
                                                                                                                    "help"), CHECKED(
                                                                                                                            "checked"), REMARK(
                                                                                                                                    "remark"),
    /** Kept as it stands, under its header. */
    OTHER("other");

    private final String key;

    Meaning(String key) { this.key = key; }

    public String key() { return key; }
}
