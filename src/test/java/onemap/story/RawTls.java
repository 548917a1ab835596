package onemap.story;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** Greets a TLS port byte by byte (RFC 5246, 7.4.1.2), so that no library of this side refuses first. */
final class RawTls {
    static final int TLS_1_1 = 0x0302;
    static final int TLS_1_2 = 0x0303;
    private static final int HANDSHAKE = 22;
    private static final int ALERT = 21;
    private static final int SERVER_HELLO = 2;
    private static final int PROTOCOL_VERSION = 70;
    /** ECDHE with ECDSA or RSA, AES-128 in CBC with SHA-1, which 1.1 knows, and in GCM, which 1.2 adds. */
    private static final int[] SUITES = {0xc009, 0xc013, 0xc02b, 0xc02f};
    /** supported_groups (secp256r1), ec_point_formats (uncompressed), signature_algorithms (ECDSA and RSA with SHA-256). */
    private static final int[] EXTENSIONS = {0, 10, 0, 4, 0, 2, 0, 23, 0, 11, 0, 2, 1, 0, 0, 13, 0, 8, 0, 6, 4, 3, 4, 1, 8, 4};

    private RawTls() {}

    /** What a server makes of a greeting. */
    enum Reply {
        GREETED, WRONG_VERSION, HUNG_UP, OTHER
    }

    /** @param version the highest that is spoken */
    static Reply greet(InetAddress address, int port, int version) throws IOException {
        try (var socket = new Socket(address, port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(record(hello(version)));
            var in = new DataInputStream(socket.getInputStream());
            int type = in.readUnsignedByte();
            in.readUnsignedShort(); // version of the record
            in.readUnsignedShort(); // its length
            int first = in.readUnsignedByte();
            if (type == HANDSHAKE && first == SERVER_HELLO) return Reply.GREETED;
            return type == ALERT && in.readUnsignedByte() == PROTOCOL_VERSION ? Reply.WRONG_VERSION : Reply.OTHER;
        } catch (EOFException | SocketException closed) {
            return Reply.HUNG_UP;
        }
    }

    private static byte[] hello(int version) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeShort(version);
        for (int i = 0; i < 32; i++)
            out.writeByte(i); // the random
        out.writeByte(0); // no session
        out.writeShort(2 * SUITES.length);
        for (int suite : SUITES)
            out.writeShort(suite);
        out.writeShort(0x0100); // one compression: none
        out.writeShort(EXTENSIONS.length);
        for (int octet : EXTENSIONS)
            out.writeByte(octet);
        return bytes.toByteArray();
    }

    private static byte[] record(byte[] hello) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(HANDSHAKE);
        out.writeShort(0x0301); // as every client writes it (RFC 5246, E.1)
        out.writeShort(4 + hello.length);
        out.writeByte(1); // ClientHello
        out.writeByte(0);
        out.writeShort(hello.length);
        out.write(hello);
        return bytes.toByteArray();
    }
}
