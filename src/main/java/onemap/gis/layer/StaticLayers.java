package onemap.gis.layer;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import onemap.gis.Catalogue;
import onemap.gis.CoordinateSystems;
import onemap.gis.table.Limits;
import onemap.gis.table.Reason;
import onemap.gis.table.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The static layers 静态图层 of the catalogue, read one after the other on a thread of their own after the start: what a county's files hold never keeps a
 * server from starting. Thread-safe.
 */
public final class StaticLayers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StaticLayers.class);
    /** Of all layers together: 64 MB, and as much again for their text. */
    private static final long MOST_COORDINATES = 4_000_000;
    private static final LayerState LOADING = new LayerState.Loading();

    private final Map<String, Catalogue.Layer> layers = new TreeMap<>();
    private final Map<String, LayerState> states = new ConcurrentHashMap<>();
    private final LayerReader reader;
    private final ExecutorService thread = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("static layers").daemon().priority(Thread.MIN_PRIORITY).factory());
    /** Of the one thread. */
    private long coordinates;

    public StaticLayers(Catalogue catalogue, Path folder, CoordinateSystems systems) {
        reader = new LayerReader(folder, systems, Limits.USUAL);
        for (Catalogue.Layer layer : catalogue.layers())
            if (holdsThings(layer)) layers.put(layer.id(), layer);
    }

    /** Layers with things; those of the base map are told from {@link Catalogue.Use#LAYER} by their use. */
    private static boolean holdsThings(Catalogue.Layer layer) {
        return layer.use() == Catalogue.Use.LAYER || layer.use() == Catalogue.Use.BASE;
    }

    /** A layer by one of these names is shown as broken, not read: the name means something else at the same address. */
    public StaticLayers refuse(Set<String> taken) {
        layers.values().stream().filter(layer -> taken.contains(layer.id())).forEach(layer -> {
            var reason = Reason.of(layer.file(), "name_taken", "图层编号 " + layer.id() + " 与要素集同名,请在 catalogue.json 中另取编号",
                    "the layer's id " + layer.id() + " is the name of a collection; give it another in catalogue.json");
            log.warn("layer {} is not shown: {}", layer.id(), reason.textEn());
            states.put(layer.id(), new LayerState.Broken(reason));
        });
        return this;
    }

    /** Begins to read what screens may switch on; the base map's layers are read when somebody asks for their tiles. */
    public StaticLayers start() {
        layers.values().stream().filter(layer -> layer.use() == Catalogue.Use.LAYER).forEach(this::request);
        return this;
    }

    public List<Catalogue.Layer> list() { return List.copyOf(layers.values()); }

    public Optional<Catalogue.Layer> find(String id) { return Optional.ofNullable(layers.get(id)); }

    /** As it stands now; reading begins when it has not been asked for before. */
    public LayerState state(String id) {
        find(id).ifPresent(this::request);
        return states.getOrDefault(id, LOADING);
    }

    /** The things once they are read: waits for those before it, so not for an event loop. Empty when there is no such layer or its file is broken. */
    public Optional<Things> things(String id) {
        if (!layers.containsKey(id)) return Optional.empty();
        if (state(id) instanceof LayerState.Loading) await();
        return state(id) instanceof LayerState.Ready ready ? Optional.of(ready.things()) : Optional.empty();
    }

    /** Until the thread has done what it was asked for before. */
    private void await() {
        try {
            thread.submit(() -> {}).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | RejectedExecutionException e) {
            log.debug("the layers are closing", e);
        }
    }

    private void request(Catalogue.Layer layer) {
        if (states.putIfAbsent(layer.id(), LOADING) == null) thread.execute(() -> states.put(layer.id(), read(layer)));
    }

    private LayerState read(Catalogue.Layer layer) {
        try {
            var things = reader.read(layer);
            coordinates += things.list().stream().mapToLong(thing -> thing.geometry().getNumPoints()).sum();
            if (coordinates > MOST_COORDINATES)
                throw Reason.of(layer.file(), "too_many_coordinates", "各图层合计超过 " + MOST_COORDINATES + " 个坐标点",
                        "all layers together have more than " + MOST_COORDINATES + " coordinates").refused();
            things.firstFault()
                    .ifPresent(
                            fault -> log.warn("layer {}: {} rows left out, the first: {}", layer.id(), things.refused(), fault.textEn()));
            return new LayerState.Ready(things, GeoJsonText.of(things));
        } catch (Refused refused) {
            log.warn("layer {} is not shown: {}", layer.id(), refused.reason().textEn());
            return new LayerState.Broken(refused.reason());
        } catch (RuntimeException fault) {
            log.error("layer {} is not shown, through a fault of ours", layer.id(), fault);
            return new LayerState.Broken(Reason.of(layer.file(), "fault", "内部错误", "a fault of ours, it is in the log"));
        }
    }

    @Override public void close() { thread.shutdownNow(); }
}
