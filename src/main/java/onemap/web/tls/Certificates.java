package onemap.web.tls;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Where the server's certificate comes from: the operator's files, else one made here and kept in the data folder. */
public final class Certificates {
    /** Made again when it has less left than this. */
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private final TlsSettings settings;
    private final PemFiles files;
    private final List<String> machineNames;
    private final List<String> otherNames;
    private final InstantSource clock;
    private final SecureRandom random;

    /**
     * @param folder       the data folder
     * @param machineNames names and addresses of this machine
     * @param otherNames   names the operator gave; one that is missing in the certificate makes a new one
     */
    public Certificates(TlsSettings settings, Path folder, List<String> machineNames, List<String> otherNames, InstantSource clock,
            SecureRandom random) {
        this.settings = settings;
        var made = folder.resolve("tls");
        this.files = settings.isOwn()
                ? new PemFiles(Path.of(settings.certificate()), Path.of(settings.key()))
                : new PemFiles(made.resolve("certificate.pem"), made.resolve("key.pem"));
        this.machineNames = List.copyOf(machineNames);
        this.otherNames = List.copyOf(otherNames);
        this.clock = clock;
        this.random = random;
    }

    /**
     * The one to be shown today.
     *
     * @throws IllegalArgumentException when the operator's cannot be used
     */
    public Certificate current() {
        if (settings.isOwn()) return files.read();
        if (files.exist()) {
            var kept = files.read();
            if (!isEnding(kept) && otherNames.stream().allMatch(kept::names)) return kept;
        }
        var names = new java.util.ArrayList<>(otherNames);
        names.addAll(machineNames);
        var made = SelfSigned.make(names, clock.instant(), random);
        files.write(made);
        return made;
    }

    /** Its end is near: ours is made again, the operator should bring a new one. */
    public boolean isEnding(Certificate certificate) {
        return clock.instant().plus(RENEW_BEFORE).isAfter(certificate.endsAt());
    }

    public boolean areOwn() { return settings.isOwn(); }
}
