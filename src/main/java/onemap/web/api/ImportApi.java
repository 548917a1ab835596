package onemap.web.api;

import io.vertx.core.Future;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import onemap.access.Principal;
import onemap.desk.imports.ImportReport;
import onemap.desk.imports.Importable;
import onemap.desk.imports.Imports;
import onemap.domain.LonLat;
import onemap.gis.table.DeclaredSystem;
import onemap.gis.table.Limits;
import onemap.gis.table.Reason;
import onemap.gis.table.Refused;
import onemap.gis.table.SourceFile;
import onemap.gis.table.meaning.Meaning;
import onemap.gis.table.meaning.PlaceSystem;
import onemap.domain.register.Register;
import onemap.web.gate.Gate;
import onemap.web.http.Answers;
import onemap.web.http.OffLoop;
import onemap.web.http.Problem;

/** {@code POST /api/v1/registers/{register}/import}: a file into a register 导入; the body is the file as it is. */
public final class ImportApi {
    private final Imports imports;
    private final OffLoop offLoop;

    public ImportApi(Imports imports, OffLoop offLoop) {
        this.imports = imports;
        this.offLoop = offLoop;
    }

    /** Which coordinate systems there are to choose from. */
    public void systems(RoutingContext context) {
        var all = new JsonArray();
        PlaceSystem.offered()
                .forEach(each -> all.add(new JsonObject().put("id", each.id()).put("zh", each.titleZh()).put("en", each.titleEn())));
        Answers.json(context, new JsonObject().put("systems", all));
    }

    public void receive(RoutingContext context) {
        context.request().pause();
        DeskApi.withKey(context, key -> {
            try {
                checkLength(context);
                var order = new Asked(context);
                var caller = Gate.caller(context);
                offLoop.run(ImportApi::emptyFile)
                        .compose(path -> received(context, path).compose(done -> offLoop.run(() -> take(order, path, caller, key)))
                                .eventually(() -> offLoop.run(() -> drop(path))))
                        .onSuccess(report -> Answers.json(context, report))
                        .onFailure(failure -> tell(context, failure));
            } catch (IllegalArgumentException wrong) {
                context.request().resume();
                Problem.badRequest(wrong.getMessage()).answer(context);
            }
        });
    }

    /** What the query says. */
    private record Asked(String name, Register register, PlaceSystem system, Optional<String> part, Map<Integer, Meaning> columns,
            boolean leaveOut, boolean dryRun) {
        Asked(RoutingContext context) {
            this(required(context, "file"), register(context.pathParam("register")), system(required(context, "crs")),
                    Optional.ofNullable(context.request().getParam("part")),
                    Importable.corrections(context.request().getParam("columns", "")),
                    flag(context, "leaveOut"), flag(context, "dryRun"));
        }

        private static String required(RoutingContext context, String name) {
            String text = context.request().getParam(name, "");
            if (text.isBlank() || text.length() > 200)
                throw new IllegalArgumentException(name + " is missing or longer than 200 characters 缺少参数 " + name);
            return text;
        }

        private static boolean flag(RoutingContext context, String name) {
            return switch (context.request().getParam(name, "false")) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException(name + " is neither true nor false");
            };
        }

        private static Register register(String key) {
            return Importable.find(key)
                    .orElseThrow(() -> new IllegalArgumentException("nothing is imported into a register \"" + key + "\""));
        }

        private static PlaceSystem system(String id) {
            return PlaceSystem.find(id)
                    .orElseThrow(() -> new IllegalArgumentException("crs " + id + " is not offered 不支持的坐标系: EPSG:4326, 4490, 3857, "
                            + "4513 to 4554, GCJ-02, BD-09"));
        }
    }

    private static void checkLength(RoutingContext context) {
        String length = context.request().getHeader("Content-Length");
        if (length == null || !length.matches("\\d{1,12}"))
            throw new IllegalArgumentException("the header Content-Length is missing: a file has a length");
        if (Long.parseLong(length) > Limits.USUAL.mostFileBytes())
            throw new IllegalArgumentException("the file is larger than " + (Limits.USUAL.mostFileBytes() >> 20) + " MiB 文件过大");
    }

    private static Path emptyFile() {
        try {
            return Files.createTempFile("onemap-import-", ".bin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Future<Void> received(RoutingContext context, Path path) {
        return context.vertx()
                .fileSystem()
                .open(path.toString(), new OpenOptions().setWrite(true).setCreate(false))
                .compose(file -> context.request().pipeTo(file));
    }

    private static boolean drop(Path path) {
        try {
            return Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file is at fault. */
    private static final class WrongFile extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Reason reason;

        WrongFile(Reason reason) {
            super(reason.textEn(), null, false, false);
            this.reason = reason;
        }
    }

    private JsonObject take(Asked asked, Path path, Principal caller, String key) {
        try {
            return json(asked.register(), imports.take(new Imports.Order(SourceFile.of(asked.name(), path), asked.part(), asked.register(),
                    asked.system(), asked.columns(), asked.leaveOut(), asked.dryRun()), caller, key));
        } catch (Refused refused) {
            throw new WrongFile(refused.reason());
        }
    }

    /** The reason once more by its parts, so that a page tells it in one language. */
    private static void tell(RoutingContext context, Throwable failure) {
        if ((failure instanceof CompletionException ? failure.getCause() : failure) instanceof WrongFile wrong)
            new Problem(422, "The file cannot be used 文件不能导入", wrong.reason.textZh() + " / " + wrong.reason.textEn())
                    .answer(context, json(wrong.reason));
        else
            Answers.problem(failure).answer(context);
    }

    private static JsonObject json(Register register, ImportReport report) {
        var columns = new JsonArray();
        report.columns()
                .guesses()
                .forEach(each -> columns.add(new JsonObject().put("index", each.column().index())
                        .put("name", each.column().name())
                        .put("meaning", each.meaning().key())
                        .put("samples", new JsonArray(report.samples().get(each.column().index())))
                        .put("basis", each.basis().name().toLowerCase(java.util.Locale.ROOT))));
        var refused = new JsonArray();
        report.refused().forEach(each -> refused.add(json(each)));
        var notes = new JsonArray();
        report.notes().forEach((note, rows) -> notes.add(new JsonObject().put("rows", rows).put("zh", note.zh()).put("en", note.en())));
        var preview = new JsonArray();
        report.preview()
                .forEach(each -> preview.add(new JsonObject().put("row", each.row()).put("name", each.name()).put("at", json(each.at()))));
        var answer = new JsonObject().put("part", report.part())
                .put("parts", new JsonArray(report.parts()))
                .put("declared", json(report.declared()))
                .put("columns", columns)
                .put("meanings", new JsonArray(Importable.meanings(register).stream().map(Meaning::key).toList()))
                .put("rows", report.rows())
                .put("usable", report.usable())
                .put("foreseen", new JsonObject().put("created", report.foreseen().created())
                        .put("changed", report.foreseen().changed())
                        .put("unchanged", report.foreseen().unchanged()))
                .put("refusedRows", report.refusedRows())
                .put("refused", refused)
                .put("notes", notes)
                .put("shift", new JsonObject().put("suspicion", report.shift().suspicion().name())
                        .put("outside", report.shift().outside())
                        .put("zh", report.shift().zh())
                        .put("en", report.shift().en()))
                .put("preview", preview);
        report.entered()
                .ifPresent(entered -> answer.put("entered", DeskApi.recorded("imported", entered.entry())
                        .put("created", entered.imported().created())
                        .put("changed", entered.imported().changed())
                        .put("unchanged", entered.imported().unchanged())));
        return answer;
    }

    private static JsonObject json(DeclaredSystem declared) {
        return switch (declared) {
            case DeclaredSystem.None none -> new JsonObject();
            case DeclaredSystem.Epsg epsg -> new JsonObject().put("crs", "EPSG:" + epsg.code()).put("name", epsg.name());
            case DeclaredSystem.Unknown unknown -> new JsonObject().put("name", unknown.name());
        };
    }

    private static JsonArray json(LonLat at) { return new JsonArray().add(at.lonDegrees()).add(at.latDegrees()); }

    private static JsonObject json(Reason reason) {
        var json = new JsonObject().put("code", reason.code()).put("zh", reason.zh()).put("en", reason.en());
        reason.row().ifPresent(row -> json.put("row", row));
        reason.column().ifPresent(column -> json.put("column", column));
        return json;
    }
}
