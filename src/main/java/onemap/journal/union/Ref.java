package onemap.journal.union;

import onemap.journal.Entry;

/** Which entry: its node and number; written {@code <node>/<seq>}. */
public record Ref(String node, long seq) {
    public static Ref of(Entry entry) { return new Ref(entry.node(), entry.seq()); }

    /** @throws IllegalArgumentException when it is not of that form */
    public static Ref parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 1 || !text.substring(slash + 1).matches("\\d{1,18}"))
            throw new IllegalArgumentException("\"" + text + "\" is not <node>/<seq>");
        return new Ref(text.substring(0, slash), Long.parseLong(text.substring(slash + 1)));
    }

    @Override public String toString() { return node + "/" + seq; }
}
