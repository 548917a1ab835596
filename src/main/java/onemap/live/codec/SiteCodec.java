package onemap.live.codec;

import onemap.domain.Site;

/** Sites as bytes. */
final class SiteCodec {
    private static final int SHELTER = 1;
    private static final int RISK_POINT = 2;
    private static final int TEAM_BASE = 3;

    private SiteCodec() {}

    static void write(Site site, ObjectWriter writer) {
        writer.text(site.id());
        writer.text(site.name());
        writer.text(site.town());
        writer.place(site.at());
        detail(site.detail(), writer);
        writer.instant(site.enteredAt());
        writer.sink().i64(site.version());
    }

    static Site read(ObjectReader reader) {
        return new Site(reader.text(), reader.text(), reader.text(), reader.place(), readDetail(reader), reader.instant(), reader.i64());
    }

    private static void detail(Site.Detail detail, ObjectWriter writer) {
        var sink = writer.sink();
        switch (detail) {
            case Site.Shelter shelter -> {
                sink.u8(SHELTER);
                writer.text(shelter.tier());
                sink.i32(shelter.capacityPersons());
                sink.i32(shelter.beds());
                writer.bool(shelter.generator());
            }
            case Site.RiskPoint risk -> {
                sink.u8(RISK_POINT);
                writer.choice(risk.list());
                sink.i32(risk.threatenedHouseholds());
                sink.i32(risk.threatenedPersons());
                writer.text(risk.trigger());
            }
            case Site.TeamBase team -> {
                sink.u8(TEAM_BASE);
                writer.text(team.teamClass());
                sink.i32(team.strengthPersons());
                writer.text(team.equipment());
            }
        }
    }

    private static Site.Detail readDetail(ObjectReader reader) {
        int detail = reader.u8();
        return switch (detail) {
            case SHELTER -> new Site.Shelter(reader.text(), reader.i32(), reader.i32(), reader.bool());
            case RISK_POINT -> new Site.RiskPoint(reader.choice(Site.RiskList.values()), reader.i32(), reader.i32(), reader.text());
            case TEAM_BASE -> new Site.TeamBase(reader.text(), reader.i32(), reader.text());
            default -> throw new IllegalArgumentException("site detail " + detail);
        };
    }
}
