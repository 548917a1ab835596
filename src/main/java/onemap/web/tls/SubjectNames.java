package onemap.web.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names and addresses a certificate is for (RFC 5280, 4.2.1.6). */
final class SubjectNames {
    private final Set<String> names;

    SubjectNames(X509Certificate certificate) {
        try {
            names = Optional.ofNullable(certificate.getSubjectAlternativeNames())
                    .map(Collection::stream)
                    .orElse(Stream.empty())
                    .map(entry -> canonical(String.valueOf(entry.get(1))))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (CertificateParsingException e) {
            throw new IllegalArgumentException("its names cannot be read: " + e.getMessage(), e);
        }
    }

    boolean hold(String name) { return names.contains(canonical(name)); }

    /** Addresses are written in many ways, and of this machine's with the interface. */
    private static String canonical(String name) {
        return address(name).map(InetAddress::getAddress).map(SubjectNames::plain).orElse(name.toLowerCase(Locale.ROOT));
    }

    private static String plain(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(address.length + " bytes are no address", e);
        }
    }

    /** The address a text stands for when it is no name; nobody is asked. */
    static Optional<InetAddress> address(String text) {
        if (!text.contains(":") && !text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) return Optional.empty();
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    static List<String> distinct(List<String> names) { return names.stream().map(SubjectNames::canonical).distinct().toList(); }
}
