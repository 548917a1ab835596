package onemap.story;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import onemap.drill.Jt808Device.Answer;

/** Texts that a careless page would run, and every way they can be brought to a server from outside. Each names itself, {@code x7x}, so it is found again. */
public final class HostileTexts {
    private static final int LONGEST_NAME = 64;
    private static final int PROPERTY_UNIT = 32;

    private HostileTexts() {}

    /** Whatever runs says so by {@code hit()}, and whatever becomes an element carries {@code data-hit}. */
    public static List<String> all() {
        var bare = List.of("<script data-hit>hit()</script>", "</script><script>hit()//", "<img data-hit src=x onerror=hit()>",
                "\"><img data-hit src=x onerror=hit()>", "'><svg data-hit onload=hit()>", "<svg data-hit><script>hit()</script></svg>",
                "<svg><animate data-hit onbegin=hit()>", "<math><mi data-hit xlink:href=javascript:hit()>x", "<body data-hit onload=hit()>",
                "<iframe data-hit src=javascript:hit()>", "<iframe data-hit srcdoc='<script>parent.hit()</script>'>",
                "<object data-hit data=javascript:hit()>", "<details data-hit open ontoggle=hit()>x",
                "<video data-hit><source onerror=hit()>",
                "<input data-hit autofocus onfocus=hit()>", "<a data-hit href=javascript:hit()>x</a>", "javascript:hit()",
                "JaVaScRiPt&colon;hit()", "data:text/html,<script>hit()</script>", "<base data-hit href=//evil.example/>",
                "<meta data-hit http-equiv=refresh content=0;//evil.example>", "<link data-hit rel=stylesheet href=//evil.example>",
                "<style data-hit>*{display:none}</style>", "<form data-hit action=//evil.example><button>x", "${hit()}", "{{hit()}}",
                "{{constructor.constructor('hit()')()}}", "#{hit()} <%= hit() %>", "`+hit()+`",
                "\\u003cimg data-hit src=x onerror=hit()\\u003e",
                "&lt;img data-hit src=x onerror=hit()&gt;", "&#60;img data-hit src=x onerror=hit()&#62;", "%3Cimg%20onerror=hit()%3E",
                "<IMG data-hit SRC=x OnErRoR=hit()>", "<img/data-hit/src=x/onerror=hit()>",
                "<noscript><p title=\"</noscript><img data-hit onerror=hit() src=x>\">",
                "<!--<img data-hit src=--><img data-hit src=x onerror=hit()//>", "]]><img data-hit src=x onerror=hit()>",
                "\u202e)(tih=rorreno\u202c",
                "\u2066\u202ehit()\u2069", "=HYPERLINK(\"//evil.example\")", "=cmd|' /C calc'!A0", "+hit()", "-1+hit()", "@SUM(hit())",
                "__proto__", "constructor", "<b data-hit>" + "望".repeat(600), "汛".repeat(2_000), "\u0000<img data-hit src=x onerror=hit()>",
                "\ufeff<img data-hit src=x onerror=hit()>", "\u2028hit()\u2029");
        var named = new ArrayList<String>();
        for (int i = 0; i < bare.size(); i++)
            named.add("x" + i + "x" + bare.get(i));
        return named;
    }

    /** What was taken, by where it is to be read. */
    public record Told(List<String> warnings, List<String> cameras, List<String> units, List<String> notes, List<String> names) {}

    /** Through the doors that the server has for each. */
    public static Told tell(TestServer server, Instant now) {
        var told = new Told(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var texts = all();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            if (isTaken(server.web().postCap(cap("X-" + i, text, now)))) told.warnings().add("cap:X-" + i);
            String code = "3310999999132" + String.format("7%06d", i);
            var camera = Map.of("code", code, "name", text, "online", true, "observedAt", now.toString());
            if (isTaken(server.web().postCameras("[" + Deed.json(camera) + "]"))) told.cameras().add("gb28181:" + code);
            if (isTaken(server.web().act("/api/v1/log", "note-" + i, Deed.json(Map.of("text", text))))) told.notes().add(text);
            String name = text.substring(0, Math.min(LONGEST_NAME, text.length()));
            var token = Map.of("name", name, "role", "leader", "area", "");
            if (server.web().act("/api/v1/tokens", "", Deed.json(token)).status() == 200) told.names().add(name);
        }
        users(server);
        devices(server, texts, now, told);
        return told;
    }

    /** A hash of a password costs its time, so a few are enough. */
    private static void users(TestServer server) {
        for (String name : List.of("<img data-hit src=x onerror=hit()>", "<svg data-hit onload=hit()>",
                "{{constructor.constructor('hit()')()}}")) {
            var user = Map.of("login", "x" + Math.abs(name.hashCode()), "name", name, "phone", "", "role", "duty-officer", "area", "");
            var answer = server.web().act("/api/v1/users", "", Deed.json(user));
            if (answer.status() != 200) throw new AssertionError(answer.text());
        }
    }

    /** Units of quantities nobody knows, topics that are none, client ids, plates. */
    private static void devices(TestServer server, List<String> texts, Instant now, Told told) {
        try (var station = server.mqtt("EVIL-1")) {
            for (int i = 0; i < texts.size(); i++) {
                String unit = texts.get(i);
                if (unit.length() > PROPERTY_UNIT || unit.chars().anyMatch(Character::isISOControl)) continue;
                station.publish("onemap/observations/EVIL-1/q" + i,
                        Deed.json(Map.of("value", i, "unit", unit, "observedAt", now.toString())));
                told.units().add(unit);
            }
        }
        try (var station = server.mqtt("EVIL-2")) {
            station.send(0x30, topic("onemap/observations/<img data-hit src=x onerror=hit()>/rain1h"));
        }
        try (var station = server.mqtt("EVIL-3")) {
            station.publish("waterLevel", 1, now);
        }
        for (int i = 0; i < 5; i++)
            try (var tracker = server.tracker("1390000009" + i)) {
                tracker.send(tracker.device().register(33, 1099, texts.get(i), 1));
                var registered = (Answer.Registered) tracker.hear();
                tracker.say(tracker.device().authenticate(registered.code()));
                tracker.report(Tracker.at(121.5 + i * 1e-3, 29.2, now));
            }
    }

    private static byte[] topic(String topic) {
        byte[] name = topic.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var packet = java.nio.ByteBuffer.allocate(2 + name.length + 2).putShort((short) name.length).put(name);
        return packet.put("{}".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).array();
    }

    private static boolean isTaken(Web.Answer answer) {
        if (answer.status() >= 500) throw new AssertionError(answer.text());
        return answer.status() == 200;
    }

    private static String cap(String id, String text, Instant now) {
        String xml = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return CapText.alert(id, "qx@wanghai.example", now, CapText.polygon(121.5, 29.2, 121.501, 29.201))
                .expiring(now.plus(Duration.ofHours(6)))
                .xml()
                .replaceFirst("<headline>.*?</headline>",
                        java.util.regex.Matcher
                                .quoteReplacement("<senderName>" + xml + "</senderName><headline>" + xml + "</headline><description>"
                                        + xml + "</description><instruction>" + xml + "</instruction>"))
                .replace("<event>台风</event>", "<event>" + xml + "</event>")
                .replace("<areaDesc>望海县</areaDesc>", "<areaDesc>" + xml + "</areaDesc>");
    }
}
