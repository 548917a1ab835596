package onemap.desk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import onemap.domain.Personal;
import onemap.flow.Registers;
import onemap.flow.decision.Payload;
import onemap.flow.fold.RegisterFold;
import onemap.flow.decision.Resolution;
import onemap.journal.Entry;
import onemap.journal.ForeignChains;
import onemap.journal.search.LogReading;

/** What of each kind of entry can be searched in the duty log: the words a reader sees, in both languages. Thread-safe. */
public final class LogText implements LogReading {
    /** Another one makes the index again. */
    public static final int VERSION = 3;
    /** Of a warning's whole text; enough to find it by. */
    private static final int MOST_CHARACTERS = 8000;
    /** Numbers a reader sees; all others are the machine's. */
    private static final Set<String> NUMBERS = Set.of("value", "limit");
    private static final Pattern MACHINE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT.*|[0-9a-fA-F]{24,}");
    private static final Map<String, String> WORDS = Map.ofEntries(Map.entry("alarm", "告警"), Map.entry("warning", "预警"),
            Map.entry("log", "值班记录"), Map.entry("register", "登记"), Map.entry("county", "台账"), Map.entry("device", "设备"),
            Map.entry("session", "登录"), Map.entry("signin", "登录"), Map.entry("user", "用户"), Map.entry("token", "令牌"),
            Map.entry("wall", "大屏"), Map.entry("access", "访问"), Map.entry("audit", "审计"), Map.entry("personal", "个人信息"),
            Map.entry("people", "人员名单"), Map.entry("conflict", "冲突"), Map.entry("webhook", "推送"), Map.entry("journal", "日志"),
            Map.entry("raised", "发生"), Map.entry("changed", "变更"), Map.entry("returned", "恢复"), Map.entry("ended", "结束"),
            Map.entry("acknowledged", "确认"), Map.entry("acknowledged-again", "再次确认"), Map.entry("acknowledgement-undone", "撤销确认"),
            Map.entry("received", "收到"), Map.entry("expired", "到期"), Map.entry("noted", "记录"), Map.entry("corrected", "更正"),
            Map.entry("put", "登记"), Map.entry("placed", "上图"), Map.entry("loaded", "载入"), Map.entry("refused", "拒绝"),
            Map.entry("issued", "签发"), Map.entry("revoked", "吊销"), Map.entry("created", "新建"), Map.entry("revealed", "查看"),
            Map.entry("listed", "查看"), Map.entry("paired", "配对"), Map.entry("resolved", "裁定"), Map.entry("opened", "开始"),
            Map.entry("closed", "结束"), Map.entry("verified", "校验"), Map.entry("exported", "导出"), Map.entry("merged", "合并"));
    private static final Map<String, String> LEVELS = Map.of("RED", "红色", "ORANGE", "橙色", "YELLOW", "黄色", "BLUE", "蓝色");
    private static final Map<String, String> PROPERTIES = Map.of("waterLevel", "水位", "tideLevel", "潮位", "rain1h", "1 小时雨量", "rain3h",
            "3 小时雨量", "rain24h", "24 小时雨量", "windSpeed", "风速", "flow", "流量", "waterDepth", "积水深度", "displacementRate", "位移速率", "gasLel",
            "可燃气体");

    private final Sight sight;
    private final Function<String, Optional<String>> objectName;

    /** @param objectName what a live object is called */
    public LogText(Sight sight, Function<String, Optional<String>> objectName) {
        this.sight = sight;
        this.objectName = objectName;
    }

    @Override public Optional<Line> read(Entry entry, Supplier<Optional<String>> sealed) {
        if (isRegisterRow(entry) || entry.kind().equals(ForeignChains.ADOPTED)) return Optional.empty();
        JsonNode payload = Payload.tree(entry.payload());
        var open = new StringBuilder();
        for (String word : entry.kind().split("\\."))
            add(open, word + " " + WORDS.getOrDefault(word, ""));
        add(open, entry.object());
        objectName.apply(entry.object()).ifPresent(name -> add(open, name));
        collect("", payload, open);
        boolean note = DutyLog.isNote(entry);
        String personal = note || entry.kind().equals(Resolution.RESOLVED) ? personal(sealed.get()) : "";
        return Optional.of(new Line(sight.divisionOf(entry), note ? DutyLog.refersTo(payload) : Optional.empty(), open.toString(),
                Personal.maskText(personal), personal));
    }

    /** The loading of a register is one line, {@code county.loaded} or {@code register.imported}, not a thousand. */
    private static boolean isRegisterRow(Entry entry) {
        return entry.kind().equals(Registers.PUT)
                && (entry.actor().equals("loader") || Payload.tree(entry.payload()).has(RegisterFold.FILE));
    }

    private static String personal(Optional<String> sealed) {
        var words = new StringBuilder();
        sealed.map(Payload::tree).ifPresent(part -> List.of("text", "reason").forEach(name -> add(words, part.path(name).asText(""))));
        return words.toString();
    }

    private static void collect(String name, JsonNode node, StringBuilder words) {
        if (words.length() > MOST_CHARACTERS || name.equals("request")) return;
        if (node.isTextual()) addText(name, node.asText(), words);
        else if (node.isNumber() && NUMBERS.contains(name)) add(words, node.asText());
        else if (node.isArray()) node.forEach(each -> collect(name, each, words));
        else
            node.properties().forEach(each -> collect(each.getKey(), each.getValue(), words));
    }

    private static void addText(String name, String text, StringBuilder words) {
        if (MACHINE.matcher(text).matches()) return;
        add(words, text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text);
        if (name.equals("severity")) add(words, LEVELS.getOrDefault(text, ""));
        if (name.equals("property")) add(words, PROPERTIES.getOrDefault(text, ""));
    }

    private static void add(StringBuilder words, String text) { words.append(text).append('\n'); }
}
