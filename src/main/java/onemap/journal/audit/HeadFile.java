package onemap.journal.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import onemap.journal.disk.DurableFile;
import onemap.journal.Journal;

/**
 * {@code journal.head}: where the journal ends, written after each commit and not synced, so that a tail cut off after {@code kill -9} shows although
 * no seal covers it yet. One line of fixed length, {@code onemap-head NODE SEQ HASH MAC}; the MAC is HMAC-SHA256 of what stands before it under a key
 * derived from the seals' private one, so that nobody else moves the head back. Never ahead of what is durable. Belongs to one thread.
 */
final class HeadFile implements AutoCloseable {
    private static final Pattern LINE = Pattern
            .compile("onemap-head (?<node>\\S{1,64}) (?<seq>\\d{19}) (?<hash>[0-9a-f]{64}) (?<mac>[0-9a-f]{64})\n");
    private static final String USE = "onemap-head";

    private final String node;
    private final Mac mac;
    private final FileChannel channel;

    /** A head somebody wrote down. */
    record Stated(String node, Journal.Head head, String signed, String mac) {
        /** Whether it was this journal's server. */
        boolean isBy(SealSigner signer) {
            return HeadFile.hex(HeadFile.mac(signer), signed).equals(mac);
        }
    }

    private HeadFile(String node, Mac mac, FileChannel channel) {
        this.node = node;
        this.mac = mac;
        this.channel = channel;
    }

    /** Makes it, or goes on with it from this head. */
    static HeadFile open(Path file, String node, SealSigner signer, Journal.Head head) throws IOException {
        var mac = mac(signer);
        if (!Files.exists(file)) DurableFile.write(file, out -> out.write(line(mac, node, head).getBytes(US_ASCII)));
        var opened = new HeadFile(node, mac, FileChannel.open(file, WRITE));
        opened.write(head);
        return opened;
    }

    void write(Journal.Head head) throws IOException { channel.write(ByteBuffer.wrap(line(mac, node, head).getBytes(US_ASCII)), 0); }

    /** Empty when there is none, or when it is not written like one. */
    static Optional<Stated> read(Path file) throws IOException {
        if (!Files.exists(file)) return Optional.empty();
        var line = LINE.matcher(new String(Files.readAllBytes(file), US_ASCII));
        if (!line.matches()) return Optional.empty();
        var head = new Journal.Head(Long.parseLong(line.group("seq")), HexFormat.of().parseHex(line.group("hash")));
        return Optional.of(new Stated(line.group("node"), head, line.group().substring(0, line.start("mac")), line.group("mac")));
    }

    private static String line(Mac mac, String node, Journal.Head head) {
        String signed = String.format(Locale.ROOT, "onemap-head %s %019d %s ", node, head.seq(), HexFormat.of().formatHex(head.hash()));
        return signed + hex(mac, signed) + "\n";
    }

    private static String hex(Mac mac, String text) { return HexFormat.of().formatHex(mac.doFinal(text.getBytes(US_ASCII))); }

    private static Mac mac(SealSigner signer) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(signer.derive(USE), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override public void close() throws IOException { channel.close(); }
}
