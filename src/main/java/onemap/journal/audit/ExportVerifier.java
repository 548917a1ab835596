package onemap.journal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Checks what {@code bin/onemap audit export} or {@code prove} wrote, trusting nothing but this file and the JDK (17 or newer):
 * {@code java ExportVerifier.java FILE [PUBLIC-KEY-FILE]}. Exit code 0 sound, 1 tampered, 2 unreadable or vouched for by nothing.
 */
public final class ExportVerifier {
    private static final String[] FIELDS = {"node", "seq", "format", "at", "actor", "kind", "object", "idempotency_key", "payload"};
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final Map<String, Object> header;
    private final String node;
    private final byte[] publicKey;
    private final List<byte[]> hashes = new ArrayList<>();
    private final List<String[]> seals = new ArrayList<>();
    private byte[] previousHash;
    private boolean ended;

    private ExportVerifier(Map<String, Object> header, String trustedKey) throws IOException, GeneralSecurityException {
        this.header = header;
        this.node = text(header, "node");
        String key = text(header, "key");
        if (key.isEmpty()) throw new IOException("it was never sealed: nothing vouches for it");
        if (!trustedKey.isEmpty() && !key.equals(trustedKey)) throw new SecurityException("seal: its key is not the one you trust");
        String[] parts = key.split("\\+", 3);
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        publicKey = Arrays.copyOfRange(typed, 1, typed.length);
        if (typed.length != 33 || typed[0] != 1 || !parts[0].equals("onemap/" + node)) throw new IOException("its key is of another node");
    }

    public static void main(String[] arguments) { System.exit(run(arguments)); }

    static int run(String... arguments) {
        try (BufferedReader in = Files.newBufferedReader(Path.of(arguments[0]), UTF_8)) {
            Map<String, Object> first = object(in.readLine());
            var verifier = new ExportVerifier(first, arguments.length == 2 ? Files.readString(Path.of(arguments[1])).strip() : "");
            System.out.println("sound 完好: " + (first.get("type").equals("onemap-audit-proof") ? verifier.proof() : verifier.export(in)));
            System.out.println("key 公钥: " + first.get("key") + (arguments.length == 2 ? "" : "  (as printed at the first start?)"));
            return 0;
        } catch (SecurityException e) {
            System.out.println("tampered 已被篡改: " + e.getMessage());
            return 1;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            System.out.println("unreadable 无法读取: " + e);
            return 2;
        }
    }

    private String proof() throws GeneralSecurityException {
        Map<?, ?> entry = (Map<?, ?>) header.get("entry");
        long seq = (Long) entry.get("seq");
        byte[] hash = checked(entry, seq);
        String[] seal = seal(text(header, "seal"));
        long size = Long.parseLong(seal[1]);
        if (seq < 1 || seq > size) throw new SecurityException("seal: it does not cover entry " + seq);
        if (!base64(rootOf(seq - 1, size, node(0, hash, new byte[0]), list("path"))).equals(seal[2]))
            throw new SecurityException("seal: the path from entry " + seq + " does not lead to its root");
        return "entry " + seq + " of node " + node + " is one of the " + size + " sealed at " + seal[4];
    }

    /** RFC 6962, 2.1.1, read from the root down. */
    static byte[] rootOf(long index, long size, byte[] leaf, List<byte[]> path) throws GeneralSecurityException {
        if (path.isEmpty() != (size == 1)) throw new SecurityException("seal: the path is not as long as the tree is high");
        if (size == 1) return leaf;
        long split = Long.highestOneBit(size - 1);
        byte[] sibling = path.get(path.size() - 1);
        List<byte[]> below = path.subList(0, path.size() - 1);
        return index < split
                ? node(1, rootOf(index, split, leaf, below), sibling)
                : node(1, sibling, rootOf(index - split, size - split, leaf, below));
    }

    private String export(BufferedReader in) throws IOException, GeneralSecurityException {
        if (!header.get("type").equals("onemap-audit-export")) throw new IOException("no export of an audit");
        long from = (Long) header.get("from");
        if (from == 1) previousHash = new byte[32];
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (ended) throw new SecurityException("something stands behind the end");
            Map<String, Object> item = object(line);
            switch (text(item, "type")) {
                case "entry" -> add(item, from + hashes.size());
                case "seal" -> seals.add(seal(text(item, "text")));
                case "end" -> end(item, from + hashes.size());
                default -> throw new SecurityException("an unknown line: " + line);
            }
        }
        if (!ended) throw new SecurityException("seq " + (from + hashes.size()) + " truncated: the end is missing");
        long covered = compareSeals(from);
        return hashes.size() + " entries of node " + node + " from " + from + ", " + seals.size() + " seals; "
                + (from - 1 + hashes.size() - covered) + " entries are newer than the newest seal";
    }

    private void add(Map<String, Object> entry, long expected) throws GeneralSecurityException {
        long seq = (Long) entry.get("seq");
        if (seq != expected || !seals.isEmpty())
            throw new SecurityException("seq " + expected + (seq > expected ? " missing" : " reordered"));
        byte[] previous = bytes(entry.get("prev_hash"));
        if (!node.equals(entry.get("node")) || previousHash != null && !Arrays.equals(previous, previousHash))
            throw new SecurityException("seq " + seq + " altered: it does not follow the one before");
        previousHash = checked(entry, seq);
        hashes.add(previousHash);
        if (entry.get("kind").equals("audit.key") && !text(entry, "payload").contains('"' + text(header, "key") + '"'))
            throw new SecurityException("seal: entry " + seq + " names another key");
    }

    private void end(Map<String, Object> item, long next) throws GeneralSecurityException {
        if ((Long) item.get("entries") != hashes.size())
            throw new SecurityException("seq " + next + " truncated: the end counts others");
        if ((Long) item.get("seals") != seals.size()) throw new SecurityException("seal: the end counts others");
        ended = true;
    }

    private long compareSeals(long from) throws IOException, GeneralSecurityException {
        if (seals.isEmpty()) throw new IOException("no seal is in it: nothing vouches for it");
        var full = new ArrayDeque<byte[]>(list("before"));
        long size = from - 1;
        if (full.size() != Long.bitCount(size)) throw new SecurityException("seq " + from + " altered: what stands before it");
        int next = 0;
        for (int i = 0; i <= hashes.size(); i++) {
            for (; next < seals.size() && Long.parseLong(seals.get(next)[1]) == size; next++) {
                String[] seal = seals.get(next);
                if (!base64(root(full)).equals(seal[2])) throw new SecurityException("seal: " + seal[3] + " does not fit");
            }
            if (i == hashes.size()) break;
            byte[] hash = node(0, hashes.get(i), new byte[0]);
            for (long bits = size; (bits & 1) == 1; bits >>= 1)
                hash = node(1, full.removeLast(), hash);
            full.addLast(hash);
            size++;
        }
        if (next < seals.size()) throw new SecurityException("seq " + (size + 1) + " truncated: " + seals.get(next)[3] + " covers more");
        if (from == 1 && !seals.get(0)[3].equals("number 1")) throw new SecurityException("seal: the first ones are missing");
        for (int i = 1; i < seals.size(); i++)
            if (!seals.get(i)[6].equals("previous " + seals.get(i - 1)[8]))
                throw new SecurityException("seal: " + seals.get(i)[3] + " follows another");
        return Long.parseLong(seals.get(seals.size() - 1)[1]);
    }

    private static byte[] root(ArrayDeque<byte[]> full) throws GeneralSecurityException {
        var rest = full.descendingIterator();
        byte[] root = rest.next();
        while (rest.hasNext())
            root = node(1, rest.next(), root);
        return root;
    }

    /** The signed lines of a seal whose signature is good, and the hash of its whole text as the ninth. */
    private String[] seal(String text) throws GeneralSecurityException {
        int end = text.indexOf("\n\n") + 1;
        String signer = "— onemap/" + node + " ";
        if (end == 0 || !text.startsWith(signer, end + 1) || !text.endsWith("\n"))
            throw new SecurityException("seal: one is none of this node");
        String[] lines = Arrays.copyOf(text.substring(0, end).split("\n"), 9);
        try {
            byte[] signature = Base64.getDecoder().decode(text.substring(end + 1 + signer.length(), text.length() - 1));
            var verifier = Signature.getInstance("Ed25519");
            byte[] encoded = ByteBuffer.allocate(X509_PREFIX.length + publicKey.length).put(X509_PREFIX).put(publicKey).array();
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(text.substring(0, end).getBytes(UTF_8));
            if (!lines[0].equals("onemap/" + node) || !verifier.verify(signature, 4, signature.length - 4))
                throw new SecurityException("seal: " + lines[3] + " is forged");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new SecurityException("seal: " + lines[3] + " is forged");
        }
        lines[8] = base64(sha256(text.getBytes(UTF_8)));
        return lines;
    }

    /** The entry's hash, computed anew as the Javadoc of {@code onemap.journal.EntryHash} defines it. */
    private static byte[] checked(Map<?, ?> entry, long seq) throws GeneralSecurityException {
        var out = new ByteArrayOutputStream();
        for (String field : FIELDS) {
            Object value = entry.get(field);
            byte[] text = value == null ? null : value.toString().getBytes(UTF_8);
            field(out, value instanceof Long number ? ByteBuffer.allocate(8).putLong(number).array() : text);
        }
        field(out, bytes(entry.get("sealed_digest")));
        field(out, bytes(entry.get("prev_hash")));
        long format = (Long) entry.get("format");
        byte[] hash = format == 1 ? sha256(out.toByteArray()) : format == 2 ? sm3(out.toByteArray()) : null;
        if (hash == null || !Arrays.equals(hash, bytes(entry.get("hash")))) throw new SecurityException("seq " + seq + " altered");
        return hash;
    }

    private static void field(ByteArrayOutputStream out, byte[] value) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(value == null ? -1 : value.length).array());
        if (value != null) out.writeBytes(value);
    }

    private static byte[] node(int prefix, byte[] left, byte[] right) throws GeneralSecurityException {
        return sha256(ByteBuffer.allocate(1 + left.length + right.length).put((byte) prefix).put(left).put(right).array());
    }

    private static byte[] sha256(byte[] data) throws GeneralSecurityException { return MessageDigest.getInstance("SHA-256").digest(data); }

    /** GB/T 32905-2016. */
    static byte[] sm3(byte[] data) {
        int[] v = {0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e};
        var padded = ByteBuffer.allocate((data.length + 9 + 63) / 64 * 64).put(data).put((byte) 0x80);
        padded.putLong(padded.capacity() - 8, data.length * 8L).rewind();
        while (padded.hasRemaining()) {
            int[] w = new int[68];
            for (int j = 0; j < 68; j++) {
                int x = j < 16 ? padded.getInt() : w[j - 16] ^ w[j - 9] ^ Integer.rotateLeft(w[j - 3], 15);
                w[j] = j < 16 ? x : x ^ Integer.rotateLeft(x, 15) ^ Integer.rotateLeft(x, 23) ^ Integer.rotateLeft(w[j - 13], 7) ^ w[j - 6];
            }
            int[] s = v.clone();
            for (int j = 0; j < 64; j++) {
                boolean early = j < 16;
                int a12 = Integer.rotateLeft(s[0], 12);
                int ss1 = Integer.rotateLeft(a12 + s[4] + Integer.rotateLeft(early ? 0x79cc4519 : 0x7a879d8a, j % 32), 7);
                int ff = early ? s[0] ^ s[1] ^ s[2] : s[0] & s[1] | s[0] & s[2] | s[1] & s[2];
                int gg = early ? s[4] ^ s[5] ^ s[6] : s[4] & s[5] | ~s[4] & s[6];
                int tt1 = ff + s[3] + (ss1 ^ a12) + (w[j] ^ w[j + 4]);
                int tt2 = gg + s[7] + ss1 + w[j];
                System.arraycopy(s, 0, s, 1, 7);
                s[0] = tt1;
                s[2] = Integer.rotateLeft(s[2], 9);
                s[4] = tt2 ^ Integer.rotateLeft(tt2, 9) ^ Integer.rotateLeft(tt2, 17);
                s[6] = Integer.rotateLeft(s[6], 19);
            }
            for (int i = 0; i < 8; i++)
                v[i] ^= s[i];
        }
        var digest = ByteBuffer.allocate(32);
        digest.asIntBuffer().put(v);
        return digest.array();
    }

    private static String text(Map<String, Object> object, String name) { return (String) object.get(name); }
    private static byte[] bytes(Object hex) { return hex == null ? null : HexFormat.of().parseHex((String) hex); }
    private static String base64(byte[] data) { return Base64.getEncoder().encodeToString(data); }

    private List<byte[]> list(String name) { return ((List<?>) header.get(name)).stream().map(ExportVerifier::bytes).toList(); }

    @SuppressWarnings("unchecked") private static Map<String, Object> object(String line) throws IOException {
        return (Map<String, Object>) new Json(line).value();
    }

    /** As much of RFC 8259 as is written here; a name that stands twice is refused. */
    private static final class Json {
        private final String text;
        private int at;

        Json(String text) { this.text = text; }

        private char next() throws IOException {
            if (at == text.length()) throw new IOException("a line is cut short");
            return text.charAt(at++);
        }

        Object value() throws IOException {
            char c = next();
            if (c == '"') return string();
            if (c == '[') return items(']');
            if (c == '{') return object(items('}'));
            int start = at - 1;
            while (at < text.length() && ",:]}".indexOf(text.charAt(at)) < 0)
                at++;
            String word = text.substring(start, at);
            return word.equals("null") ? null : (Object) Long.valueOf(word);
        }

        private List<Object> items(char end) throws IOException {
            var items = new ArrayList<Object>();
            for (char c = text.startsWith(String.valueOf(end), at) ? next() : ','; c != end; c = next()) {
                if (c != ',' && c != ':') throw new IOException("no JSON at character " + at);
                items.add(value());
            }
            return items;
        }

        private static Map<String, Object> object(List<Object> items) throws IOException {
            var object = new HashMap<String, Object>();
            for (int i = 0; i < items.size(); i += 2) {
                if (object.put((String) items.get(i), items.get(i + 1)) != null)
                    throw new IOException("a name stands twice: " + items.get(i));
            }
            return object;
        }

        private String string() throws IOException {
            var string = new StringBuilder();
            for (char c = next(); c != '"'; c = next()) {
                if (c != '\\') string.append(c);
                else
                    string.append(escaped(next()));
            }
            return string.toString();
        }

        private char escaped(char c) {
            if (c == 'u') return (char) Integer.parseInt(text.substring(at, at += 4), 16);
            int plain = "nrtbf".indexOf(c);
            return plain < 0 ? c : "\n\r\t\b\f".charAt(plain);
        }
    }
}
