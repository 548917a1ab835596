package onemap.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onemap.access.Principal;
import onemap.access.Role;
import onemap.domain.Area;
import onemap.domain.Kind;
import onemap.flow.Directory;
import onemap.journal.Entry;
import org.junit.jupiter.api.Test;

class SightTest {
    private static final Principal COUNTY_OFFICER = who("u-county", Role.DUTY_OFFICER, Area.COUNTY);
    private static final Principal COUNTY_LEADER = who("u-leader", Role.LEADER, Area.COUNTY);
    private static final Principal TOWN_OFFICER = who("u-town", Role.DUTY_OFFICER, new Area("331099102"));
    private static final Principal TOWN_LEADER = who("u-head", Role.LEADER, new Area("331099102"));
    private static final Principal VILLAGE_OFFICER = who("u-village", Role.DUTY_OFFICER, new Area("331099102003"));

    private final Directory directory = new Directory();
    private final Sight sight = new Sight(directory, actor -> "欧阳" + actor);

    SightTest() {
        directory.register(new Directory.Target(Optional.of(Kind.STATION), "mqtt:here", Optional.of("331099102003")), List.of("site:here"));
        directory.register(new Directory.Target(Optional.of(Kind.STATION), "mqtt:town", Optional.of("331099102")), List.of());
        directory.register(new Directory.Target(Optional.of(Kind.STATION), "mqtt:elsewhere", Optional.of("331099101")), List.of());
    }

    @Test void letsWhoAnswersForTheCountyReadAllButAccess() {
        for (var object : List.of("mqtt:here", "mqtt:elsewhere", "jt808:unknown", ""))
            assertThat(sight.mayRead(COUNTY_OFFICER, entry("rule:threshold", "alarm.raised", object))).isTrue();
        for (var kind : List.of("token.issued", "user.added", "users.read", "personal.revealed", "signin.refused", "whatever.comes",
                "nothing"))
            assertThat(sight.mayRead(COUNTY_OFFICER, entry("u-other", kind, "x"))).as(kind).isFalse();
    }

    @Test void letsWhoAuditsTheCountyReadAboutAccess() {
        assertThat(sight.mayRead(COUNTY_LEADER, entry("u-other", "personal.revealed", "mqtt:here"))).isTrue();
        assertThat(sight.mayRead(TOWN_LEADER, entry("u-other", "personal.revealed", "mqtt:here"))).isFalse();
        assertThat(sight.mayRead(Principal.GUEST, entry("u-other", "token.issued", "t-1"))).isFalse();
    }

    @Test void keepsOthersToTheirArea() {
        assertThat(sight.mayRead(TOWN_OFFICER, entry("u-other", "alarm.acknowledged", "mqtt:here"))).isTrue();
        assertThat(sight.mayRead(TOWN_OFFICER, entry("u-other", "alarm.acknowledged", "site:here"))).isTrue();
        assertThat(sight.mayRead(TOWN_OFFICER, entry("u-other", "log.noted", "threshold.mqtt:here.1785585600000"))).isTrue();
        assertThat(sight.mayRead(TOWN_OFFICER, entry("u-other", "alarm.acknowledged", "mqtt:elsewhere"))).isFalse();
        assertThat(sight.mayRead(TOWN_OFFICER, entry("u-other", "log.noted", ""))).isFalse();
        assertThat(sight.mayRead(VILLAGE_OFFICER, entry("u-other", "alarm.raised", "mqtt:here"))).isTrue();
        assertThat(sight.mayRead(VILLAGE_OFFICER, entry("u-other", "alarm.raised", "mqtt:town"))).isFalse();
    }

    @Test void letsEverybodyReadWarningsAndWhatIsTheirOwn() {
        assertThat(sight.mayRead(VILLAGE_OFFICER, entry("feed:cap", "warning.received", "cap:1"))).isTrue();
        assertThat(sight.mayRead(TOWN_OFFICER, entry("u-town", "log.noted", ""))).isTrue();
        assertThat(sight.mayRead(TOWN_OFFICER, entry("u-town", "personal.revealed", "mqtt:elsewhere"))).isTrue();
    }

    @Test void tellsNamesToWhoMayKnowThem() {
        assertThat(sight.nameOf(TOWN_OFFICER, "u-1")).isEqualTo("欧阳u-1");
        assertThat(sight.nameOf(Principal.GUEST, "u-1")).isEqualTo("欧*");
        assertThat(sight.nameOf(Principal.GUEST, "guest")).isEqualTo("欧阳guest");
        assertThat(sight.text(Principal.GUEST, "请打13812341234")).isEqualTo("请打138****1234");
        assertThat(sight.text(TOWN_OFFICER, "请打13812341234")).isEqualTo("请打13812341234");
    }

    private static Principal who(String id, Role role, Area area) {
        return new Principal(id, id, role, area, Principal.Means.TOKEN, id, Optional.empty());
    }

    private static Entry entry(String actor, String kind, String object) {
        return new Entry("n", 1, 1, Instant.EPOCH, actor, kind, object, Optional.empty(), "{}", Optional.empty(), new byte[32],
                new byte[32]);
    }
}
