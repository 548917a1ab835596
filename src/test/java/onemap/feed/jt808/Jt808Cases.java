package onemap.feed.jt808;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import onemap.corpus.CaseRunner;
import onemap.domain.Flag;
import onemap.domain.Report;
import onemap.feed.Admission;
import onemap.feed.FeedLedger;
import onemap.feed.Ledgers;
import onemap.feed.Quarantine;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;

/** Runs JT/T 808 cases through the conversation of one connection; audits both identities of the books every time. */
public final class Jt808Cases implements CaseRunner {
    static final byte[] SECRET = "case secret".getBytes(US_ASCII);
    static final Jt808Settings SETTINGS = new Jt808Settings("127.0.0.1", 0, Admission.ANY,
            new Jt808Settings.Limits(2048, 65_536, 1000, 1000, 1000, 10_000, 64, 15, 30, 900),
            new Jt808Settings.Subpackages(65_536, 64L << 20, 60, 10));

    @Override public String protocol() { return "jt808"; }

    @Override public Outcome run(List<byte[]> reads) {
        FeedLedger ledger = new Ledgers(InstantSource.system()).of(Jt808.NAME);
        var answers = new ArrayList<String>();
        var reports = new ArrayList<Report>();
        var refused = new ArrayList<String>();
        Consumer<byte[]> send = bytes -> answers.addAll(frames(bytes));
        var conversation = new Conversation(Platform.of(SETTINGS, ledger, source -> true, SECRET), "case", send);
        for (byte[] read : reads) {
            var before = ledger.figures();
            Turn turn = conversation.read(read.clone(), RECEIVED_AT);
            reports.addAll(turn.reports());
            send.accept(turn.answersWhenTaken());
            send.accept(turn.answersWhenStored(Turn.OK));
            refused.addAll(refusedSince(before, ledger));
        }
        var before = ledger.figures();
        conversation.end("half_frame");
        refused.addAll(refusedSince(before, ledger));
        audit(reads, reports.size(), ledger.figures());
        return new Outcome(answers, reports, refused, (int) ledger.figures().framesControl());
    }

    /** frames = carrying + control + rejected, where a frame is a stretch between delimiters; received = stored + rejected. */
    private static void audit(List<byte[]> reads, int handedOver, FeedLedger.Figures figures) {
        assertThat(figures.framesCarrying() + figures.framesControl() + sum(figures.framesRejected())).as("frames in the books")
                .isEqualTo(stretches(reads));
        assertThat(figures.received()).as("refused reports in the books").isEqualTo(sum(figures.rejected()));
        assertThat(figures.framesRejected()).doesNotContainKey("internal_error");
        if (figures.framesCarrying() == 0) assertThat(handedOver).isZero();
    }

    static long stretches(List<byte[]> reads) {
        long stretches = 0;
        boolean inside = false;
        for (byte[] read : reads) {
            for (byte b : read) {
                if (b != 0x7e && !inside) stretches++;
                inside = b != 0x7e;
            }
        }
        return stretches;
    }

    static long sum(Map<String, Long> counts) { return counts.values().stream().mapToLong(Long::longValue).sum(); }

    /** Frames in their order, then items. */
    private static List<String> refusedSince(FeedLedger.Figures before, FeedLedger ledger) {
        var after = ledger.figures();
        var kept = ledger.quarantine().frames();
        int fresh = (int) (sum(after.framesRejected()) - sum(before.framesRejected()));
        var reasons = new ArrayList<>(kept.subList(Math.max(0, kept.size() - fresh), kept.size())
                .stream()
                .map(Quarantine.Frame::reason)
                .toList());
        after.rejected().forEach((reason, count) -> {
            for (long i = before.rejected().getOrDefault(reason, 0L); i < count; i++)
                reasons.add(reason);
        });
        return reasons;
    }

    private static List<String> frames(byte[] bytes) {
        var frames = new ArrayList<String>();
        int start = 0;
        for (int i = 1; i < bytes.length; i++) {
            if (bytes[i] != 0x7e) continue;
            frames.add(HexFormat.of().formatHex(bytes, start, i + 1));
            start = i + 1;
            i++;
        }
        return frames;
    }

    /** Frames of real devices beside an independent decode of them. */
    @Override public Stream<DynamicTest> realData(Path corpus) {
        Path folder = corpus.resolve("jt808");
        if (!Files.isDirectory(folder)) return Stream.empty();
        return Stream.of(decoded(folder, "traccar-standard"), decoded(folder, "yezhihao-pairs"), Stream.of(
                DynamicTest.dynamicTest("nonstandard frames are counted and the stream goes on", () -> nonstandard(folder)),
                DynamicTest.dynamicTest("frames quoted by users neither break nor get lost", () -> quoted(folder)),
                DynamicTest.dynamicTest("18 sub-packages become one message", () -> subpackages(folder)),
                DynamicTest.dynamicTest("escape example of 4.4.2", () -> escapeExample(folder)))).flatMap(tests -> tests);
    }

    private Stream<DynamicTest> decoded(Path folder, String name) {
        try {
            JsonNode list = JsonMapper.builder().build().readTree(folder.resolve(name + ".decoded.json").toFile());
            return list.valueStream()
                    .map(entry -> DynamicTest.dynamicTest(
                            name + " " + entry.path("n").asText() + " " + entry.at("/decoded/messageId").asText(),
                            () -> decodesAsThere(entry)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void decodesAsThere(JsonNode entry) throws Exception {
        byte[] wire = HexFormat.of().parseHex(entry.get("hex").asText());
        JsonNode wanted = entry.get("decoded");
        Header header = parse(wire).header();
        assertThat("0x%04X".formatted(header.messageId())).isEqualToIgnoringCase(wanted.get("messageId").asText());
        assertThat(header.is2019()).isEqualTo(wanted.get("version").asText().equals("2019"));
        assertThat(header.phone().digits()).isEqualTo(wanted.get("phoneBcd").asText().replaceFirst("^0+(?=.)", ""));
        assertThat(header.serial()).isEqualTo(wanted.get("serial").asInt());
        assertThat(parse(wire).bodyBytes()).isEqualTo(wanted.get("bodyLength").asInt());

        Outcome outcome = run(List.of(wire));

        var locations = new ArrayList<JsonNode>();
        if (wanted.has("location")) locations.add(wanted.get("location"));
        wanted.path("locations").forEach(locations::add);
        assertThat(outcome.reports()).hasSize(locations.size());
        for (int i = 0; i < locations.size(); i++)
            same((Report.Position) outcome.reports().get(i), locations.get(i));
    }

    private static void same(Report.Position position, JsonNode wanted) {
        assertThat(position.observedAt()).isEqualTo(OffsetDateTime.parse(wanted.get("timeGmt8").asText()).toInstant());
        assertThat("0x%08X".formatted(position.alarmBits())).isEqualTo(wanted.get("alarm").asText());
        assertThat(position.altitudeMetres()).isEqualTo(wanted.get("altitudeM").asDouble());
        assertThat(position.speedMetresPerSecond() * 3.6).isCloseTo(wanted.get("speedKmh").asDouble(), within(1e-9));
        assertThat(position.headingDegrees()).isEqualTo(wanted.get("course").asDouble());
        double lat = wanted.get("lat").asDouble();
        double lon = wanted.get("lon").asDouble();
        boolean usable = wanted.get("positioned").asBoolean() && Math.abs(lat) <= 90 && (lat != 0 || lon != 0);
        assertThat(position.flags().has(Flag.NO_FIX)).isEqualTo(!usable);
        assertThat(position.place().isPresent()).isEqualTo(usable);
        position.place().ifPresent(place -> {
            assertThat(place.latDegrees()).isEqualTo(lat);
            assertThat(place.lonDegrees()).isEqualTo(lon);
        });
    }

    private static Offset<Double> within(double value) { return Offset.offset(value); }

    private void nonstandard(Path folder) {
        byte[] good = hexLines(folder.resolve("traccar-standard.hex")).getFirst();
        List<byte[]> bad = hexLines(folder.resolve("traccar-nonstandard.hex"));
        var reads = new ArrayList<byte[]>();
        bad.forEach(frame -> {
            reads.add(frame);
            reads.add(good);
        });

        Outcome outcome = run(reads);

        assertThat(outcome.refused()).hasSize(bad.size());
        assertThat(outcome.reports()).hasSize(bad.size());
    }

    private void quoted(Path folder) {
        List<byte[]> lines = hexLines(folder.resolve("issues-frames.hex"));

        Outcome outcome = run(lines);

        // the first was quoted unescaped, with a 0x7e in its longitude: two stretches, neither a frame
        assertThat(outcome.refused()).hasSize(2);
        assertThat(outcome.reports()).hasSize(1);
        assertThat(outcome.answers().stream().filter(answer -> answer.startsWith("7e8001"))).contains(
                "7e8001000505805668746700000026000200087e");
    }

    private void subpackages(Path folder) throws Exception {
        FeedLedger ledger = new Ledgers(InstantSource.system()).of(Jt808.NAME);
        var reassembly = new Reassembly(SETTINGS.subpackages(), ledger);
        var outcomes = new ArrayList<Reassembly.Outcome>();
        int bodyBytes = 0;
        for (byte[] part : hexLines(folder.resolve("subpackage-1205-18parts.hex"))) {
            Frame frame = parse(part);
            bodyBytes += frame.bodyBytes();
            outcomes.add(reassembly.add(frame));
        }

        assertThat(outcomes).hasSize(18);
        assertThat(outcomes.subList(0, 17)).allMatch(Reassembly.Outcome.Waiting.class::isInstance);
        var whole = (Reassembly.Outcome.Complete) outcomes.get(17);
        assertThat(whole.body()).hasSize(bodyBytes);
        // list of recordings, JT/T 1078: serial(2) count(4) {28 bytes}; the first part tells 0xb4 = 180 of them
        assertThat(whole.body().length).isEqualTo(6 + 180 * 28);
        assertThat(reassembly.bytesHeld()).isZero();
    }

    private void escapeExample(Path folder) throws IOException {
        for (JsonNode pair : JsonMapper.builder().build().readTree(folder.resolve("escape.json").toFile())) {
            var wire = HexFormat.of().parseHex((pair.has("wire") ? pair.get("wire") : pair.get("wireWithNoiseBefore")).asText());
            String unescaped = pair.get("unescaped").asText();
            assertThat(FramerTest.cut(List.of(wire))).contains("frame " + unescaped.substring(2, unescaped.length() - 2));
        }
    }

    static Frame parse(byte[] wire) throws Exception {
        var cut = FramerTest.cut(List.of(wire));
        byte[] frame = HexFormat.of().parseHex(cut.getFirst().substring("frame ".length()));
        return Frame.parse(frame, 0, frame.length);
    }

    private static List<byte[]> hexLines(Path file) {
        try {
            return Files.readAllLines(file)
                    .stream()
                    .map(line -> line.split("#")[0].strip())
                    .filter(line -> !line.isEmpty())
                    .map(HexFormat.of()::parseHex)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
