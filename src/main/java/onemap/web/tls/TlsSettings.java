package onemap.web.tls;

/**
 * TLS of the web side.
 *
 * @param on          also on loopback; beyond it, it is on whatever stands here
 * @param certificate PEM file of the certificate and what leads to its root; empty: a self-signed one is made in the data folder
 * @param key         PEM file of its private key, not encrypted
 */
public record TlsSettings(boolean on, String certificate, String key) {
    public TlsSettings {
        if (certificate.isBlank() != key.isBlank())
            throw new IllegalArgumentException((key.isBlank() ? "key" : "certificate") + ": is missing; certificate and key go together");
    }

    boolean isOwn() { return !certificate.isBlank(); }
}
