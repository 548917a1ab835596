package onemap.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.domain.Alarm;
import onemap.domain.Kind;
import onemap.journal.Journal.Foreign;
import onemap.journal.union.Ref;
import onemap.sim.Operation.Answer;
import onemap.sim.Operation.What;

/**
 * The desk's logic under everything that may go wrong: officers whose requests are lost, doubled, overtaken and answered late, clocks askew, power cuts,
 * nodes that were cut off and meet again. One thread, one seed.
 */
final class Simulation {
    private static final int OPERATIONS = 28;
    private static final int READINGS = 10;
    private static final int MINUTE = 60_000;
    private static final int MOST_TRIES = 5;

    private final Clockwork time;
    private final Map<Ref, Map<String, Long>> sight = new HashMap<>();
    private final List<SimNode> nodes = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();
    private final List<String> actors = List.of("林", "陈", "吴");
    private final Bug bug;
    private boolean calm;

    private Simulation(long seed, Bug bug, boolean traced) {
        this.bug = bug;
        this.time = new Clockwork(seed, traced);
    }

    /** What was wrong; empty when all is well. */
    static Optional<String> run(long seed, Bug bug) {
        return new Simulation(seed, bug, false).run();
    }

    /** The same run, told line by line. */
    static List<String> trace(long seed, Bug bug) {
        var simulation = new Simulation(seed, bug, true);
        simulation.run().ifPresent(fault -> simulation.time.tell(() -> "FAULT " + fault));
        return simulation.time.trace();
    }

    private Optional<String> run() {
        try {
            begin();
            time.run();
            heal();
            new Check(nodes, operations, sight).all();
            return Optional.empty();
        } catch (AssertionError | RuntimeException fault) {
            time.tell(() -> fault + " at " + List.of(fault.getStackTrace()).subList(0, Math.min(8, fault.getStackTrace().length)));
            return Optional.of(String.valueOf(fault.getMessage()));
        }
    }

    private void begin() {
        int count = time.oneIn(4) ? 1 : time.oneIn(5) ? 3 : 2;
        for (String name : List.of("A", "B", "C").subList(0, count))
            add(name);
        for (int i = 0; i < READINGS; i++)
            time.soon(MINUTE, this::reading);
        for (int i = 0; i < OPERATIONS; i++)
            time.soon(MINUTE, this::want);
        for (int i = 0; i < (count == 1 ? 0 : 6); i++)
            time.soon(MINUTE, () -> meet(time.oneOf(nodes), time.oneOf(nodes)));
        for (int i = 0; i < 2; i++)
            time.soon(MINUTE, () -> cut(time.oneOf(nodes)));
    }

    private void add(String name) {
        var askew = new Duration[]{Duration.ofMillis(time.chance.nextInt(6_000) - 3_000)};
        if (time.oneIn(3)) time.soon(MINUTE, () -> askew[0] = askew[0].plusMillis(time.chance.nextInt(40_000) - 20_000));
        var disk = new SimDisk(name, time, () -> time.now().plus(askew[0]), bug, sight);
        var node = new SimNode(name, disk, () -> time.now().plus(askew[0]), bug);
        nodes.add(node);
        start(node);
    }

    private void start(SimNode node) {
        node.start();
        time.tell(() -> node.name + (node.isUp() ? " is up" : " went down while starting"));
        if (!node.isUp() && !calm) time.soon(2_000, () -> start(node));
    }

    private void cut(SimNode node) {
        if (!node.isUp()) return;
        time.tell(() -> node.name + " loses power");
        start(node);
    }

    private void downs(SimNode node) {
        if (!node.isUp() && !calm) {
            time.tell(() -> node.name + " went down");
            time.soon(2_000, () -> { if (!node.isUp()) start(node); });
        }
    }

    private void reading() {
        String station = time.oneOf(SimNode.STATIONS);
        double metres = time.oneOf(List.of(6.0, 7.5, 8.5));
        for (var node : nodes) {
            if (time.oneIn(3)) continue;
            time.tell(() -> station + " tells " + node.name + " " + metres);
            node.tell(station, metres);
            downs(node);
        }
    }

    private void want() {
        var node = time.oneOf(nodes);
        if (!node.isUp()) return;
        String actor = time.oneOf(actors);
        String key = "k" + operations.size();
        choose(node, actor, key).ifPresent(operation -> {
            operations.add(operation);
            send(operation, node, 1);
        });
    }

    private Optional<Operation> choose(SimNode node, String actor, String key) {
        return switch (time.chance.nextInt(10)) {
            case 0, 1, 2, 3 -> anAlarm(node).map(id -> new Operation(actor, What.TAKE, id, "", key));
            case 4, 5 -> anAlarm(node).map(id -> new Operation(actor, What.UNDO, id, "", key));
            case 6 -> Optional
                    .of(new Operation(actor, What.PLACE, time.oneOf(SimNode.DEVICES), String.valueOf(121 + time.chance.nextInt(3)), key));
            case 7 -> Optional.of(new Operation(actor, What.NOTE, "", "", key));
            case 8 -> aNote(node).map(note -> new Operation(actor, What.CORRECT, note, "", key));
            default -> {
                var cards = node.cards();
                if (cards.isEmpty()) yield Optional.empty();
                var card = time.oneOf(cards);
                yield Optional.of(new Operation(actor, What.RESOLVE, card.id(), time.oneOf(card.facts()).ref().toString(), key));
            }
        };
    }

    /** On the screen, or one somebody acted on lately. */
    private Optional<String> anAlarm(SimNode node) {
        var ids = new ArrayList<>(node.picture().list(Kind.ALARM).stream().map(alarm -> ((Alarm) alarm).id()).sorted().toList());
        operations.stream()
                .filter(each -> each.what == What.TAKE)
                .map(each -> each.object)
                .skip(Math.max(0, operations.size() - 5))
                .forEach(ids::add);
        return ids.isEmpty() ? Optional.empty() : Optional.of(time.oneOf(ids));
    }

    private Optional<String> aNote(SimNode node) {
        var notes = new ArrayList<String>();
        node.disk.heads()
                .keySet()
                .stream()
                .sorted()
                .forEach(of -> node.disk.after(of, onemap.journal.Journal.Head.EMPTY)
                        .stream()
                        .filter(entry -> entry.kind().equals("log.noted"))
                        .forEach(entry -> notes.add(Ref.of(entry).toString())));
        return notes.isEmpty() ? Optional.empty() : Optional.of(time.oneOf(notes));
    }

    /** On its way, perhaps for ever, perhaps twice. */
    private void send(Operation operation, SimNode node, int attempt) {
        time.tell(() -> operation + " → " + node.name + " try " + attempt);
        int known = operation.answers.size();
        int copies = time.oneIn(10) ? 0 : time.oneIn(8) ? 2 : 1;
        for (int i = 0; i < copies; i++)
            time.soon(time.oneIn(10) ? 5_000 : 300, () -> arrive(operation, node));
        time.in(Duration.ofMillis(800 + time.chance.nextInt(1_500)), () -> {
            boolean told = operation.answers.size() > known;
            if (!told && attempt < MOST_TRIES && !calm) send(operation, time.oneIn(4) ? time.oneOf(nodes) : node, attempt + 1);
        });
    }

    private void arrive(Operation operation, SimNode node) {
        var answer = node.ask(operation);
        time.tell(() -> operation + " at " + node.name + ": " + answer.map(Answer::toString).orElse("nothing"));
        downs(node);
        if (answer.isEmpty() || time.oneIn(10)) return;
        time.soon(time.oneIn(10) ? 4_000 : 200, () -> operation.answers.add(new Operation.Answered(node.name, answer.get())));
    }

    /** Somebody carries what one node holds to the other, all of it or the first part, its chains in any order. */
    private void meet(SimNode to, SimNode from) {
        if (to == from) return;
        var pieces = pieces(from);
        int told = time.oneIn(4) ? time.chance.nextInt(pieces.size() + 1) : pieces.size();
        time.tell(() -> from.name + " is merged into " + to.name + ", " + told + " of " + pieces.size() + " pieces");
        to.merge(pieces.subList(0, told));
        downs(to);
    }

    private List<List<Foreign>> pieces(SimNode from) {
        var chains = new HashMap<String, List<Foreign>>();
        from.disk.told().forEach(each -> chains.computeIfAbsent(each.entry().node(), node -> new ArrayList<>()).add(each));
        var names = new ArrayList<>(chains.keySet());
        Collections.sort(names);
        Collections.shuffle(names, time.chance);
        var pieces = new ArrayList<List<Foreign>>();
        for (String name : names)
            for (var rest = chains.get(name); !rest.isEmpty();) {
                int size = Math.min(rest.size(), 1 + time.chance.nextInt(12));
                pieces.add(rest.subList(0, size));
                rest = rest.subList(size, rest.size());
            }
        return pieces;
    }

    /** No more faults; everybody meets everybody. */
    private void heal() {
        calm = true;
        for (var node : nodes) {
            node.disk.calm();
            if (!node.isUp()) node.start();
        }
        for (int round = 0; round < 2; round++)
            for (var to : nodes)
                for (var from : nodes)
                    if (to != from) to.merge(pieces(from));
    }
}
