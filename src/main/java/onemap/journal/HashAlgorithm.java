package onemap.journal;

import java.util.Arrays;
import java.util.Optional;

/** What an entry is hashed with, recorded in its column {@code format}, so that both may stand in one chain. */
public enum HashAlgorithm {
    /** FIPS 180-4. */
    SHA_256("SHA-256", 1),
    /** GB/T 32905-2016 SM3 密码杂凑算法. */
    SM3("SM3", 2);

    private final String title;
    private final int format;

    HashAlgorithm(String title, int format) {
        this.title = title;
        this.format = format;
    }

    public String title() { return title; }

    /** The {@code format} of entries hashed with it. The payloads of both formats are alike. */
    public int format() { return format; }

    static Optional<HashAlgorithm> ofFormat(long format) {
        return Arrays.stream(values()).filter(each -> each.format == format).findFirst();
    }

    static HashAlgorithm named(String title) {
        return Arrays.stream(values())
                .filter(each -> each.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("hash: " + title + " is neither SHA-256 nor SM3"));
    }
}
