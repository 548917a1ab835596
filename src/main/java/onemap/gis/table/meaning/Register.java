package onemap.gis.table.meaning;

/** The registers 台账 that lists are imported into (domain.md 2). */
public enum Register {
    SHELTERS("shelters"), TEAMS("teams"), RISK_POINTS("riskPoints"), ENTERPRISES("enterprises"), SUPPLIES("supplies"), CAMERAS(
            "cameras"), STATIONS(
                    "stations"), SCREENS("screens"), PEOPLE("people");

    private final String key;

    Register(String key) { this.key = key; }

    public String key() { return key; }
}
