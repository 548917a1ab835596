package onemap.journal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static onemap.journal.Samples.done;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import onemap.journal.Journal;
import onemap.journal.MemoryJournal;
import onemap.journal.Samples;
import onemap.journal.union.ExportLine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another node offers is what it sealed, with the key it always had. */
class OfferCheckTest {
    @TempDir Path temp;
    private final Journal here = new MemoryJournal("here", () -> Samples.NOON, new Random(1));
    private Path there;

    @BeforeEach void record() throws Exception {
        there = temp.resolve("there");
        grow(6, 4);
    }

    private void grow(int... counts) throws Exception {
        try (var sealed = Sealed.open(there)) {
            for (int count : counts) {
                sealed.append(count);
                sealed.seal();
            }
        }
    }

    private List<String> export(long from) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var export = new AuditExport(there)) {
            export.export(out, from, Long.MAX_VALUE);
        }
        return new ArrayList<>(out.toString(UTF_8).lines().toList());
    }

    private void check(List<String> lines) {
        var check = new OfferCheck(here);
        lines.forEach(line -> check.read(line.getBytes(UTF_8)));
        check.checkSignatures();
        lines.forEach(line -> check.compare(line.getBytes(UTF_8)));
        check.checkRoots();
    }

    private void merge(List<String> lines) throws Exception {
        done(here.adopt(lines.stream().flatMap(line -> ExportLine.read(line.getBytes(UTF_8)).stream()).toList()));
    }

    private void assertRefused(List<String> lines, String why) {
        assertThatThrownBy(() -> check(lines)).isInstanceOf(OfferCheck.Unvouched.class).hasMessageContaining(why);
    }

    @Test void whatWasSealedPassesWholeAndInPart() throws Exception {
        assertThatCode(() -> check(export(1))).doesNotThrowAnyException();
        merge(export(1));
        grow(5);
        assertThatCode(() -> check(export(9))).doesNotThrowAnyException();
    }

    @Test void entriesComputedAnewDoNotFitTheSeal() throws Exception {
        var lines = export(1);
        lines.replaceAll(line -> line.contains("\"seq\":4,") ? line.replaceFirst("\"hash\":\"....", "\"hash\":\"0000") : line);

        assertRefused(lines, "were altered, left out or added");
    }

    @Test void aMissingOrCutPartIsSeen() throws Exception {
        var missing = export(1);
        missing.removeIf(line -> line.contains("\"seq\":4,"));
        var cut = export(1);
        cut.removeLast();
        var fewer = export(1);
        long last = fewer.stream().filter(line -> line.contains("\"type\":\"entry\"")).count();
        fewer.removeIf(line -> line.contains("\"seq\":" + last + ","));

        assertRefused(missing, "lacks entry 4");
        assertRefused(cut, "is cut short");
        assertRefused(fewer, "were altered, left out or added");
    }

    @Test void aForgedSealIsSeen() throws Exception {
        var forged = export(1);
        int newest = forged.size() - 2;
        forged.set(newest, forged.get(newest).replaceFirst("time 2026", "time 2025"));
        var dropped = export(1);
        dropped.remove(newest - 1);

        assertRefused(forged, "did not sign");
        assertRefused(dropped, "does not follow seal");
    }

    @Test void aNodeKeepsTheKeyThatWasFirstSeen() throws Exception {
        merge(export(1));
        Files.delete(there.resolve("seal.key")); // whoever has no key makes one
        grow(2);

        assertRefused(export(1), "since it was first seen");
        assertRefused(export(9), "since it was first seen");
    }

    @Test void withoutSealsTheChainAloneIsLeftToBeChecked() throws Exception {
        var entries = export(1).stream().filter(line -> line.contains("\"type\":\"entry\"")).toList();

        assertThatCode(() -> check(entries)).doesNotThrowAnyException();
    }
}
