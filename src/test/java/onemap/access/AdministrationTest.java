package onemap.access;

import static onemap.access.House.TOWN;
import static onemap.access.House.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import onemap.access.Access.Stage;
import onemap.access.Administration.Change;
import onemap.access.Administration.NewUser;
import onemap.access.SignIn.Outcome;
import onemap.access.Walls.Claim;
import onemap.domain.Area;
import onemap.flow.decision.DecisionLane.Refused;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdministrationTest {
    private static final String PASSWORD = "the river runs east";
    private static final Area ELSEWHERE = new Area("110101001");

    @AutoClose private final House house = new House();
    @TempDir Path data;

    @Test void theFirstAdministratorHasAPrintedPasswordThatMustBeChanged() throws Exception {
        String printed = house.firstStart(data, Optional.empty()).getFirst();
        String password = printed.substring(printed.lastIndexOf(' ') + 1);
        var file = data.resolve("first-password.txt");
        assertThat(password).hasSize(20);
        assertThat(Files.readString(file)).isEqualTo("admin\n" + password + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(house.doors.access().isAdministratorSafe()).isFalse();

        var in = house.in("admin", password);
        assertThat(in.principal().owed()).contains(Principal.Duty.CHANGE_PASSWORD);
        assertThat(in.principal().may(Permission.MANAGE_ACCESS)).isFalse();
        var changed = house.changed(in.principal(), password, PASSWORD);

        assertThat(house.who(changed).orElseThrow().may(Permission.MANAGE_ACCESS)).isTrue();
        assertThat(house.doors.access().isAdministratorSafe()).isTrue();
        assertThat(file).doesNotExist();
        house.restart();
        assertThat(house.firstStart(data, Optional.empty())).as("once").isEmpty();
    }

    @Test void anOperatorMayChooseItButNotBadly() {
        assertThatThrownBy(() -> house.firstStart(data, Optional.of("short"))).isInstanceOf(FirstUsers.Refused.class)
                .hasMessageContaining("ONEMAP_ADMIN_PASSWORD");

        assertThat(house.firstStart(data, Optional.of(PASSWORD))).isEmpty();

        assertThat(house.in("admin", PASSWORD).principal().owed()).isEmpty();
        assertThat(house.doors.access().isAdministratorSafe()).isTrue();
        assertThat(data.resolve("first-password.txt")).doesNotExist();
    }

    @Test void theDemosUsersAreTheSameAtEveryStartAndOpenNothingOutsideIt() {
        house.restart(Stage.DEMO, House.CHEAP);
        var lines = house.firstStart(data, Optional.empty());
        assertThat(lines).hasSize(6).anyMatch(line -> line.matches("demo user  duty  \\S+  值班员"));
        String password = lines.stream().filter(line -> line.contains("  duty  ")).findFirst().orElseThrow().split("  ")[2];
        assertThat(house.attempt("duty", password)).isInstanceOf(Outcome.In.class);
        assertThat(house.attempt("duty", "derived")).isEqualTo(new Outcome.Wrong());
        assertThat(house.doors.access().isAdministratorSafe()).isFalse();

        house.restart(Stage.DEMO, House.CHEAP);
        assertThat(house.firstStart(data, Optional.empty())).isEqualTo(lines);
        house.restart();

        assertThat(house.attempt("duty", password)).isEqualTo(new Outcome.Wrong());
        assertThat(house.firstStart(data, Optional.empty())).as("a real administrator is still to come").isNotEmpty();
    }

    @Test void onlyTheDemoHasGuests() {
        assertThat(house.doors.access().guestCookie()).isEmpty();
        house.restart(Stage.DEMO, House.CHEAP);
        String cookie = house.doors.access().guestCookie().orElseThrow();

        assertThat(house.doors.access().bySession(cookie)).contains(Principal.GUEST);
        house.restart();
        assertThat(house.doors.access().bySession(cookie)).isEmpty();
    }

    @Test void theLastAdministratorStays() {
        var admin = house.administrator();
        assertThatThrownBy(() -> change(admin.id(), Optional.empty(), Optional.of(false), admin)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> change(admin.id(), Optional.of(Role.LEADER), Optional.empty(), admin)).isInstanceOf(Refused.class);
        var second = house.user("second", Role.ADMINISTRATOR, Area.COUNTY, PASSWORD);

        change(admin.id(), Optional.empty(), Optional.of(false), Principal.CONSOLE);

        assertThatThrownBy(() -> change(second.id(), Optional.empty(), Optional.of(false), Principal.CONSOLE)).isInstanceOf(Refused.class);
    }

    private void change(String id, Optional<Role> role, Optional<Boolean> enabled, Principal by) {
        done(house.doors.administration().change(id, new Change(Optional.empty(), Optional.empty(), role, Optional.empty(), enabled), by));
    }

    @Test void refusesWhatIsNoUser() {
        done(house.doors.administration().add(wanted("wang", Role.LEADER, Area.COUNTY), Principal.CONSOLE));

        assertThatThrownBy(() -> done(house.doors.administration().add(wanted("ＷＡＮＧ", Role.LEADER, Area.COUNTY), Principal.CONSOLE)))
                .as("the same in full-width letters")
                .isInstanceOf(Refused.class);
        for (var bad : java.util.List.of(wanted("a b", Role.LEADER, Area.COUNTY), wanted("x", Role.LEADER, Area.COUNTY),
                wanted("li", Role.WALL, Area.COUNTY), wanted("li", Role.LEADER, ELSEWHERE),
                new NewUser("li", " ", "", Role.LEADER, Area.COUNTY), new NewUser("li", "李", "call me", Role.LEADER, Area.COUNTY)))
            assertThatThrownBy(() -> done(house.doors.administration().add(bad, Principal.CONSOLE))).as(bad.toString())
                    .isInstanceOf(IllegalArgumentException.class);
    }

    private static NewUser wanted(String login, Role role, Area area) { return new NewUser(login, "某人", "", role, area); }

    @Test void readingTheListIsAnEntryBeforeIt() {
        var admin = house.administrator();

        var users = done(house.doors.administration().readUsers(admin));

        assertThat(users).hasSize(1);
        assertThat(house.entries("users.read")).singleElement().satisfies(entry -> assertThat(entry.actor()).isEqualTo(admin.id()));
    }

    @Test void theConsoleHelpsWhoLostEverything() {
        var admin = house.administrator();
        house.enrol(admin);
        for (int i = 0; i < 5; i++)
            house.attempt("admin", "wrong number " + i);

        var told = done(house.doors.administration().reset("ADMIN", Principal.CONSOLE));

        assertThat(house.in("admin", told.password()).principal().owed()).contains(Principal.Duty.CHANGE_PASSWORD);
    }

    @Test void aWallGetsInByTheDigitsItShows() {
        var admin = house.administrator();
        var asked = house.doors.walls().ask("10.0.0.7").orElseThrow();
        assertThat(asked.code()).matches("\\d{3} \\d{3}");
        assertThat(house.doors.walls().claim(asked.ticket())).isEqualTo(new Claim.NotYet());

        var session = done(house.doors.walls().pair(asked.code(), "大厅", TOWN, admin));
        var in = (Claim.In) house.doors.walls().claim(asked.ticket());

        assertThat(house.doors.walls().claim(asked.ticket())).as("once").isEqualTo(new Claim.Over());
        house.clock.advance(Duration.ofDays(89));
        var wall = house.doors.access().bySession(in.cookie()).orElseThrow();
        assertThat(wall.role()).isEqualTo(Role.WALL);
        assertThat(wall.area()).isEqualTo(TOWN);
        assertThat(house.doors.access().name(wall.id())).isEqualTo("大厅");
        house.restart();
        assertThat(house.doors.access().bySession(in.cookie())).isPresent();
        done(house.doors.administration().endSession(session.id(), admin));
        assertThat(house.doors.access().bySession(in.cookie())).isEmpty();
        assertThat(house.doors.walls().list()).isEmpty();
    }

    @Test void aWallsDigitsRunOut() {
        var admin = house.administrator();
        var asked = house.doors.walls().ask("10.0.0.7").orElseThrow();
        house.clock.advance(Duration.ofMinutes(5));

        assertThatThrownBy(() -> done(house.doors.walls().pair(asked.code(), "大厅", Area.COUNTY, admin))).isInstanceOf(Refused.class);
        assertThat(house.doors.walls().claim(asked.ticket())).isEqualTo(new Claim.Over());
    }

    @Test void aPairedWallThatNeverCameIsNone() {
        var admin = house.administrator();
        var asked = house.doors.walls().ask("10.0.0.7").orElseThrow();
        done(house.doors.walls().pair(asked.code(), "大厅", Area.COUNTY, admin));
        assertThat(house.doors.walls().list()).hasSize(1);

        house.clock.advance(Duration.ofMinutes(5));
        house.tick();

        assertThat(house.doors.walls().list()).isEmpty();
    }

    @Test void oneAddressCannotUseUpAllDigits() {
        for (int i = 0; i < 10; i++)
            assertThat(house.doors.walls().ask("10.0.0.7")).isPresent();

        assertThat(house.doors.walls().ask("10.0.0.7")).isEmpty();
        assertThat(house.doors.walls().ask("10.0.0.8")).isPresent();
    }
}
