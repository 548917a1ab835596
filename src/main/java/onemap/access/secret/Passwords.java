package onemap.access.secret;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Hashes and verifies passwords on two threads of their own, so that a flood of tries costs neither screens nor feeds. Thread-safe. */
public final class Passwords implements AutoCloseable {
    private static final int THREADS = 2;
    /** At some 60 ms a try nobody waits longer than a second or two. */
    private static final int WAITING = 32;

    private final Argon2Settings settings;
    private final RandomGenerator random;
    /** What an unknown login is verified against: the hash of nothing anybody knows, so its answer takes as long as any other. */
    private final String nobody;
    private final ThreadPoolExecutor threads;
    private final AtomicLong verifications = new AtomicLong();

    public Passwords(Argon2Settings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
        nobody = Argon2id.ofNobody(settings, random);
        var number = new AtomicInteger();
        threads = new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING),
                task -> Thread.ofPlatform().name("passwords-" + number.incrementAndGet()).unstarted(task));
    }

    /** Too many passwords are being verified already. */
    public static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1;

        Busy() { super("too many passwords are being verified", null, false, false); }
    }

    /** On the calling thread: for starts and commands. */
    public String hash(String password) {
        return Argon2id.hash(password, settings, random);
    }

    /** Fails with {@link Busy} when the queue is full. */
    public CompletableFuture<String> hashLater(String password) {
        return later(() -> hash(password));
    }

    /** {@code kept} is empty for a login nobody has: the same work, then false. Fails with {@link Busy} when the queue is full. */
    public CompletableFuture<Boolean> verify(Optional<String> kept, String password) {
        return later(() -> matches(kept.orElse(nobody), password) && kept.isPresent());
    }

    private boolean matches(String phc, String password) {
        verifications.incrementAndGet();
        return Argon2id.verify(phc, password);
    }

    /** How often a password was derived to be compared: whoever counts these learns nothing about who has an account. */
    public long verifications() {
        return verifications.get();
    }

    /** Hashed at another cost than is asked for today. */
    public boolean isOutdated(String kept) { return !Argon2id.costs(kept, settings); }

    private <T> CompletableFuture<T> later(Supplier<T> work) {
        var answer = new CompletableFuture<T>();
        try {
            threads.execute(() -> {
                try {
                    answer.complete(work.get());
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException full) {
            answer.completeExceptionally(new Busy());
        }
        return answer;
    }

    @Override public void close() { threads.shutdownNow(); }
}
