package onemap.journal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forger: ten thousand random manipulations of small journals, every one of them found, of the right kind and at the right place. */
class ForgerTest {
    private static final long SEED = 20261123;
    private static final int MANIPULATIONS = Integer.getInteger("onemap.manipulations", 10_000);
    @TempDir Path temp;

    @Test void everyManipulationIsFound() throws Exception {
        var images = images();
        for (var image : images)
            assertThat(soundness(image)).as(image.name()).isInstanceOf(AuditResult.Sound.class);
        int workers = Runtime.getRuntime().availableProcessors();

        var missed = IntStream.range(0, workers)
                .parallel()
                .mapToObj(worker -> missed(images, worker, workers))
                .flatMap(List::stream)
                .toList();

        assertThat(missed).as("seed %d", SEED).isEmpty();
    }

    private AuditResult soundness(Forger.Image image) throws Exception {
        var folder = temp.resolve("control");
        image.restoreTo(folder);
        return FolderAudit.of(folder).verify();
    }

    private List<String> missed(List<Forger.Image> images, int worker, int workers) {
        var missed = new ArrayList<String>();
        for (int round = worker; round < MANIPULATIONS; round += workers) {
            var random = new Random(SEED + round);
            var image = images.get(random.nextInt(images.size()));
            var folder = temp.resolve("worker " + worker + " " + image.name());
            try {
                var expected = new Forger(image, folder, random).forge();
                var result = FolderAudit.of(folder).verify();
                if (!expected.isMetBy(result)) missed.add("round " + round + " of " + image.name() + ": " + expected + " → " + result);
            } catch (Exception e) {
                missed.add("round " + round + " of " + image.name() + ": " + e);
            }
        }
        return missed;
    }

    private List<Forger.Image> images() throws Exception {
        var images = new ArrayList<Forger.Image>();
        for (String hash : List.of("SHA-256", "SM3")) {
            var stopped = temp.resolve("stopped " + hash);
            String node;
            try (var sealed = Sealed.open(stopped, hash, Sealed.NEVER_BY_ITSELF)) {
                node = fill(sealed, 8, 5, 7);
            }
            images.add(Forger.Image.of("stopped, " + hash, stopped, 21, 21, node));
        }
        var mixed = temp.resolve("mixed");
        try (var sealed = Sealed.open(mixed)) {
            fill(sealed, 6, 3);
        }
        var killed = Sealed.open(mixed, "SM3", Sealed.NEVER_BY_ITSELF);
        String node = fill(killed, 4, 4);
        killed.append(3); // known to the head only
        killed.closeWithoutStop();
        images.add(Forger.Image.of("killed, both hashes", mixed, 21, 18, node));
        return images;
    }

    private static String fill(Sealed sealed, int... counts) throws Exception {
        for (int count : counts) {
            sealed.append(count);
            sealed.seal();
        }
        return sealed.journal.node();
    }
}
