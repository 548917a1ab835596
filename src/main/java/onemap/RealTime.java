package onemap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the thread that calls it run as soon as it has something to do, whatever else keeps the processors busy: Linux' round robin class at its lowest
 * priority, through {@code chrt} of util-linux. Each thread between an officer's click and the answer otherwise waits for whoever runs to end its turn,
 * up to 4 ms a time. Threads that such a thread starts are ordinary ones; a program that would not stop leaves 5 % of the time to others (the kernel's
 * limit for this class). Where the machine does not allow it (not root, no CAP_SYS_NICE, not Linux) everything runs as it did, and the log says so once.
 */
final class RealTime {
    private static final Logger log = LoggerFactory.getLogger(RealTime.class);
    private static final Path OWN_THREAD = Path.of("/proc/thread-self");
    private static final long SECONDS_TO_WAIT = 2;

    private RealTime() {}

    /** For threads that are waited for by people; takes some milliseconds. False when the machine does not allow it. */
    static boolean here() {
        String name = Thread.currentThread().getName();
        try {
            String thread = Files.readSymbolicLink(OWN_THREAD).getFileName().toString();
            var command = new ProcessBuilder("chrt", "--reset-on-fork", "--rr", "--pid", "1", thread).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            command.getOutputStream().close();
            if (!command.waitFor(SECONDS_TO_WAIT, TimeUnit.SECONDS)) command.destroyForcibly();
            else if (command.exitValue() == 0) return true;
            log.info("thread {} runs at ordinary priority: this machine allows no other", name);
        } catch (IOException unknownHere) {
            log.info("thread {} runs at ordinary priority: {}", name, unknownHere.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
