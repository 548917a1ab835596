package onemap.county;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onemap.county.Grid.Km;
import onemap.county.Plan.Town;

/** Roads over the ground: two provincial ones through the county, county roads between towns, a lane from every village. */
final class Roads {

    /** A road's class as the signs say it. */
    enum Rank {
        PROVINCIAL("provincial"), COUNTY("county"), VILLAGE("village");

        final String word;

        Rank(String word) { this.word = word; }
    }

    /** A stretch of road; {@code fromKm} is the kilometre post at its start. */
    record Road(String ref, String name, Rank rank, List<Km> line, double fromKm) {}

    private record Planned(String ref, String name, Rank rank, List<Km> through) {}

    private static final List<Planned> PLANNED = List.of(
            new Planned("S203", "沿海公路", Rank.PROVINCIAL,
                    List.of(new Km(12.4, 24.3), Town.YANCHANG.seat, Town.DONGTANG.seat, Town.CHENGGUAN.seat, new Km(5.2, -7.4),
                            Town.HEWAN.seat, new Km(2.5, -22.6))),
            new Planned("S309", "望东公路", Rank.PROVINCIAL,
                    List.of(new Km(-28.5, 8), new Km(-20, 7), Town.WANGXI.seat, Town.CHENGGUAN.seat, Town.DONGTANG.seat, new Km(14, 8))),
            county("X101", "望石线", Town.WANGXI, Town.SHIMEN), county("X102", "望青线", Town.WANGXI, Town.QINGLING),
            county("X103", "望梅线", Town.WANGXI, Town.MEIKENG), county("X104", "城南线", Town.CHENGGUAN, Town.NANSHAN),
            county("X105", "南鹤线", Town.NANSHAN, Town.SHAAO, Town.HEWAN), county("X106", "东港线", Town.DONGTANG, Town.DAGANG),
            county("X107", "青南线", Town.QINGLING, Town.NANSHAN), county("X108", "梅盐线", Town.MEIKENG, Town.YANCHANG),
            county("X109", "城港线", Town.CHENGGUAN, Town.DAGANG), county("X110", "城梅线", Town.CHENGGUAN, Town.MEIKENG),
            county("X111", "港鹤线", Town.DAGANG, Town.HEWAN),
            new Planned("X112", "石西线", Rank.COUNTY, List.of(Town.SHIMEN.seat, new Km(-27, 14.5))),
            new Planned("X113", "沙南线", Rank.COUNTY, List.of(Town.SHAAO.seat, new Km(-6.5, -22))),
            new Planned("X114", "梅北线", Rank.COUNTY, List.of(Town.MEIKENG.seat, new Km(-9, 23.5))));

    private final Grid grid;
    private final Paths paths;
    private final Map<Integer, Km> drawn = new HashMap<>();
    private final List<Road> roads = new ArrayList<>();

    Roads(Grid grid, Paths paths) {
        this.grid = grid;
        this.paths = paths;
    }

    /** All roads, the provincial ones first. */
    List<Road> build(List<Settlements.Village> villages) {
        for (Planned planned : PLANNED)
            build(planned);
        int number = 401;
        for (var village : villages) {
            List<Integer> cells = paths.way(grid.cell(village.at()), paths::isRoad);
            if (cells.size() > 1) lay(new Planned("Y" + number++, village.stem() + "线", Rank.VILLAGE, List.of()), cells, 0);
        }
        return List.copyOf(roads);
    }

    private static Planned county(String ref, String name, Town... towns) {
        return new Planned(ref, name, Rank.COUNTY, Arrays.stream(towns).map(town -> town.seat).toList());
    }

    private void build(Planned planned) {
        double km = 0;
        var whole = new ArrayList<Integer>();
        for (int i = 1; i < planned.through.size(); i++) {
            int goal = grid.cell(planned.through.get(i));
            List<Integer> cells = paths.way(grid.cell(planned.through.get(i - 1)), cell -> cell == goal);
            whole.addAll(whole.isEmpty() || cells.isEmpty() ? cells : cells.subList(1, cells.size()));
        }
        var fresh = new ArrayList<Integer>();
        double freshFrom = 0;
        for (int i = 0; i < whole.size(); i++) {
            int cell = whole.get(i);
            if (i > 0) km += grid.km(whole.get(i - 1)).to(grid.km(cell));
            if (fresh.isEmpty()) freshFrom = km;
            boolean taken = drawn.containsKey(cell);
            if (taken && fresh.size() == 1 && drawn.containsKey(fresh.getFirst())) {
                fresh.clear();
                freshFrom = km;
            }
            fresh.add(cell);
            if (taken && fresh.size() > 2) {
                lay(planned, fresh, freshFrom);
                fresh = new ArrayList<>(List.of(cell));
                freshFrom = km;
            }
        }
        if (fresh.size() > 2) lay(planned, fresh, freshFrom);
    }

    private void lay(Planned planned, List<Integer> cells, double fromKm) {
        var points = new ArrayList<Km>();
        for (int cell : cells)
            points.add(drawn.getOrDefault(cell, grid.km(cell)));
        List<Km> rounded = Lines.rounded(Lines.rounded(points, 2), 2);
        for (int i = 0; i < cells.size(); i++)
            drawn.putIfAbsent(cells.get(i), rounded.get(i));
        paths.pave(cells);
        roads.add(new Road(planned.ref, planned.name, planned.rank, Lines.thinned(rounded, 0.03), fromKm));
    }
}
