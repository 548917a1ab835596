package onemap.web.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import onemap.journal.disk.DurableFile;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/** A certificate and its key as PEM files (RFC 7468). */
record PemFiles(Path certificate, Path key) {
    boolean exist() { return Files.exists(certificate) && Files.exists(key); }

    /** @throws IllegalArgumentException naming the file that cannot be used, and why */
    Certificate read() {
        var chain = readChain();
        var own = readKey();
        try {
            return new Certificate(chain, own);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage() + " " + certificate, e);
        }
    }

    private List<X509Certificate> readChain() {
        try (InputStream in = Files.newInputStream(certificate)) {
            var chain = CertificateFactory.getInstance("X.509").generateCertificates(in).stream().map(X509Certificate.class::cast).toList();
            if (chain.isEmpty()) throw new IllegalArgumentException(certificate + ": holds no certificate");
            return chain;
        } catch (IOException e) {
            throw new IllegalArgumentException(certificate + ": cannot be read", e);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(certificate + ": is no PEM certificate", e);
        }
    }

    private PrivateKey readKey() {
        try (Reader in = Files.newBufferedReader(key, US_ASCII); var parser = new PEMParser(in)) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                if (part instanceof PrivateKeyInfo info) return new JcaPEMKeyConverter().getPrivateKey(info);
                if (part instanceof PEMKeyPair pair) return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
            }
            throw new IllegalArgumentException(key + ": holds no private key, or an encrypted one");
        } catch (IOException e) {
            throw new IllegalArgumentException(key + ": cannot be read", e);
        }
    }

    /** Readable by its owner only. */
    void write(Certificate made) {
        try {
            makePrivate(certificate.getParent());
            var keyText = pem(new JcaPKCS8Generator(made.key(), null));
            var certificateText = pem(made.chain().getFirst());
            DurableFile.write(key, out -> out.write(keyText));
            onlyForOwner(key);
            DurableFile.write(certificate, out -> out.write(certificateText));
            onlyForOwner(certificate);
        } catch (IOException e) {
            throw new IllegalStateException(key + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static byte[] pem(Object thing) throws IOException {
        var text = new StringWriter();
        try (var out = new JcaPEMWriter(text)) {
            out.writeObject(thing);
        }
        return text.toString().getBytes(US_ASCII);
    }

    private static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (isPosix(folder)) Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    private static void onlyForOwner(Path file) throws IOException {
        if (isPosix(file)) Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static boolean isPosix(Path path) throws IOException { return Files.getFileStore(path).supportsFileAttributeView("posix"); }
}
