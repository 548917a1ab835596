package onemap.gis.table.meaning;

import onemap.domain.register.Register;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.gis.table.Column;
import onemap.gis.table.Row;

/** What each column of a table is taken for; may be corrected, and is then a new one. */
public record Columns(List<Guess> guesses) {
    /** Why a column is taken for what it is. */
    public enum Basis {
        /** The header is one of the known words. */
        HEADER,
        /** The header holds one of the known words. */
        PART_OF_HEADER,
        /** The values of the first rows say so. */
        VALUES,
        /** Nothing is known of it. */
        NONE,
        /** Somebody said so. */
        CORRECTED
    }

    /** One column with its meaning. */
    public record Guess(Column column, Meaning meaning, Basis basis) {}

    public Columns { guesses = List.copyOf(guesses); }

    /** @param samples the first rows, which tell surveyors' X (north) from that of others (east) */
    public static Columns guess(Register register, List<Column> columns, Collection<Row> samples) {
        var synonyms = Synonyms.of(register);
        var byScore = new ArrayList<Candidate>();
        for (Column column : columns)
            for (Meaning meaning : Meaning.values())
                Candidate.of(column, meaning, synonyms.score(column.name(), meaning)).ifPresent(byScore::add);
        byScore.sort((a, b) -> Integer.compare(b.score, a.score)); // stable: of equals the one further left
        var meanings = new EnumMap<Meaning, Candidate>(Meaning.class);
        var taken = new Guess[columns.size()];
        for (Candidate candidate : byScore) {
            int index = candidate.column.index();
            if (taken[index] != null || meanings.containsKey(candidate.meaning)) continue;
            meanings.put(candidate.meaning, candidate);
            taken[index] = new Guess(candidate.column, candidate.meaning,
                    candidate.score >= Synonyms.EXACT ? Basis.HEADER : Basis.PART_OF_HEADER);
        }
        for (Column column : columns)
            if (taken[column.index()] == null) taken[column.index()] = new Guess(column, Meaning.OTHER, Basis.NONE);
        return new Columns(List.of(taken)).turned(samples);
    }

    /** Every meaning but {@link Meaning#OTHER} once: the column that had it before is an other one now. */
    public Columns corrected(int index, Meaning meaning) {
        if (index < 0 || index >= guesses.size()) throw new IllegalArgumentException("there is no column " + index);
        var corrected = new ArrayList<Guess>();
        for (Guess guess : guesses) {
            boolean loses = meaning != Meaning.OTHER && guess.meaning == meaning;
            if (guess.column.index() == index) corrected.add(new Guess(guess.column, meaning, Basis.CORRECTED));
            else
                corrected.add(loses ? new Guess(guess.column, Meaning.OTHER, Basis.CORRECTED) : guess);
        }
        return new Columns(corrected);
    }

    public Optional<Column> find(Meaning meaning) {
        return guesses.stream().filter(guess -> guess.meaning == meaning).map(Guess::column).findFirst();
    }

    /** What stands in the row under this meaning; empty when there is no such column or nothing in it. */
    public String text(Row row, Meaning meaning) {
        return find(meaning).map(column -> row.cells().get(column.index())).orElse("");
    }

    /** Whether a row's place can be read from its cells. */
    public boolean locate() {
        return find(Meaning.PLACE).isPresent() || find(Meaning.EAST).isPresent() && find(Meaning.NORTH).isPresent();
    }

    /** Where most rows have the two coordinates the other way round, the columns are named the other way round. */
    private Columns turned(Collection<Row> samples) {
        var east = find(Meaning.EAST);
        var north = find(Meaning.NORTH);
        if (east.isEmpty() || north.isEmpty()) return this;
        int swapped = 0;
        int straight = 0;
        for (Row row : samples) {
            int said = orientation(row.cells().get(east.get().index()), row.cells().get(north.get().index()));
            if (said < 0) swapped++;
            if (said > 0) straight++;
        }
        if (swapped <= straight) return this;
        return new Columns(guesses.stream().map(guess -> switch (guess.meaning) {
            case EAST -> new Guess(guess.column, Meaning.NORTH, Basis.VALUES);
            case NORTH -> new Guess(guess.column, Meaning.EAST, Basis.VALUES);
            default -> guess; // all the other meanings stay
        }).toList());
    }

    /** 1 as named, -1 the other way round, 0 when it cannot be told. */
    private static int orientation(String east, String north) {
        double x = value(east);
        double y = value(north);
        if (isLongitude(x) && isLatitude(y) || isEasting(x) && isNorthing(y)) return 1;
        return isLongitude(y) && isLatitude(x) || isEasting(y) && isNorthing(x) ? -1 : 0;
    }

    private static double value(String text) {
        String plain = onemap.gis.table.Texts.halfWidth(text).strip();
        if (plain.matches("-?\\d{1,12}(\\.\\d+)?")) return Double.parseDouble(plain);
        return Angle.parse(text).map(Angle::degrees).orElse(0.0);
    }

    private static boolean isLongitude(double value) { return value >= 73 && value <= 136; }

    private static boolean isLatitude(double value) { return value >= 3 && value <= 54; }

    private static boolean isEasting(double value) {
        return value >= 150_000 && value <= 850_000 || value >= 13_000_000 && value < 46_000_000;
    }

    private static boolean isNorthing(double value) { return value > 850_000 && value < 6_000_000; }

    /** @param score as {@link Synonyms} give it, above 0 */
    private record Candidate(Column column, Meaning meaning, int score) {
        static Optional<Candidate> of(Column column, Meaning meaning, int score) {
            return score > 0 ? Optional.of(new Candidate(column, meaning, score)) : Optional.empty();
        }
    }

    /** By the index of the column, for whoever keeps the mapping. */
    public Map<Integer, Meaning> byIndex() {
        var map = new java.util.TreeMap<Integer, Meaning>();
        guesses.forEach(guess -> map.put(guess.column.index(), guess.meaning));
        return Map.copyOf(map);
    }
}
