package onemap.web.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;
import onemap.gis.export.Export;
import onemap.gis.export.ExportFormat;

/** Answers with a file that is made for the question: written beside, sent, deleted. */
public final class FileAnswer {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.ofHours(8));
    /** What a name of a file may not hold on any system. */
    private static final String NEVER_IN_A_NAME = "[\\\\/:*?\"<>|\\p{Cntrl}]+";
    private static final int LONGEST_NAME = 60;

    private final Vertx vertx;

    public FileAnswer(Vertx vertx) { this.vertx = vertx; }

    /** @throws IllegalArgumentException naming the formats there are */
    public static ExportFormat format(String word) {
        return ExportFormat.find(word)
                .orElseThrow(() -> new IllegalArgumentException("format=" + word + " is not known; there are " + ExportFormat.words()));
    }

    /** @param at in the file's name */
    public void answer(RoutingContext context, ExportFormat format, Supplier<Export> export, Instant at) {
        vertx.executeBlocking(() -> written(format, export.get()), false)
                .onSuccess(made -> send(context, format, made, at))
                .onFailure(failure -> Answers.problem(failure).answer(context));
    }

    private record Made(Path path, String title) {}

    private static Made written(ExportFormat format, Export export) throws IOException {
        Path path = Files.createTempFile("onemap-export-", "." + format.ending());
        try {
            format.write(export, path);
            return new Made(path, export.title());
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private void send(RoutingContext context, ExportFormat format, Made made, Instant at) {
        String title = made.title.replaceAll(NEVER_IN_A_NAME, " ").strip();
        String name = title.substring(0, Math.min(LONGEST_NAME, title.length())) + "-" + TIME.format(at) + "." + format.ending();
        Future<Void> sent = context.response().ended() || context.response().closed()
                ? Future.succeededFuture()
                : context.response()
                        .putHeader("Content-Type", format.mediaType())
                        .putHeader("Cache-Control", "no-store")
                        .putHeader("Content-Disposition",
                                "attachment; filename*=UTF-8''" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
                        .sendFile(made.path.toString());
        sent.onComplete(done -> vertx.executeBlocking(() -> drop(made.path), false));
    }

    private static boolean drop(Path path) {
        try {
            return Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
