package onemap.journal.search;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import onemap.journal.disk.EpochNanos;
import onemap.journal.disk.Readers;

/** The reading end of {@code log-index.db}. Thread-safe. */
final class LogSearch implements AutoCloseable {
    private static final String COLUMNS = "line.id, node, seq, at, actor, kind, object, division";

    private final Readers readers;

    LogSearch(Path file, int count, Duration limit) { readers = new Readers(file, count, limit); }

    List<Found> find(LogQuery query) {
        return readers.read(connection -> {
            var where = new Where(connection, query);
            if (where.nothing) return List.of();
            try (var select = connection.prepareStatement(where.sql())) {
                return list(select, where.values);
            }
        });
    }

    List<LogIndex.Referring> referring(List<String> entries) {
        if (entries.isEmpty()) return List.of();
        return readers.read(connection -> {
            var sql = "SELECT " + COLUMNS + ", refers_to FROM line WHERE refers_to IN (" + marks(entries) + ") ORDER BY id";
            try (var select = connection.prepareStatement(sql)) {
                bind(select, entries);
                var referring = new ArrayList<LogIndex.Referring>();
                for (var rows = select.executeQuery(); rows.next();)
                    referring.add(new LogIndex.Referring(rows.getString(9), found(rows)));
                return referring;
            }
        });
    }

    List<String> words(String sort) { return readers.read(connection -> words(connection, sort)); }

    private static List<String> words(Connection connection, String sort) throws SQLException {
        try (var select = connection.prepareStatement("SELECT word FROM vocabulary WHERE sort = ?")) {
            select.setString(1, sort);
            var words = new ArrayList<String>();
            for (var rows = select.executeQuery(); rows.next();)
                words.add(rows.getString(1));
            return words;
        }
    }

    private static List<Found> list(PreparedStatement select, List<Object> values) throws SQLException {
        bind(select, values);
        var found = new ArrayList<Found>();
        for (var rows = select.executeQuery(); rows.next();)
            found.add(found(rows));
        return found;
    }

    private static void bind(PreparedStatement select, Collection<?> values) throws SQLException {
        int at = 1;
        for (var value : values)
            select.setObject(at++, value);
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(row.getLong(1), row.getString(2), row.getLong(3), EpochNanos.toInstant(row.getLong(4)), row.getString(5),
                row.getString(6), row.getString(7), Optional.ofNullable(row.getString(8)));
    }

    private static String marks(Collection<?> values) { return String.join(", ", Collections.nCopies(values.size(), "?")); }

    @Override public void close() { readers.close(); }

    /** A query as SQL: only marks and names of columns, everything typed is bound. */
    private static final class Where {
        private final Connection connection;
        private final LogQuery query;
        private final List<String> conditions = new ArrayList<>();
        private final List<Object> values = new ArrayList<>();
        private final boolean searched;
        private boolean nothing;

        Where(Connection connection, LogQuery query) throws SQLException {
            this.connection = connection;
            this.query = query;
            searched = !query.text().isBlank();
            if (searched) match();
            String place = searched ? "words.rowid" : "line.id"; // of what is walked, so that the walk begins and ends there
            add(place + " < ?", Math.min(query.before(), query.to().map(LogPlace::from).orElse(Long.MAX_VALUE)));
            query.from().ifPresent(from -> add(place + " >= ?", LogPlace.from(from)));
            query.actors().ifPresent(actors -> in("actor", actors));
            query.objects().ifPresent(objects -> in("object", objects));
            if (!query.kinds().isEmpty()) in("kind", kinds(query.kinds()));
            see(query.sight());
        }

        private void match() {
            var words = Words.query(query.text(), query.sight().personal() ? "personal" : "masked");
            words.ifPresentOrElse(found -> add("words MATCH ?", found), () -> nothing = true);
        }

        private void add(String condition, Object... bound) {
            conditions.add(condition);
            values.addAll(List.of(bound));
        }

        private void in(String column, Collection<String> allowed) {
            if (allowed.isEmpty()) nothing = true;
            add(column + " IN (" + marks(allowed) + ")", allowed.toArray());
        }

        /** Those that stand in the log of all that the patterns mean. */
        private List<String> kinds(List<String> patterns) throws SQLException {
            return words(connection, "kind:").stream().filter(kind -> patterns.stream().anyMatch(pattern -> means(pattern, kind))).toList();
        }

        private static boolean means(String pattern, String kind) {
            return pattern.endsWith(".*") ? kind.startsWith(pattern.substring(0, pattern.length() - 1)) : kind.equals(pattern);
        }

        private void see(LogQuery.Sight sight) throws SQLException {
            if (!sight.hidden().isEmpty()) {
                var hidden = kinds(sight.hidden());
                var bound = new ArrayList<Object>(hidden);
                bound.add(sight.self());
                add("(+kind NOT IN (" + marks(hidden) + ") OR +actor = ?)", bound.toArray());
            }
            if (sight.division().isEmpty()) return;
            var common = kinds(sight.common());
            var bound = new ArrayList<Object>(common);
            bound.addFirst(sight.division().get());
            bound.addFirst(sight.division().get().length());
            bound.add(sight.self());
            add("(substr(division, 1, ?) = ? OR +kind IN (" + marks(common) + ") OR +actor = ?)", bound.toArray());
        }

        String sql() {
            values.add(query.limit());
            String from = searched ? "words JOIN line ON line.id = words.rowid" : "line";
            return "SELECT " + COLUMNS + " FROM " + from + " WHERE " + String.join(" AND ", conditions) + " ORDER BY "
                    + (searched ? "words.rowid" : "line.id") + " DESC LIMIT ?";
        }
    }
}
