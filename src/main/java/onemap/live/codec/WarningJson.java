package onemap.live.codec;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onemap.domain.CapAlert;
import onemap.domain.Warning;

/** The properties of a warning's Feature: the message's own words, and what has become of it. */
final class WarningJson {
    /** The block shown when a message has several languages; the screens' first language. */
    private static final String LANGUAGE = "zh";

    private WarningJson() {}

    static void properties(Warning warning, JsonWriter json) {
        var alert = warning.alert();
        var info = alert.infoFor(LANGUAGE);
        json.member("name", name(alert, info));
        json.member("identifier", alert.identifier()).member("sender", alert.sender()).member("sent", alert.sent());
        json.member("profile", alert.profile())
                .member("status", capWord(alert.status()))
                .member("messageType", capWord(alert.messageType()));
        json.member("state", warning.state().word()).member("severity", warning.level().word());
        info.ifPresent(block -> block(block, json));
        json.member("areaDesc", areas(alert).map(CapAlert.Area::description)
                .filter(text -> !text.isBlank())
                .distinct()
                .collect(Collectors.joining("、")));
        json.texts("divisionCodes", areas(alert).flatMap(area -> area.divisionCodes().stream()).distinct().toList());
        json.member("expires", warning.expiresAt()).member("expiryAssumed", warning.expiryAssumed());
        json.textIfPresent("endedBy", warning.endedBy()).member("observedAt", alert.sent()).member("receivedAt", warning.receivedAt());
        json.member("source", "cap:" + alert.identifier());
    }

    private static void block(CapAlert.Info info, JsonWriter json) {
        json.member("event", info.event()).textIfPresent("eventCode", info.eventCode());
        json.member("headline", info.headline()).member("description", info.description()).member("instruction", info.instruction());
        json.member("senderName", info.senderName()).member("urgency", info.urgency());
        json.member("capSeverity", info.capSeverity()).member("certainty", info.certainty());
        json.timeIfPresent("effective", info.effective()).timeIfPresent("onset", info.onset());
    }

    private static Stream<CapAlert.Area> areas(CapAlert alert) { return alert.infos().stream().flatMap(info -> info.areas().stream()); }

    private static String name(CapAlert alert, Optional<CapAlert.Info> info) {
        return info.stream()
                .flatMap(block -> Stream.of(block.headline(), block.event()))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(alert.identifier());
    }

    /** CAP 1.2, 3.2.1 writes its words with a capital: {@code Actual}, {@code Update}. */
    private static String capWord(Enum<?> constant) {
        return constant.name().charAt(0) + constant.name().substring(1).toLowerCase(Locale.ROOT);
    }
}
