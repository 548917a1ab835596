package onemap.gis.table.guard;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import onemap.gis.table.Refused;

/** A zip file that has been unpacked once into nothing, so that its sizes and check sums are known to be true before anybody relies on them. */
public final class Archive implements Closeable {
    private static final int RATIO_MATTERS_BYTES = 1 << 20;
    private static final List<Charset> NAMES = List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"), StandardCharsets.ISO_8859_1);

    private final ZipFile zip;
    private final List<? extends ZipEntry> entries;

    private Archive(ZipFile zip) {
        this.zip = zip;
        entries = zip.stream().filter(entry -> !entry.isDirectory()).toList();
    }

    /** Looks only at the names, and believes nothing else. */
    public static Archive peek(Path file, Faults faults) throws Refused {
        IOException last = new IOException("no zip file");
        for (Charset names : NAMES)
            try {
                var zip = new ZipFile(file.toFile(), names);
                if (zip.size() <= faults.limits().mostEntries()) return new Archive(zip);
                zip.close();
                throw faults.reason("too_many_entries", "压缩包里超过 " + faults.limits().mostEntries() + " 个文件", "the archive has more than "
                        + faults.limits().mostEntries() + " entries").refused();
            } catch (IOException | IllegalArgumentException fault) { // names of another alphabet come as either
                last = new IOException(fault.getMessage(), fault);
            }
        throw faults.unreadable(last).refused();
    }

    public static Archive open(Path file, Faults faults) throws Refused, IOException {
        var archive = peek(file, faults);
        try {
            archive.check(faults);
            return archive;
        } catch (Refused | IOException | RuntimeException fault) {
            archive.close();
            throw fault;
        }
    }

    public List<String> names() { return entries.stream().map(ZipEntry::getName).toList(); }

    public Optional<String> findEnding(String ending) {
        return names().stream().filter(name -> name.toLowerCase(Locale.ROOT).endsWith(ending)).findFirst();
    }

    public boolean has(String name) { return entries.stream().anyMatch(entry -> entry.getName().equals(name)); }

    public InputStream open(String name) throws IOException { return zip.getInputStream(entry(name)); }

    public long bytes(String name) { return entry(name).getSize(); }

    private ZipEntry entry(String name) { return entries.stream().filter(entry -> entry.getName().equals(name)).findFirst().orElseThrow(); }

    private void check(Faults faults) throws Refused, IOException {
        var seen = new HashSet<String>();
        long unpackedBytes = 0;
        var buffer = new byte[64 * 1024];
        for (ZipEntry entry : entries) {
            if (!seen.add(entry.getName()))
                throw faults.reason("duplicate_entry", "压缩包里有两个“" + entry.getName() + "”",
                        "the archive holds “" + entry.getName() + "” twice").refused();
            unpackedBytes += unpack(entry, buffer, faults.limits().mostUnpackedBytes() - unpackedBytes, faults);
        }
    }

    private long unpack(ZipEntry entry, byte[] buffer, long mostBytes, Faults faults) throws Refused, IOException {
        long packedBytes = Math.max(1, entry.getCompressedSize());
        var sum = new CRC32();
        long bytes = 0;
        try (InputStream in = zip.getInputStream(entry)) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                bytes += got;
                sum.update(buffer, 0, got);
                if (bytes > mostBytes)
                    throw faults.reason("too_large_unpacked", "解压后超过 " + (faults.limits().mostUnpackedBytes() >> 20) + " MiB",
                            "unpacks to more than " + (faults.limits().mostUnpackedBytes() >> 20) + " MiB").refused();
                if (bytes > RATIO_MATTERS_BYTES && bytes / packedBytes >= faults.limits().mostRatio())
                    throw faults.reason("compression_ratio",
                            "“" + entry.getName() + "”压缩比超过 " + faults.limits().mostRatio() + ":1", "“" + entry.getName()
                                    + "” is packed more than " + faults.limits().mostRatio() + ":1")
                            .refused();
            }
        }
        if (bytes != entry.getSize() || sum.getValue() != entry.getCrc())
            throw faults.damaged("“" + entry.getName() + "”校验和不符", "“" + entry
                    .getName() + "” fails its check sum").refused();
        return bytes;
    }

    @Override public void close() throws IOException { zip.close(); }
}
