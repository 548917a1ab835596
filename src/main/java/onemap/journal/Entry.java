package onemap.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of the journal 值班日志条目 as stored: what people decided or entered, and what authorities issued. Arrays are never written to.
 *
 * @param node           whose stream it is; each node writes its own
 * @param seq            from 1, without gaps per node
 * @param format         what it was hashed with, {@link HashAlgorithm#format()}
 * @param actor          who: a user, {@code console}, or {@code rule:<name>}, {@code feed:<name>}
 * @param kind           what, for example {@code warning.issued}
 * @param object         id of the thing it is about
 * @param idempotencyKey repeats of one action carry the same key
 * @param payload        JSON as stored, byte for byte
 * @param sealedDigest   hash over salt and body of the personal part, when there is one
 * @param prevHash       hash of the entry before, 32 zero bytes for the first
 * @param hash           hash over the length-prefixed stored bytes of all columns before it
 */
public record Entry(String node, long seq, int format, Instant at, String actor, String kind, String object,
        Optional<String> idempotencyKey,
        String payload, Optional<byte[]> sealedDigest, byte[] prevHash, byte[] hash) {}
