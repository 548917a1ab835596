package onemap.access.secret;

/**
 * Cost of one try at a password (RFC 9106).
 *
 * @param memoryKibibytes OWASP's first choice for Argon2id is 19 MiB with 2 passes
 * @param passes          over that memory
 */
public record Argon2Settings(int memoryKibibytes, int passes) {
    public Argon2Settings {
        if (memoryKibibytes < 64 || memoryKibibytes > 1 << 20)
            throw new IllegalArgumentException("memoryKibibytes: " + memoryKibibytes + " is not 64 to 1048576");
        if (passes < 1 || passes > 100) throw new IllegalArgumentException("passes: " + passes + " is not 1 to 100");
    }
}
