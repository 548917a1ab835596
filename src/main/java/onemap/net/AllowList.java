package onemap.net;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * What may be called although it is not public, by HTTPS, on a usual port: {@code hooks.county.example}, {@code 10.1.0.0/16}, {@code 127.0.0.1:9000},
 * {@code [fd00::]/8:8443}. Without a port an entry is about the usual ones.
 */
public final class AllowList {
    private static final Pattern ENTRY = Pattern.compile("(?:\\[(?<six>[0-9a-fA-F:.]+)]|(?<host>[^\\[\\]/:]+))(?:/(?<bits>[0-9]{1,3}))?"
            + "(?::(?<port>[0-9]{1,5}))?");

    private final List<Entry> entries;

    private sealed interface Entry {
        OptionalInt port();

        record Host(String name, OptionalInt port) implements Entry {}

        record Net(Network network, OptionalInt port) implements Entry {}
    }

    /** @throws IllegalArgumentException naming the entry that cannot be read */
    public AllowList(List<String> texts) {
        entries = texts.stream().map(AllowList::entry).toList();
    }

    private static Entry entry(String text) {
        var parts = ENTRY.matcher(text.strip());
        if (!parts.matches()) throw wrong(text);
        var port = parts.group("port") == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(parts.group("port")));
        if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65_535)) throw wrong(text);
        String host = parts.group("host");
        boolean name = host != null && HostName.isName(host.toLowerCase(Locale.ROOT));
        if (name && parts.group("bits") == null) return new Entry.Host(host.toLowerCase(Locale.ROOT), port);
        try {
            var base = Network.address(host == null ? parts.group("six") : host);
            int bits = parts.group("bits") == null ? base.getAddress().length * Byte.SIZE : Integer.parseInt(parts.group("bits"));
            return new Entry.Net(new Network(base, bits), port);
        } catch (IllegalArgumentException e) {
            throw wrong(text);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(text + " is not a host, an address or a network, with or without :port");
    }

    /** Whether a call to that address, asked for under that name, was allowed; a name alone never opens what nobody may mean. */
    boolean grants(String host, int port, InetAddress address) {
        return entries.stream()
                .filter(entry -> entry.port().isEmpty() ? Destinations.isUsual(port) : entry.port().getAsInt() == port)
                .anyMatch(entry -> switch (entry) {
                    case Entry.Host named -> named.name().equals(host) && Reach.of(address) != Reach.NEVER;
                    case Entry.Net net -> net.network().holds(address);
                });
    }
}
