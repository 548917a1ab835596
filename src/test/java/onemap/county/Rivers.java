package onemap.county;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onemap.county.Grid.Km;

/** Rivers: the cells that drain enough land, joined to named lines from source to mouth. */
final class Rivers {

    /**
     * One river.
     *
     * @param line     from source to mouth
     * @param order    Strahler's order at the mouth
     * @param squareKm catchment at the mouth
     */
    record River(String name, List<Km> line, int order, double squareKm) {}

    private static final double LEAST_SQUARE_KM = 3;
    private static final double LEAST_LENGTH_KM = 1.2;

    /** Rivers that have a name, and a place they flow by. */
    private enum Known {
        WANGXI("望溪", -2, 1.9), MEIXI("梅溪", -9.4, 11), NANXI("南溪", -8, -6.6), HEXI("鹤溪", 2, -14.9), YANHE("盐河", 8, 14.2), QINGXI("青溪", -19,
                -5.2), SHIMENXI("石门溪", -18.4, 11), DONGHE("东河", 4.2, 5), DAGANGHE("大港河", 9, -4.6);

        final String title;
        final Km at;

        Known(String title, double east, double north) {
            this.title = title;
            at = new Km(east, north);
        }
    }

    private final Grid grid;
    private final Drainage drainage;
    private final int[] largestFeeder;
    private final int[] order;

    private Rivers(Drainage drainage) {
        grid = drainage.grid();
        this.drainage = drainage;
        largestFeeder = new int[grid.size()];
        order = new int[grid.size()];
        Arrays.fill(largestFeeder, -1);
    }

    /** All rivers of the county, the largest first. */
    static List<River> of(Drainage drainage, Plan plan, List<String> names) {
        var rivers = new Rivers(drainage);
        rivers.rank();
        return rivers.draw(plan, names);
    }

    private boolean wet(int cell) { return drainage.squareKm()[cell] >= LEAST_SQUARE_KM; }

    private void rank() {
        int[] down = drainage.downFirst();
        var sameOrder = new int[grid.size()];
        for (int i = down.length - 1; i >= 0; i--) {
            int cell = down[i], to = drainage.receiver()[cell];
            if (!wet(cell)) continue;
            if (order[cell] == 0) order[cell] = 1;
            else if (sameOrder[cell] > 1) order[cell]++;
            if (to == cell) continue;
            if (order[cell] > order[to]) {
                order[to] = order[cell];
                sameOrder[to] = 1;
            } else if (order[cell] == order[to]) sameOrder[to]++;
            if (largestFeeder[to] < 0 || drainage.squareKm()[cell] > drainage.squareKm()[largestFeeder[to]]) largestFeeder[to] = cell;
        }
    }

    private List<River> draw(Plan plan, List<String> names) {
        var mouths = new ArrayList<Integer>();
        for (int cell : drainage.downFirst()) {
            int to = drainage.receiver()[cell];
            if (wet(cell) && (to == cell || !land(to) || largestFeeder[to] != cell)) mouths.add(cell);
        }
        mouths.sort(Comparator.comparingDouble((Integer cell) -> -drainage.squareKm()[cell]).thenComparing(Comparator.naturalOrder()));
        var drawn = new HashMap<Integer, Km>();
        var rivers = new ArrayList<River>();
        var spare = new ArrayList<>(names);
        var known = new ArrayList<>(List.of(Known.values()));
        for (int mouth : mouths) {
            List<Km> line = line(mouth, drawn);
            long inside = line.stream().filter(point -> plan.insideKm(point) > 0).count();
            if (inside * 10 < line.size() * 7L || Lines.lengthKm(line) < LEAST_LENGTH_KM) continue;
            rivers.add(
                    new River(name(line, known, spare), Lines.thinned(near(line, plan), 0.02), order[mouth], drainage.squareKm()[mouth]));
        }
        return rivers;
    }

    /** Without the part above the county's neighbourhood. */
    private static List<Km> near(List<Km> line, Plan plan) {
        int from = line.size() - 1;
        while (from > 0 && plan.insideKm(line.get(from - 1)) > -2)
            from--;
        return line.subList(from, line.size());
    }

    private boolean land(int cell) { return drainage.receiver()[cell] != cell; }

    /** From source to mouth, rounded; it ends on the line of the river it joins, or at sea. */
    private List<Km> line(int mouth, Map<Integer, Km> drawn) {
        var cells = new ArrayList<Integer>();
        for (int cell = mouth; cell >= 0; cell = largestFeeder[cell])
            cells.addFirst(cell);
        int to = drainage.receiver()[mouth];
        var points = new ArrayList<Km>();
        for (int cell : cells)
            points.add(grid.km(cell));
        if (to != mouth) points.add(drawn.getOrDefault(to, grid.km(to)));
        List<Km> rounded = Lines.rounded(Lines.rounded(points, 3), 3);
        for (int i = 0; i < cells.size(); i++)
            drawn.put(cells.get(i), rounded.get(i));
        return rounded;
    }

    /** Of the known river that flows by within 1.5 km, else the next spare name. */
    private static String name(List<Km> line, List<Known> known, List<String> spare) {
        for (Known candidate : known)
            if (line.stream().anyMatch(point -> point.to(candidate.at) < 1.5)) {
                known.remove(candidate);
                return candidate.title;
            }
        return spare.isEmpty() ? "无名溪" : spare.removeFirst();
    }
}
