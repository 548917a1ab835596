package onemap.feed.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import onemap.feed.Admission;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R1 and R2 stand in the register, N1 does not; a client id of "-" was left to the server. */
class OwnershipTest {
    @ParameterizedTest(name = "{0}: user {1}, client {2}, topics {3} → {4}")
    @CsvSource(textBlock = """
            # admission  user  client     published for  judged
            any,         -,    R1,        R1 R1,         OWN OWN
            any,         -,    R1,        R2 R1,         FOREIGN OWN
            any,         -,    R1,        N1,            FOREIGN
            any,         -,    mosq-x4,   R1 R1 R2,      OWN OWN FOREIGN
            any,         -,    mosq-x4,   N1 R1 N1,      OWN FOREIGN OWN
            any,         -,    -,         R1 R2,         OWN FOREIGN
            any,         -,    N1,        N1 N2,         OWN FOREIGN
            any,         -,    N1,        N2 N1,         OWN FOREIGN
            any,         R1,   mosq-x4,   R1 R2,         OWN FOREIGN
            any,         R1,   R2,        R2 R1,         FOREIGN OWN
            any,         N1,   R1,        N1 R1,         OWN FOREIGN
            any,         duty, R1,        R1 R2,         FOREIGN FOREIGN
            any,         duty, -,         R1,            FOREIGN
            registered,  -,    R1,        R1 R2,         OWN FOREIGN
            registered,  -,    R1,        N1,            FOREIGN
            registered,  -,    N1,        N1 R1,         UNKNOWN FOREIGN
            registered,  -,    mosq-x4,   R1 N1,         FOREIGN UNKNOWN
            registered,  -,    -,         R1 N1,         FOREIGN UNKNOWN
            registered,  R1,   N1,        R1 N1,         OWN FOREIGN
            registered,  N1,   R1,        N1 R1,         UNKNOWN FOREIGN
            registered,  duty, R1,        R1 N1,         FOREIGN UNKNOWN
            """) void speaksForItsOwnStationOnly(String admission, String user, String client, String topics, String judged) {
        var ownership = new Ownership(given(user), given(client), Admission.ofWord(admission), station -> station.startsWith("R"));

        assertEquals(judged, Arrays.stream(topics.split(" ")).map(ownership::judge).map(Enum::name).collect(Collectors.joining(" ")));
    }

    private static Optional<String> given(String text) { return Optional.of(text).filter(name -> !name.equals("-")); }
}
