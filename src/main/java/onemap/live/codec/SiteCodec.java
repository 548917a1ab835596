package onemap.live.codec;

import java.time.LocalDate;
import java.util.Optional;
import onemap.domain.Site;

/** Sites as bytes. */
final class SiteCodec {
    private static final int SHELTER = 1;
    private static final int RISK_POINT = 2;
    private static final int TEAM_BASE = 3;
    private static final int ENTERPRISE = 4;
    private static final int SUPPLY = 5;
    private static final int SCREEN = 6;

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
            case Site.Enterprise firm -> {
                sink.u8(ENTERPRISE);
                enterprise(firm, writer);
            }
            case Site.Supply supply -> {
                sink.u8(SUPPLY);
                writer.text(supply.store());
                writer.text(supply.item());
                sink.f64(supply.amount());
                writer.text(supply.unit());
                writer.choice(supply.stage());
                writer.text(supply.expiry().map(LocalDate::toString).orElse(""));
            }
            case Site.Screen screen -> {
                sink.u8(SCREEN);
                writer.choice(screen.carrier());
                writer.text(screen.controller());
            }
        }
    }

    private static void enterprise(Site.Enterprise firm, ObjectWriter writer) {
        writer.choice(firm.branch());
        writer.all(firm.tenants(), writer::text);
        writer.all(firm.substances(), writer::text);
        writer.sink().i32(firm.majorHazard());
        writer.sink().i32(firm.tanks());
        writer.sink().i32(firm.dayPersons());
        writer.sink().i32(firm.nightPersons());
        writer.all(firm.tags(), writer::text);
        writer.text(firm.evacuationList());
    }

    private static Site.Detail readDetail(ObjectReader reader) {
        int detail = reader.u8();
        return switch (detail) {
            case SHELTER -> new Site.Shelter(reader.text(), reader.i32(), reader.i32(), reader.bool());
            case RISK_POINT -> new Site.RiskPoint(reader.choice(Site.RiskList.values()), reader.i32(), reader.i32(), reader.text());
            case TEAM_BASE -> new Site.TeamBase(reader.text(), reader.i32(), reader.text());
            case ENTERPRISE ->
                new Site.Enterprise(reader.choice(Site.Branch.values()), reader.all(reader::text), reader.all(reader::text), reader.i32(),
                        reader.i32(),
                        reader.i32(), reader.i32(), reader.all(reader::text), reader.text());
            case SUPPLY -> new Site.Supply(reader.text(), reader.text(), reader.f64(), reader.text(), reader.choice(Site.Stage.values()),
                    Optional.of(reader.text()).filter(date -> !date.isEmpty()).map(LocalDate::parse));
            case SCREEN -> new Site.Screen(reader.choice(Site.Carrier.values()), reader.text());
            default -> throw new IllegalArgumentException("site detail " + detail);
        };
    }
}
