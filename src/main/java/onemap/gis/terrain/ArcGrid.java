package onemap.gis.terrain;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** ESRI's ASCII grid of heights, .asc: six lines of names and numbers, then the rows from the north. */
final class ArcGrid {
    private static final Set<String> NAMES = Set.of("ncols", "nrows", "xllcorner", "xllcenter", "yllcorner", "yllcenter", "cellsize",
            "nodata_value");
    private static final int LONGEST_WORD = 64;
    private static final double USUAL_NO_DATA = -9999;

    private final InputStream in;
    private final StringBuilder word = new StringBuilder();

    private ArcGrid(InputStream in) { this.in = in; }

    /** @throws IOException when it is no such grid; the message says what is wrong */
    static Grid read(InputStream in) throws IOException {
        return new ArcGrid(in).grid();
    }

    private Grid grid() throws IOException {
        Map<String, Double> header = new HashMap<>();
        String next = next();
        while (NAMES.contains(next.toLowerCase(Locale.ROOT))) {
            header.put(next.toLowerCase(Locale.ROOT), number(next()));
            next = next();
        }
        int columns = count(header, "ncols"), rows = count(header, "nrows");
        if ((long) columns * rows > Grid.MOST_CELLS)
            throw new IOException(columns + " x " + rows + " cells are more than " + Grid.MOST_CELLS + "; make the cells larger");
        double step = need(header, "cellsize");
        double noData = header.getOrDefault("nodata_value", USUAL_NO_DATA);
        var heights = new float[columns * rows];
        for (int i = 0; i < heights.length; i++) {
            double height = number(i == 0 ? next : next());
            heights[i] = height == noData ? Float.NaN : (float) height;
        }
        double west = header.containsKey("xllcenter") ? need(header, "xllcenter") - step / 2 : need(header, "xllcorner");
        double south = header.containsKey("yllcenter") ? need(header, "yllcenter") - step / 2 : need(header, "yllcorner");
        if (!(step > 0)) throw new IOException("cellsize " + step + " is not positive");
        return new Grid(west, south + step * rows, step, step, columns, rows, heights, OptionalInt.empty());
    }

    private static int count(Map<String, Double> header, String name) throws IOException {
        double count = need(header, name);
        if (!(count >= 1 && count <= Grid.MOST_CELLS && count == Math.rint(count))) throw new IOException(name + " is " + count);
        return (int) count;
    }

    private static double need(Map<String, Double> header, String name) throws IOException {
        if (!header.containsKey(name)) throw new IOException("no ESRI ASCII grid: it has no " + name);
        return header.get(name);
    }

    private static double number(String word) throws IOException {
        try {
            return Double.parseDouble(word.replace(',', '.'));
        } catch (NumberFormatException e) {
            throw new IOException("“" + word + "” is no number", e);
        }
    }

    private String next() throws IOException {
        word.setLength(0);
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c > ' ') word.append((char) c);
            else if (!word.isEmpty()) return word.toString();
            if (word.length() > LONGEST_WORD) throw new IOException("no ESRI ASCII grid: a word of more than " + LONGEST_WORD + " letters");
        }
        if (word.isEmpty()) throw new EOFException("it ends too early");
        return word.toString();
    }
}
