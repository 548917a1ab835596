package onemap.corpus;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each case of each protocol, cut short and with bits and bytes turned over: nothing escapes from the decoder, and the books balance, which each runner audits
 * in every run.
 */
final class DamageTest {
    private static final long SEED = 808;
    /** All of a short message, a sample of a long one. */
    private static final int DAMAGES_PER_READ = 400;
    private static final int GARBAGE_ROUNDS = 2000;

    @TestFactory Stream<DynamicTest> survivesEveryDamage() {
        return CaseRunners.ALL.stream()
                .flatMap(runner -> CaseFile.readAll(CorpusTest.CASES.resolve(runner.protocol()))
                        .stream()
                        .map(written -> DynamicTest.dynamicTest(written.where() + " " + written.name(),
                                () -> damage(runner, written.reads()))));
    }

    /** Random bytes, some of them cut out of real messages. */
    @TestFactory Stream<DynamicTest> survivesGarbage() {
        return CaseRunners.ALL.stream().map(runner -> DynamicTest.dynamicTest(runner.protocol(), () -> {
            var random = new Random(SEED);
            var known = CaseFile.readAll(CorpusTest.CASES.resolve(runner.protocol()))
                    .stream()
                    .flatMap(written -> written.reads().stream())
                    .toList();
            for (int round = 0; round < GARBAGE_ROUNDS; round++) {
                byte[] garbage = garbage(known, random);
                run(runner, List.of(garbage), garbage, garbage);
            }
        }));
    }

    private static byte[] garbage(List<byte[]> known, Random random) {
        var garbage = new ByteArrayOutputStream();
        for (int piece = 0; piece < 4; piece++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            garbage.writeBytes(bytes);
            byte[] message = known.get(random.nextInt(known.size()));
            int from = random.nextInt(message.length);
            garbage.writeBytes(Arrays.copyOfRange(message, from, from + random.nextInt(Math.min(200, message.length - from) + 1)));
        }
        return garbage.toByteArray();
    }

    private static void damage(CaseRunner runner, List<byte[]> reads) {
        var random = new Random(SEED);
        for (int i = 0; i < reads.size(); i++) {
            byte[] whole = reads.get(i);
            for (byte[] damaged : damages(whole, random)) {
                var changed = new ArrayList<>(reads);
                changed.set(i, damaged);
                run(runner, changed, whole, damaged);
            }
        }
    }

    private static void run(CaseRunner runner, List<byte[]> reads, byte[] whole, byte[] damaged) {
        try {
            runner.run(reads);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(runner.protocol() + " fails on " + HexFormat.of().formatHex(damaged) + " made of "
                    + HexFormat.of().formatHex(whole), e);
        }
    }

    private static List<byte[]> damages(byte[] whole, Random random) {
        var damages = new ArrayList<byte[]>();
        for (int length : sample(whole.length, random))
            damages.add(Arrays.copyOf(whole, length));
        for (int bit : sample(whole.length * 8, random))
            damages.add(with(whole, bit / 8, whole[bit / 8] ^ 1 << bit % 8));
        for (int at : sample(whole.length, random))
            damages.add(with(whole, at, random.nextInt(256)));
        return damages;
    }

    private static int[] sample(int count, Random random) {
        int most = DAMAGES_PER_READ / 4;
        return count <= most ? IntStream.range(0, count).toArray() : random.ints(most, 0, count).toArray();
    }

    private static byte[] with(byte[] whole, int at, int value) {
        byte[] changed = whole.clone();
        changed[at] = (byte) value;
        return changed;
    }
}
