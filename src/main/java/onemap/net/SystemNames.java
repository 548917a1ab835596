package onemap.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The machine's resolver. It is native code that can hang for a minute and would hold the carrier of a virtual thread, so it gets platform threads of
 * its own, few of them, and is waited for only so long.
 */
public final class SystemNames implements Names, AutoCloseable {
    private final ThreadPoolExecutor threads;
    private final Duration patience;

    /** @param most names that are looked up at once; one more is refused */
    public SystemNames(int most, Duration patience) {
        this.patience = patience;
        threads = new ThreadPoolExecutor(0, most, 10, TimeUnit.SECONDS, new SynchronousQueue<>(),
                task -> Thread.ofPlatform().name("names").daemon().unstarted(task));
    }

    @Override public List<InetAddress> resolve(String name) throws UnknownHostException {
        try {
            var lookup = threads.submit(() -> List.of(InetAddress.getAllByName(name)));
            return lookup.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new UnknownHostException(name + " is not known");
        } catch (TimeoutException e) {
            throw new UnknownHostException(name + " was not found within " + patience.toSeconds() + " s");
        } catch (RejectedExecutionException e) {
            throw new UnknownHostException("too many names are looked up already");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("stopped while looking up " + name);
        }
    }

    @Override public void close() { threads.shutdownNow(); }
}
