package onemap.feed.camera;

import java.util.List;
import onemap.corpus.CaseRunner;
import onemap.feed.Admission;
import onemap.feed.HttpFeeds;

/** Runs the cases of {@code corpus/cameras}: each read is one body. */
public final class CameraCases implements CaseRunner {
    @Override public String protocol() { return "cameras"; }

    @Override public Outcome run(List<byte[]> reads) {
        return HttpFeeds.decode(new CameraFeed(new CameraSettings(Admission.ANY), HttpFeeds.context()), reads);
    }
}
