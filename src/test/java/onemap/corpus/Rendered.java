package onemap.corpus;

import java.util.Locale;
import java.util.stream.Collectors;
import onemap.domain.CapAlert;
import onemap.domain.Report;

/** Reports as one line of text, for {@code .case} files. */
public final class Rendered {
    private Rendered() {}

    public static String of(Report report) {
        return switch (report) {
            case Report.Position p ->
                String.format(Locale.ROOT, "position %s %s %s alt=%s speed=%s heading=%s alarm=%08x%s", p.source(), p.observedAt(),
                        p.place().map(at -> String.format(Locale.ROOT, "%.6f,%.6f", at.lonDegrees(), at.latDegrees())).orElse("-"),
                        number(p.altitudeMetres()),
                        number(p.speedMetresPerSecond()), number(p.headingDegrees()), p.alarmBits(), flags(p.flags().words()));
            case Report.Observation o ->
                String.format(Locale.ROOT, "observation %s %s %s=%s%s%s", o.source(), o.observedAt(), o.property().name(),
                        number(o.value()), o.property().unit(), flags(o.flags().words()));
            case Report.CameraStatus c -> String.format(Locale.ROOT, "camera %s %s %s %s %s", c.source(), c.name(),
                    c.place().map(at -> String.format(Locale.ROOT, "%.6f,%.6f", at.lonDegrees(), at.latDegrees())).orElse("-"),
                    c.online() ? "online" : "offline",
                    c.streamUrl().orElse("-"));
            case Report.WarningIssued w -> warning(w);
        };
    }

    private static String warning(Report.WarningIssued issued) {
        CapAlert alert = issued.alert();
        String infos = alert.infos()
                .stream()
                .map(info -> String.format(Locale.ROOT, " [%s %s %s expires=%s %s]", info.language(), info.event(),
                        info.level().word(), info.expires().map(Object::toString).orElse("-"),
                        info.areas()
                                .stream()
                                .map(area -> area.description() + " polygons=" + area.polygons().size() + " circles="
                                        + area.circles().size() + " divisions="
                                        + String.join(",", area.divisionCodes()))
                                .collect(Collectors.joining("; "))))
                .collect(Collectors.joining());
        String references = alert.references()
                .stream()
                .map(r -> r.sender().orElse("-") + "," + r.identifier() + "," + r.sent().map(Object::toString).orElse("-"))
                .collect(Collectors.joining(" "));
        return String.format(Locale.ROOT, "warning %s %s %s from=%s at=%s %s refs=(%s)%s", alert.profile(), issued.source(),
                alert.messageType(), alert.sender(),
                alert.sent(), alert.status(), references, infos);
    }

    private static String number(double value) {
        return Double.isNaN(value)
                ? "-"
                : value == Math.rint(value) && Math.abs(value) < 1e12
                        ? Long.toString((long) value)
                        : String.format(Locale.ROOT,
                                "%.3f", value).replaceAll("0+$", "");
    }

    private static String flags(java.util.List<String> words) { return words.isEmpty() ? "" : " " + String.join(",", words); }
}
