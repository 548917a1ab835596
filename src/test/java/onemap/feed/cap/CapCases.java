package onemap.feed.cap;

import java.nio.file.Path;
import java.util.List;
import onemap.corpus.CaseRunner;
import onemap.feed.Admission;
import onemap.feed.HttpFeeds;

/** Runs the cases of {@code corpus/cap}: each read is one body. */
public final class CapCases implements CaseRunner {
    static CapFeed feed() { return new CapFeed(new CapSettings(Admission.ANY, List.of(), "", 1000), HttpFeeds.context(), Path.of(".")); }

    @Override public String protocol() { return "cap"; }

    @Override public Outcome run(List<byte[]> reads) { return HttpFeeds.decode(feed(), reads); }
}
