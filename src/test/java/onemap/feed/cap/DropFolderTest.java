package onemap.feed.cap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import onemap.domain.Report;
import onemap.feed.Admission;
import onemap.feed.HttpFeeds;
import onemap.feed.HttpIntake;
import onemap.feed.Ledgers;
import onemap.feed.MemoryInbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DropFolderTest {
    private static final Instant NOON = Instant.parse("2026-07-18T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOON);

    @TempDir Path data;
    private final Ledgers ledgers = new Ledgers(CLOCK);
    private final MemoryInbox inbox = new MemoryInbox(ledgers.of("cap"));
    private Path folder;
    private DropFolder drop;

    @BeforeEach void openFolder() throws IOException {
        folder = data.resolve("drop");
        drop = restarted();
        drop.createFolders();
    }

    @Test void takesAFileThatHasNotChangedBetweenTwoLooksAndMovesItToDone() throws IOException {
        write("a.xml", alert("a"), NOON);

        assertThat(drop.poll()).isZero();
        assertThat(drop.poll()).isOne();

        assertThat(inbox.reports()).extracting(Report::source).extracting(Object::toString).containsExactly("cap:a");
        assertThat(names(folder)).containsExactly("bad", "done");
        assertThat(names(folder.resolve("done"))).containsExactly("a.xml");
    }

    @Test void waitsWhileAFileGrows() throws IOException {
        write("a.xml", alert("a").substring(0, 100), NOON);
        drop.poll();
        write("a.xml", alert("a"), NOON.plusSeconds(1));

        assertThat(drop.poll()).isZero();
        assertThat(drop.poll()).isOne();
        assertThat(names(folder.resolve("done"))).containsExactly("a.xml");
    }

    @Test void takesAtOnceWhatWasRenamedInAfterItWasWritten() throws IOException {
        write("a.tmp", alert("a"), NOON.minusSeconds(60));
        drop.poll();
        Files.move(folder.resolve("a.tmp"), folder.resolve("a.xml"));

        assertThat(drop.poll()).isOne();
    }

    @Test void movesWhatCannotBeUsedToBadWithTheReasonBesideIt() throws IOException {
        write("evil.cap", "<!DOCTYPE a><alert/>", NOON);

        pollTwice();

        assertThat(names(folder.resolve("bad"))).containsExactly("evil.cap", "evil.cap.reason.txt");
        assertThat(Files.readString(folder.resolve("bad/evil.cap.reason.txt"))).contains("dtd: ");
        assertThat(ledgers.of("cap").figures().framesRejected()).containsEntry("dtd", 1L);
    }

    @Test void namesWhatWasRefusedOfAListThatWasTakenInPart() throws IOException {
        write("list.xml", "<alerts>" + alert("a") + "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'/></alerts>", NOON);

        pollTwice();

        assertThat(names(folder.resolve("done"))).containsExactly("list.xml", "list.xml.reason.txt");
    }

    @Test void refusesAFileOverTheLimit() throws IOException {
        write("big.xml", " ".repeat(1024 * 1024 + 1), NOON);

        pollTwice();

        assertThat(Files.readString(folder.resolve("bad/big.xml.reason.txt"))).contains("too_large");
    }

    @Test void readsAFileAgainThatACrashLeftBehindAndFindsADuplicate() throws IOException {
        write("a.xml", alert("a"), NOON);
        pollTwice();
        Files.move(folder.resolve("done/a.xml"), folder.resolve("a.xml"));

        drop = restarted();
        pollTwice();

        assertThat(inbox.reports()).hasSize(1);
        assertThat(ledgers.of("cap").figures().duplicate()).isOne();
        assertThat(names(folder.resolve("done"))).containsExactly("a.xml");
    }

    @Test void leavesAFileWhereItIsUntilTheDiskTakesIt() throws IOException {
        write("a.xml", alert("a"), NOON);
        inbox.diskRefuses(true);
        pollTwice();
        assertThat(names(folder)).contains("a.xml");

        inbox.diskRefuses(false);
        drop.poll();

        assertThat(names(folder.resolve("done"))).containsExactly("a.xml");
    }

    @Test void keepsBothOfTwoFilesOfOneName() throws IOException {
        for (String identifier : List.of("a", "b")) {
            write("same.xml", alert(identifier), NOON.plusSeconds(identifier.charAt(0)));
            pollTwice();
        }

        assertThat(names(folder.resolve("done"))).hasSize(2);
    }

    @Test void takesABoundedNumberPerLookOldestFirst() throws IOException {
        for (int i = 0; i < DropFolder.MAX_FILES_PER_POLL + 20; i++)
            write("f" + i + ".xml", alert("f" + i), NOON.minusSeconds(i));
        drop.poll();

        assertThat(drop.poll()).isEqualTo(DropFolder.MAX_FILES_PER_POLL);
        assertThat(inbox.reports().getFirst().source().idInFeed()).isEqualTo("f" + (DropFolder.MAX_FILES_PER_POLL + 19));
        assertThat(drop.poll()).isEqualTo(20);
    }

    @Test void looksAtNeitherLinksNorOtherNamesNorFolders() throws IOException {
        write("secret", alert("s"), NOON);
        Files.createSymbolicLink(folder.resolve("link.xml"), folder.resolve("secret"));
        write(".hidden.xml", alert("h"), NOON);
        Files.createDirectory(folder.resolve("dir.xml"));

        drop.poll();

        assertThat(drop.poll()).isZero();
    }

    @Test void watchesByItselfUntilClosed() throws Exception {
        var context = HttpFeeds.context(inbox, ledgers, source -> true, CLOCK);
        var feed = new CapFeed(new CapSettings(Admission.ANY, List.of(), "drop2", 100), context, data);

        feed.open().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        assertThat(names(data.resolve("drop2"))).containsExactly("bad", "done");
        feed.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    @Test void namesTheSettingWhenTheFolderCannotBeMade() throws IOException {
        Files.writeString(data.resolve("file"), "");
        var context = HttpFeeds.context(inbox, ledgers, source -> true, CLOCK);
        var feed = new CapFeed(new CapSettings(Admission.ANY, List.of(), "file/drop", 100), context, data);

        assertThat(feed.open().cause()).hasMessageStartingWith("feeds.cap.dropFolder: ");
        feed.close();
    }

    private DropFolder restarted() {
        var context = HttpFeeds.context(inbox, ledgers, source -> true, CLOCK);
        var feed = new CapFeed(new CapSettings(Admission.ANY, List.of(), "", 1000), context, data);
        return new DropFolder(folder, 1000, new HttpIntake(feed, context), CLOCK);
    }

    private void pollTwice() throws IOException {
        drop.poll();
        drop.poll();
    }

    private void write(String name, String text, Instant changed) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(changed));
    }

    private static String alert(String identifier) {
        return "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>" + identifier + "</identifier><sender>a@b</sender>"
                + "<sent>2026-07-18T14:30:00+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope></alert>";
    }

    private static List<String> names(Path where) throws IOException {
        try (var files = Files.list(where)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
