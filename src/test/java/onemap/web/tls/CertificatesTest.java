package onemap.web.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate is made once, kept to its owner, made anew in time; the operator's is taken as it is or refused by name. */
class CertificatesTest {
    private static final List<String> MACHINE = List.of("wanghai-1", "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1%lo", "fe80::1", "10.8.0.4");
    @TempDir Path folder;
    private Instant now = Instant.parse("2026-07-31T18:00:00Z");

    private Certificates certificates(TlsSettings settings, String... names) {
        return new Certificates(settings, folder, MACHINE, List.of(names), () -> now, new SecureRandom());
    }

    private Certificates made(String... names) { return certificates(new TlsSettings(true, "", ""), names); }

    @Test void oneIsMadeForTheNamesOfThisMachine() throws Exception {
        var certificate = made("map.wanghai.example", "10.8.0.5").current();

        var x509 = certificate.chain().getFirst();
        assertThat(x509.getSubjectAlternativeNames()).extracting(name -> name.get(1).toString())
                .contains("map.wanghai.example", "wanghai-1", "localhost", "127.0.0.1", "10.8.0.4", "10.8.0.5", "0:0:0:0:0:0:0:1");
        assertThat(x509.getPublicKey().getAlgorithm()).isEqualTo("EC");
        assertThat(x509.getBasicConstraints()).as("no authority").isEqualTo(-1);
        assertThat(x509.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        x509.checkValidity(java.util.Date.from(now));
        x509.verify(x509.getPublicKey());
        assertThat(certificate.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
        assertThat(certificate.keyManagers().getKeyManagers()).hasSize(1);
    }

    @Test void itIsKeptToItsOwner() throws IOException {
        made().current();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("tls")))).isEqualTo("rwx------");
        for (String file : List.of("tls/key.pem", "tls/certificate.pem"))
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)))).as(file).isEqualTo("rw-------");
    }

    @Test void itStaysTheSameUntilItsEndIsNearOrAnotherNameIsGiven() {
        var first = made().current();
        now = now.plus(Duration.ofDays(600));
        assertThat(made().current()).isEqualTo(first);

        var named = made("map.wanghai.example").current();
        assertThat(named.fingerprint()).isNotEqualTo(first.fingerprint());
        assertThat(made("MAP.wanghai.example").current()).isEqualTo(named);

        now = now.plus(Duration.ofDays(720));
        assertThat(made("map.wanghai.example").isEnding(named)).isTrue();
        var next = made("map.wanghai.example").current();
        assertThat(next.fingerprint()).isNotEqualTo(named.fingerprint());
        assertThat(next.endsAt()).isAfter(now.plus(Duration.ofDays(700)));
    }

    @Test void theOperatorsIsTakenAsItIs() {
        var own = SelfSigned.make(List.of("map.wanghai.example"), now, new SecureRandom());
        new PemFiles(folder.resolve("own/cert.pem"), folder.resolve("own/key.pem")).write(own);

        var taken = certificates(
                new TlsSettings(true, folder.resolve("own/cert.pem").toString(), folder.resolve("own/key.pem").toString()));

        assertThat(taken.current().fingerprint()).isEqualTo(own.fingerprint());
        assertThat(folder.resolve("tls")).doesNotExist();
    }

    @Test void whatCannotBeUsedIsRefusedByName() throws IOException {
        for (String name : List.of("a", "b"))
            new PemFiles(folder.resolve(name + ".pem"), folder.resolve(name + ".key"))
                    .write(SelfSigned.make(List.of(name), now, new SecureRandom()));
        Files.writeString(folder.resolve("empty"), "");
        Files.writeString(folder.resolve("sealed"), "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIC\n-----END ENCRYPTED PRIVATE KEY-----\n");
        refused("a.pem", "b.key", "does not belong");
        refused("absent", "a.key", "absent: cannot be read");
        refused("empty", "a.key", "empty: holds no certificate");
        refused("a.key", "a.key", "is no PEM certificate");
        refused("a.pem", "empty", "empty: holds no private key");
        refused("a.pem", "sealed", "sealed: ");
        assertThatIllegalArgumentException().isThrownBy(() -> new TlsSettings(true, "a.pem", "")).withMessageContaining("key: is missing");
        assertThatIllegalArgumentException().isThrownBy(() -> new TlsSettings(true, " ", "a.key"))
                .withMessageContaining("certificate: is missing");
    }

    private void refused(String certificate, String key, String reason) {
        var settings = new TlsSettings(true, folder.resolve(certificate).toString(), folder.resolve(key).toString());
        assertThatIllegalArgumentException().isThrownBy(() -> certificates(settings).current()).withMessageContaining(reason);
    }
}
