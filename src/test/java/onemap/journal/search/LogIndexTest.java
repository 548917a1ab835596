package onemap.journal.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import onemap.journal.disk.DataFolder;
import onemap.journal.Draft;
import onemap.journal.Entry;
import onemap.journal.ForeignChains;
import onemap.journal.Journal;
import onemap.journal.MemoryJournal;
import onemap.journal.Samples;
import onemap.journal.SqliteJournal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the duty log's index: it finds what the journal holds, in the log's order, and heals whatever happens to its file. */
@Timeout(60)
class LogIndexTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant NOON = Samples.NOON;

    @TempDir Path temp;
    private final Samples.HandClock clock = new Samples.HandClock();
    private DataFolder folder;
    private SqliteJournal journal;

    @BeforeEach void open() {
        folder = DataFolder.open(temp);
        journal = new SqliteJournal(folder, Samples.JOURNAL, clock, new Random(1));
    }

    @AfterEach void close() {
        journal.close();
        folder.close();
    }

    /** As the payload says: {@code 水库|330225101|n/1}; kind {@code none} is no line. */
    private static Optional<LogReading.Line> read(Entry entry, Supplier<Optional<String>> sealed) {
        if (entry.kind().equals(ForeignChains.ADOPTED)) return Optional.empty(); // as the duty log does
        if (entry.kind().equals("none")) return Optional.empty();
        String[] parts = entry.payload().split("\\|", -1);
        String personal = sealed.get().orElse("");
        return Optional.of(new LogReading.Line(part(parts, 1), part(parts, 2), parts[0], personal.replaceAll("\\d", "*"), personal));
    }

    private static Optional<String> part(String[] parts, int at) {
        return parts.length > at && !parts[at].isEmpty() ? Optional.of(parts[at]) : Optional.empty();
    }

    private LogIndex index(int version) { return new LogIndex(folder.logIndexFile(), journal, LogIndexTest::read, version); }

    private void write(Draft... drafts) throws Exception { Samples.done(journal.append(List.of(drafts))); }

    private void note(String text) throws Exception { write(Draft.of("u-1", "log.noted", "", text)); }

    private static LogQuery all() { return LogQuery.newest(LogQuery.Sight.ALL, 1000); }

    private static LogQuery text(String text) {
        return new LogQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), text, LogQuery.Sight.ALL,
                Long.MAX_VALUE, 1000);
    }

    private static List<Long> seqs(LogIndex index, LogQuery query) {
        assertThat(index.awaitEnd(PATIENCE)).isTrue();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (index.missing() > 0) {
            assertThat(System.nanoTime()).as("still missing: " + index.missing() + " " + index.failing()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
        return index.search(query).stream().map(Found::seq).toList();
    }

    @Test void whatWasWrittenIsFoundOnceItIsAwaited() throws Exception {
        try (var index = index(1)) {
            for (int i = 1; i <= 20; i++) {
                note("第" + i + "条");
                assertThat(index.awaitEnd(PATIENCE)).isTrue();
                assertThat(index.search(all())).first().extracting(Found::seq).isEqualTo((long) i);
            }
        }
    }

    @Test void newestStandsFirstAndACursorGoesOn() throws Exception {
        for (int i = 1; i <= 50; i++)
            note("x");
        try (var index = index(1)) {
            assertThat(seqs(index, all())).hasSize(50).isSortedAccordingTo((a, b) -> Long.compare(b, a));
            var paged = new ArrayList<Long>();
            for (long before = Long.MAX_VALUE; paged.size() < 50;) {
                var page = index.search(new LogQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), "",
                        LogQuery.Sight.ALL, before, 7));
                page.forEach(found -> paged.add(found.seq()));
                before = page.getLast().cursor();
            }
            assertThat(paged).isEqualTo(seqs(index, all()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"水", "库", "水库", "梅林", "超", "7.35", "7", "JT808", "jt80", "ｊｔ８０８", "水库 jt808",
            "库水位"}) void findsFromOneCharacterUp(String typed)
                    throws Exception {
        note("梅林水库水位7.35米,超警戒,JT808:13912345678");
        note("龙山水厂停电");
        try (var index = index(1)) {
            assertThat(seqs(index, text(typed))).contains(1L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"库梅", "水 火", "水位8", "t808", "梅林水厂", "35.7"}) void doesNotFindWhatIsNotThereInThatOrder(String typed)
            throws Exception {
        note("梅林水库水位7.35米,JT808:13912345678");
        try (var index = index(1)) {
            assertThat(seqs(index, text(typed))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\"\"\"", "'", "''; DROP TABLE line; --", "*", "水*", "水 NOT 火", "水 OR 火", "水 AND", "NEAR(水 火, 3)",
            "open:水",
            "{open} : 水", "^水", "水 + 火", "-水", "(水", "水)", "\\", "%", "_", "?", "?1", ":a", "@a", "$a", "😀", "👨‍👩‍👧", "\ud83d",
            "\ude00", "水\ud800库",
            "\u0000", "水\u0000库", "\uffff", "\ufeff水", "\u202e水", "a\u0301", "ﷺ", "words MATCH 'x'", "rowid:1", "\"水\" * \"", "水\n库",
            "  \t "}) void nothingTypedBreaksTheSearch(
                    String typed) throws Exception {
        note("水库 " + typed + " 火");
        note("无关");
        try (var index = index(1)) {
            var found = seqs(index, text(typed));

            assertThat(found.isEmpty() || found.contains(1L)).as(found.toString()).isTrue();
            assertThat(seqs(index, text("水库"))).contains(1L);
        }
    }

    /** Whatever stands in a text is found by any part of it that begins a word. */
    @Test void findsRandomTextsByTheirParts() throws Exception {
        var random = new Random(7);
        var texts = new ArrayList<String>();
        for (int i = 0; i < 200; i++)
            texts.add(randomText(random));
        for (String text : texts)
            note(text.replace('|', ' '));
        try (var index = index(1)) {
            seqs(index, all());
            for (int i = 0; i < texts.size(); i++) {
                String words = Words.of(texts.get(i).replace('|', ' '));
                if (words.isEmpty()) continue;
                String[] each = words.split(" ");
                int from = random.nextInt(each.length);
                String typed = String.join(" ", List.of(each).subList(from, Math.min(each.length, from + 3)));
                assertThat(seqs(index, text(typed))).as(typed).contains((long) i + 1);
            }
        }
    }

    private static String randomText(Random random) {
        var text = new StringBuilder();
        for (int i = 0; i < 30; i++)
            switch (random.nextInt(5)) {
                case 0 -> text.append((char) random.nextInt(0x10000));
                case 1 -> text.appendCodePoint(random.nextInt(0x110000));
                case 2 -> text.append((char) ('a' + random.nextInt(26)));
                case 3 -> text.append(' ');
                default -> text.append((char) (0x4e00 + random.nextInt(0x5000)));
            }
        return text.toString();
    }

    @Test void filtersByTimePersonObjectAndKind() throws Exception {
        write(Draft.of("u-1", "alarm.raised", "mqtt:W1", "a"));
        clock.set(NOON.plusSeconds(60));
        write(Draft.of("u-2", "alarm.acknowledged", "mqtt:W1", "b"), Draft.of("u-2", "alarms.other", "mqtt:W2", "c"));
        clock.set(NOON.plusSeconds(120));
        write(Draft.of("u-1", "log.noted", "mqtt:W2", "d"), Draft.of("u-1", "none", "mqtt:W2", "e"));
        try (var index = index(1)) {
            assertThat(seqs(index, all())).containsExactly(4L, 3L, 2L, 1L);
            assertThat(seqs(index, between(NOON.plusSeconds(60), NOON.plusSeconds(120)))).containsExactly(3L, 2L);
            assertThat(seqs(index, with(Optional.of(Set.of("u-2")), Optional.empty()))).containsExactly(3L, 2L);
            assertThat(seqs(index, with(Optional.of(Set.of()), Optional.empty()))).isEmpty();
            assertThat(seqs(index, with(Optional.empty(), Optional.of(Set.of("mqtt:W1", "mqtt:W9"))))).containsExactly(2L, 1L);
            assertThat(seqs(index, kinds("alarm.*"))).containsExactly(2L, 1L);
            assertThat(seqs(index, kinds("alarm.raised", "log.noted"))).containsExactly(4L, 1L);
            assertThat(seqs(index, kinds("nothing.*"))).isEmpty();
            assertThat(index.actors()).containsExactly("u-1", "u-2");
        }
    }

    private static LogQuery between(Instant from, Instant to) {
        return new LogQuery(Optional.of(from), Optional.of(to), Optional.empty(), Optional.empty(), List.of(), "", LogQuery.Sight.ALL,
                Long.MAX_VALUE, 100);
    }

    private static LogQuery with(Optional<Set<String>> actors, Optional<Set<String>> objects) {
        return new LogQuery(Optional.empty(), Optional.empty(), actors, objects, List.of(), "", LogQuery.Sight.ALL, Long.MAX_VALUE, 100);
    }

    private static LogQuery kinds(String... kinds) {
        return new LogQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(kinds), "", LogQuery.Sight.ALL,
                Long.MAX_VALUE, 100);
    }

    @Test void showsEachAskerTheirAreaWhatIsCommonAndTheirOwn() throws Exception {
        write(Draft.of("u-1", "alarm.raised", "", "a|330225101"), Draft.of("u-1", "alarm.raised", "", "b|330225102001"),
                Draft.of("u-1", "warning.received", "", "c"), Draft.of("u-7", "log.noted", "", "d"),
                Draft.of("u-1", "user.created", "", "e"),
                Draft.of("u-7", "user.created", "", "f"));
        try (var index = index(1)) {
            assertThat(seqs(index, seen(Optional.of("330225102")))).containsExactly(6L, 4L, 3L, 2L);
            assertThat(seqs(index, seen(Optional.of("330225101")))).containsExactly(6L, 4L, 3L, 1L);
            assertThat(seqs(index, seen(Optional.empty()))).containsExactly(6L, 4L, 3L, 2L, 1L);
        }
    }

    private static LogQuery seen(Optional<String> division) {
        return LogQuery.newest(new LogQuery.Sight("u-7", true, division, List.of("warning.*"), List.of("user.*")), 100);
    }

    @Test void numbersAreNotFoundByWhoMayNotReadThem() throws Exception {
        write(Draft.of("u-1", "log.noted", "", "a").withSealed("张三来电13812345678"));
        try (var index = index(1)) {
            assertThat(seqs(index, text("1381"))).containsExactly(1L);
            var masked = new LogQuery.Sight("u-7", false, Optional.empty(), List.of(), List.of());
            assertThat(index.search(new LogQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), "1381",
                    masked, Long.MAX_VALUE, 9))).isEmpty();
            assertThat(index.search(new LogQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), "来电",
                    masked, Long.MAX_VALUE, 9))).hasSize(1);
        }
    }

    @Test void tellsWhatCorrectsAnEntry() throws Exception {
        note("a");
        write(Draft.of("u-2", "log.corrected", "", "b||n/1"), Draft.of("u-3", "log.corrected", "", "c||n/1"),
                Draft.of("u-3", "log.corrected", "", "c||n/2"));
        try (var index = index(1)) {
            seqs(index, all());
            assertThat(index.referring(List.of("n/1"))).extracting(each -> each.found().seq()).containsExactly(2L, 3L);
            assertThat(index.referring(List.of())).isEmpty();
        }
    }

    @Test void goesOnAfterAnOrderlyStop() throws Exception {
        for (int i = 0; i < 10; i++)
            note("水 " + i);
        try (var index = index(1)) {
            seqs(index, all());
        }
        note("火");
        try (var index = index(1)) {
            assertThat(seqs(index, text("水"))).hasSize(10);
            assertThat(seqs(index, text("火"))).containsExactly(11L);
        }
    }

    @Test void isMadeAgainWhenItIsMissingOfAnotherVersionOrOfAnotherJournal() throws Exception {
        for (int i = 0; i < 5000; i++)
            journal.append(List.of(Draft.of("u-1", "log.noted", "", "水 " + i)));
        note("最后");
        try (var index = index(1)) {
            assertThat(seqs(index, text("4321"))).hasSize(1);
        }
        try (var index = index(2)) {
            assertThat(seqs(index, text("4321"))).hasSize(1);
        }
        try (var other = new LogIndex(folder.logIndexFile(), sameNode(), LogIndexTest::read, 2)) {
            assertThat(seqs(other, all())).containsExactly(1L);
        }
        try (var index = index(2)) {
            assertThat(seqs(index, text("4321"))).hasSize(1);
        }
    }

    /** Another journal of the same node, shorter: as when a backup was put back. */
    private Journal sameNode() throws Exception {
        var other = new MemoryJournal(journal.node(), clock, new Random(9));
        Samples.done(other.append(List.of(Draft.of("u-1", "log.noted", "", "z"))));
        return other;
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "middle", "half", "empty", "text"}) void heals(String damage) throws Exception {
        for (int i = 0; i < 3000; i++)
            journal.append(List.of(Draft.of("u-1", "log.noted", "mqtt:W" + i, "水库值班记录第" + i + "条")));
        note("最后");
        try (var index = index(1)) {
            assertThat(seqs(index, text("最后"))).hasSize(1);
        }
        damage(folder.logIndexFile(), damage);
        try (var index = index(1)) {
            index.awaitEnd(PATIENCE);
            untilItAnswers(index);
            assertThat(seqs(index, text("第2718条"))).hasSize(1);
            assertThat(seqs(index, text("最后"))).hasSize(1);
        }
    }

    /** A reader that meets damage first is refused once; then the index is made again. */
    private static void untilItAnswers(LogIndex index) {
        for (int i = 0; i < 100; i++)
            try {
                seqs(index, text("记"));
                seqs(index, all());
                seqs(index, text("第2718条")); // other pages of the file than the others read
                seqs(index, text("最后"));
                return;
            } catch (LogIndex.Unavailable torn) {
                index.awaitEnd(PATIENCE);
            }
    }

    private static void damage(Path file, String how) throws IOException, SQLException {
        byte[] bytes = Files.readAllBytes(file);
        var random = new Random(3);
        switch (how) {
            case "garbage" -> {
                unclean(file);
                bytes = Files.readAllBytes(file);
                for (int page = 2; page < bytes.length / 4096; page += 3)
                    for (int i = 0; i < 64; i++)
                        bytes[page * 4096 + i] = (byte) random.nextInt();
                Files.write(file, bytes);
            }
            case "middle" -> {
                for (int i = bytes.length / 3; i < bytes.length / 2; i++)
                    bytes[i] = 0;
                Files.write(file, bytes);
            }
            case "half" -> Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
            case "empty" -> Files.write(file, new byte[0]);
            default -> Files.write(file, "not a database at all, but long enough to look at".repeat(100).getBytes(UTF_8),
                    StandardOpenOption.TRUNCATE_EXISTING);
        }
    }

    /** As after a power cut: it was not closed. */
    private static void unclean(Path file) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file); var statement = connection.createStatement()) {
            statement.execute("UPDATE span SET closed = 0");
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            statement.execute("PRAGMA journal_mode = DELETE");
        }
    }

    @Test void linesLostInAPowerCutAreMissedAndMadeAgain() throws Exception {
        for (int i = 0; i < 100; i++)
            note("水 " + i);
        try (var index = index(1)) {
            seqs(index, all());
        }
        unclean(folder.logIndexFile());
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.logIndexFile());
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM line WHERE seq = 40");
        }
        try (var index = index(1)) {
            index.awaitEnd(PATIENCE);
            untilItAnswers(index);
            assertThat(seqs(index, all())).hasSize(100);
        }
    }

    @Test void anAlteredEntryIsLeftOutAndStopsNothing() throws Exception {
        for (int i = 1; i <= 30; i++)
            note("水 " + i);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.journalFile());
                var statement = connection.createStatement()) {
            statement.execute("UPDATE entry SET payload = '假' WHERE seq = 12");
        }
        try (var index = index(1)) {
            assertThat(seqs(index, all())).hasSize(29).doesNotContain(12L);
            note("火");
            assertThat(seqs(index, text("火"))).containsExactly(31L);
        }
    }

    @Test void entriesOfOneMomentStayInTheirOrder() throws Exception {
        var drafts = new ArrayList<Draft>();
        for (int i = 0; i < 900; i++)
            drafts.add(Draft.of("u-1", "log.noted", "", "x"));
        Samples.done(journal.append(drafts));
        try (var index = index(1)) {
            assertThat(seqs(index, all())).hasSize(900).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        }
    }

    @Test void otherNodesEntriesStandAmongTheOwnByTime() throws Exception {
        var other = new MemoryJournal("b".repeat(32), clock, new Random(4));
        note("一");
        clock.set(NOON.plusSeconds(10));
        var theirs = Samples.done(other.append(List.of(Draft.of("u-9", "log.noted", "", "二"), Draft.of("u-9", "log.noted", "", "三"))));
        clock.set(NOON.plusSeconds(20));
        note("四");
        try (var index = index(1)) {
            assertThat(seqs(index, all())).containsExactly(2L, 1L);

            Samples.done(journal.adopt(theirs.stream().map(entry -> new Journal.Foreign(entry, Optional.empty())).toList()));
            while (index.search(all()).size() < 4)
                LockSupport.parkNanos(1_000_000);

            assertThat(index.search(all())).extracting(found -> found.node().substring(0, 1) + found.seq())
                    .containsExactly(journal.node().charAt(0) + "2", "b2", "b1", journal.node().charAt(0) + "1");
        }
        try (var index = index(1)) {
            assertThat(seqs(index, text("三"))).containsExactly(2L);
        }
    }

    @Test void theJournalCanBeClosedUnderIt() throws Exception {
        note("a");
        try (var index = index(1)) {
            seqs(index, all());
            journal.close();
            assertThat(index.search(all())).hasSize(1);
        }
    }
}
