package onemap.web.tls;

import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes a certificate nobody vouches for but the person who compares its fingerprint; EC P-256, for the names of this machine. */
final class SelfSigned {
    /** Renewing means comparing the fingerprint again. */
    static final Duration LIFETIME = Duration.ofDays(2 * 365);
    /** A client's clock may be behind. */
    private static final Duration BEFORE = Duration.ofDays(1);
    private static final int SERIAL_BITS = 127;

    private SelfSigned() {}

    static Certificate make(List<String> names, Instant now, SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            var pair = generator.generateKeyPair();
            var subject = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, names.getFirst()).addRDN(BCStyle.O, "onemap").build();
            var builder = new JcaX509v3CertificateBuilder(subject, new BigInteger(SERIAL_BITS, random), Date.from(now.minus(BEFORE)),
                    Date.from(now.plus(LIFETIME)), subject, pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(
                            SubjectNames.distinct(names).stream().map(SelfSigned::name).toArray(GeneralName[]::new)));
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").setSecureRandom(random).build(pair.getPrivate());
            return new Certificate(List.of(new JcaX509CertificateConverter().getCertificate(builder.build(signer))), pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("a self-signed certificate could not be made: " + e.getMessage(), e);
        }
    }

    private static GeneralName name(String text) {
        return SubjectNames.address(text)
                .map(InetAddress::getAddress)
                .map(address -> new GeneralName(GeneralName.iPAddress, new DEROctetString(address)))
                .orElseGet(() -> new GeneralName(GeneralName.dNSName, text));
    }
}
