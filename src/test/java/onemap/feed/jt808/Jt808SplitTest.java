package onemap.feed.jt808;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import onemap.corpus.CaseFile;
import onemap.corpus.CaseRunner.Outcome;
import org.junit.jupiter.api.Test;

/** However the network cuts the stream, the same comes out. */
final class Jt808SplitTest {
    private static final Path CASES = Path.of("src/test/resources/corpus/jt808");
    private final Jt808Cases cases = new Jt808Cases();

    @Test void decodesTheSameAtEverySplitPoint() {
        for (var written : CaseFile.readAll(CASES)) {
            byte[] stream = joined(written.reads());
            String whole = content(cases.run(List.of(stream)));
            if (stream.length > 1000) continue;
            for (int at = 0; at <= stream.length; at++) {
                var split = List.of(Arrays.copyOf(stream, at), Arrays.copyOfRange(stream, at, stream.length));
                assertThat(content(cases.run(split))).as("%s split at %d", written.where(), at).isEqualTo(whole);
            }
        }
    }

    @Test void decodesTheSameByteByByteAndInRandomPieces() {
        var random = new Random(7611);
        for (var written : CaseFile.readAll(CASES)) {
            byte[] stream = joined(written.reads());
            String whole = content(cases.run(List.of(stream)));
            for (int most : new int[]{1, 3, 17})
                assertThat(content(cases.run(pieces(stream, most, random)))).as(written.where()).isEqualTo(whole);
        }
    }

    private static List<byte[]> pieces(byte[] stream, int most, Random random) {
        var pieces = new ArrayList<byte[]>();
        for (int at = 0; at < stream.length;) {
            int next = Math.min(stream.length, at + 1 + random.nextInt(most));
            pieces.add(Arrays.copyOfRange(stream, at, next));
            at = next;
        }
        return pieces;
    }

    private static byte[] joined(List<byte[]> reads) {
        var stream = new ByteArrayOutputStream();
        reads.forEach(stream::writeBytes);
        return stream.toByteArray();
    }

    /** Order within one read: plain answers, then durable ones, and refusals by kind; the split may change that order, never the content. */
    private static String content(Outcome outcome) {
        var answers = outcome.answers()
                .stream()
                .map(answer -> answer.substring(answer.length() - 14, answer.length() - 4))
                .sorted()
                .toList();
        return outcome.reports() + " " + outcome.refused().stream().sorted().toList() + " " + outcome.control() + " " + answers;
    }
}
