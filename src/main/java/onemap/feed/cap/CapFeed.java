package onemap.feed.cap;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import onemap.domain.CapAlert;
import onemap.domain.Report;
import onemap.domain.SourceId;
import onemap.feed.FeedContext;
import onemap.feed.FeedLedger;
import onemap.feed.HttpFeed;
import onemap.feed.HttpIntake;
import onemap.feed.MalformedFrame;

/** Warnings by {@code POST /feeds/cap} and from a watched folder: CAP 1.0 to 1.2 (OASIS) and the Chinese 12379 profile. Thread-safe. */
public final class CapFeed implements HttpFeed {
    /** A message with a coastline of 30,000 vertices; the largest of the national services are under 300 KiB. */
    private static final int MAX_BODY_BYTES = 1024 * 1024;
    /** Types that are surely not XML; anything else is looked at, since senders label XML as all sorts of things. */
    private static final Pattern OTHER_TYPE = Pattern
            .compile("application/(json|.*\\+json|pdf|zip|gzip)|multipart/.*|image/.*|audio/.*|video/.*");

    private final CapSettings settings;
    private final FeedLedger ledger;
    private final CapDecoder decoder = new CapDecoder();
    private final Optional<DropFolder> dropFolder;

    /** @param dataFolder where a relative drop folder is */
    public CapFeed(CapSettings settings, FeedContext context, Path dataFolder) {
        this.settings = settings;
        this.ledger = context.ledgers().of(name());
        this.dropFolder = settings.dropFolder().isBlank()
                ? Optional.empty()
                : Optional
                        .of(new DropFolder(dataFolder.resolve(settings.dropFolder()), settings.pollMillis(), new HttpIntake(this, context),
                                context.clock()));
    }

    @Override public String name() { return "cap"; }

    @Override public String path() { return "/feeds/cap"; }

    @Override public int maxBodyBytes() { return MAX_BODY_BYTES; }

    @Override public Future<Void> open() { return dropFolder.map(DropFolder::open).orElseGet(Future::succeededFuture); }

    @Override public Future<Void> close() { return dropFolder.map(DropFolder::close).orElseGet(Future::succeededFuture); }

    @Override public Decoded decode(byte[] body, String contentType, Instant receivedAt) throws MalformedFrame {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (OTHER_TYPE.matcher(type).matches()) throw new MalformedFrame("content_type", "a warning is XML, not " + type);

        CapDecoder.Messages messages = decoder.decode(body, contentType, receivedAt);
        var reports = new ArrayList<Report>();
        var refused = new ArrayList<MalformedFrame>(messages.refused());
        for (CapAlert alert : messages.alerts())
            if (settings.admits(alert.sender()))
                reports.add(new Report.WarningIssued(SourceId.of(name(), alert.identifier()), alert, receivedAt));
            else
                refused.add(stranger(alert));
        if (reports.isEmpty() && messages.refused().isEmpty() && refused.size() == 1) throw refused.getFirst();
        return new Decoded(reports, refused, List.copyOf(messages.remarks()));
    }

    private MalformedFrame stranger(CapAlert alert) {
        ledger.deviceRefused(SourceId.of(name(), alert.sender()).value(), path());
        return new MalformedFrame("unknown_sender", "the sender " + alert.sender() + " is not among the registered ones");
    }
}
