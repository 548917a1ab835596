package onemap.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import onemap.net.Destinations.Reason;
import onemap.net.Destinations.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the server calls and where not: reliability A8. */
class DestinationsTest {
    private static final Map<String, List<String>> KNOWN = Map.of("hooks.example", List.of("93.184.215.14"),
            "six.example", List.of("2606:2800:21f:cb07:6820:80da:af6b:8b2c"),
            "mixed.example", List.of("93.184.215.14", "10.0.0.5"),
            "inside.county", List.of("10.20.30.40"), "metadata.county", List.of("169.254.169.254"),
            "localhost", List.of("127.0.0.1", "::1"), "empty.example", List.of());

    @ParameterizedTest
    @ValueSource(strings = {"https://hooks.example/", "https://hooks.example/a?b=c", "https://HOOKS.example:8443/", "https://six.example",
            "https://93.184.215.14/", "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/", "https://[64:ff9b::5db8:d70e]/",
            "https://172.15.255.255/", "https://172.32.0.1/", "https://100.63.255.255/", "https://100.128.0.1/", "https://11.0.0.1/",
            "https://192.167.255.255/", "https://223.255.255.255/", "https://hooks.example:80/"}) void callsWhatIsPublic(String url) {
        assertThat(check(url)).isInstanceOf(Verdict.Good.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "172.16.0.1",
            "172.31.255.255", "192.168.0.1", "100.64.0.1", "100.127.255.255", "169.254.0.1", "169.254.169.254", "192.0.0.8", "192.0.2.1",
            "198.51.100.7", "203.0.113.9", "192.88.99.1", "198.18.0.1", "198.19.255.255", "224.0.0.1", "239.255.255.250", "240.0.0.1",
            "255.255.255.255", "[::]", "[::1]", "[::127.0.0.1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]",
            "[fe80::1]", "[febf::1]", "[fec0::1]", "[fc00::1]", "[fdff::1]", "[ff02::1]", "[2001:db8::1]", "[3fff::1]", "[2002:7f00:1::]",
            "[2002:a00:1::1]", "[2001:0:5ef5:79fd::1]", "[64:ff9b::7f00:1]", "[64:ff9b::a00:1]", "[64:ff9b::a9fe:a9fe]",
            "[64:ff9b:1::7f00:1]", "[100::1]", "[5f00::1]"}) void neverCallsAnAddressThatIsNotPublic(String address) {
        assertThat(reason("https://" + address + "/")).isEqualTo(Reason.ADDRESS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"https://127.1/|HOST", "https://0x7f.1/|HOST", "https://2130706433/|HOST",
            "https://017700000001/|HOST", "https://0177.0.0.1/|HOST", "https://127.0.0.01/|HOST", "https://0x7f000001/|HOST",
            "https://127.0.0.1./|HOST", "https://hooks.example./|HOST", "https://256.1.1.1/|HOST", "https://1.2.3/|HOST",
            "https://-a.example/|HOST", "https://a_b.example/|HOST", "https://[::1%25lo]/|HOST", "https://[::1%lo]/|HOST",
            "https://hooks.example:99999/|HOST", "https://hooks.example:0/|HOST", "https:///path|HOST",
            "https://user@hooks.example/|URL", "https://hooks.example@127.0.0.1/|URL", "https://a:b@hooks.example/|URL",
            "https://hooks.example\\@127.0.0.1/|URL", "https://hooks.example/#part|URL", "https://hooks.exam ple/|URL",
            "https://１２７.0.0.1/|URL", "https://①②⑦.0.0.1/|URL", "https://hooks。example/|URL", "https://例子.example/|URL",
            "http://hooks.example/|SCHEME", "ftp://hooks.example/|SCHEME", "file:///etc/passwd|SCHEME", "gopher://hooks.example/|SCHEME",
            "hooks.example|SCHEME", "//hooks.example/|SCHEME", "jar:https://hooks.example!/|SCHEME", "https://hooks.example:22/|PORT",
            "https://hooks.example:8080/|PORT", "https://nowhere.example/|UNRESOLVED", "https://empty.example/|UNRESOLVED",
            "https://localhost/|ADDRESS", "https://mixed.example/|ADDRESS", "https://inside.county/|ADDRESS"}) void refusesWithTheReason(
                    String url, Reason reason) {
        assertThat(reason(url)).isEqualTo(reason);
    }

    @Test void anAllowedHostMayBePrivatePlainAndOnItsPort() {
        var allowed = List.of("inside.county", "Inside.County:9000");

        assertThat(check("http://inside.county/", allowed)).isInstanceOf(Verdict.Good.class);
        assertThat(check("https://inside.county:9000/", allowed)).isInstanceOf(Verdict.Good.class);
        assertThat(reason("https://inside.county:9001/", allowed)).isEqualTo(Reason.ADDRESS);
        assertThat(reason("https://10.20.30.40/", allowed)).as("the name is allowed, not the address").isEqualTo(Reason.ADDRESS);
        assertThat(reason("https://sub.inside.county/", allowed)).isEqualTo(Reason.UNRESOLVED);
    }

    @Test void anAllowedNameOpensNoMetadataService() {
        assertThat(reason("http://metadata.county/", List.of("metadata.county"))).isEqualTo(Reason.ADDRESS);
    }

    @Test void anAllowedNetworkHoldsForItsPortOnly() {
        var allowed = List.of("10.20.0.0/16", "127.0.0.1:9000", "[::1]:9000");

        assertThat(check("http://inside.county/", allowed)).isInstanceOf(Verdict.Good.class);
        assertThat(check("http://127.0.0.1:9000/", allowed)).isInstanceOf(Verdict.Good.class);
        assertThat(check("http://localhost:9000/", allowed)).isInstanceOf(Verdict.Good.class);
        assertThat(check("http://[::1]:9000/", allowed)).isInstanceOf(Verdict.Good.class);
        assertThat(reason("http://127.0.0.1/", allowed)).isEqualTo(Reason.ADDRESS);
        assertThat(reason("http://127.0.0.2:9000/", allowed)).isEqualTo(Reason.ADDRESS);
        assertThat(reason("https://10.21.0.1/", allowed)).isEqualTo(Reason.ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/", "fd00::/8", "[fd00::]/129", "host:0", "host:70000", "a/8", "https://host",
            "127.1",
            "*.county"}) void anAllowListThatCannotBeReadIsRefused(String entry) {
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException().isThrownBy(() -> new AllowList(List.of(entry)));
    }

    @Test void whatWasCheckedIsWhatIsCalled() {
        var destination = ((Verdict.Good) check("https://Hooks.Example:8443/a%20b?c=d&e")).destination();

        assertThat(destination.addresses()).extracting(InetAddress::getHostAddress).containsExactly("93.184.215.14");
        assertThat(destination.host()).isEqualTo("hooks.example");
        assertThat(destination.port()).isEqualTo(8443);
        assertThat(destination.target()).isEqualTo("/a%20b?c=d&e");
    }

    @Test void aNameThatMovesIsLookedUpOnceAndRefusedWhenItHasMoved() {
        var answers = new ArrayList<>(List.of("93.184.215.14", "127.0.0.1"));
        var destinations = new Destinations(new AllowList(List.of()), name -> List.of(InetAddress.getByName(answers.removeFirst())));

        assertThat(destinations.check("https://moving.example/")).isInstanceOf(Verdict.Good.class);
        assertThat(answers).hasSize(1);
        assertThat(destinations.check("https://moving.example/")).isInstanceOfSatisfying(Verdict.Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo(Reason.ADDRESS));
    }

    private static Verdict check(String url) { return check(url, List.of()); }

    private static Verdict check(String url, List<String> allowed) {
        return new Destinations(new AllowList(allowed), DestinationsTest::resolve).check(url);
    }

    private static Reason reason(String url) { return reason(url, List.of()); }

    private static Reason reason(String url, List<String> allowed) {
        return switch (check(url, allowed)) {
            case Verdict.Refused refused -> refused.reason();
            case Verdict.Good good -> throw new AssertionError(url + " would be called at " + good.destination().addresses());
        };
    }

    private static List<InetAddress> resolve(String name) throws UnknownHostException {
        if (!KNOWN.containsKey(name)) throw new UnknownHostException(name);
        return Stream.of(KNOWN.get(name)).flatMap(List::stream).map(Network::address).toList();
    }
}
