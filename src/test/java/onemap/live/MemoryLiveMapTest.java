package onemap.live;

class MemoryLiveMapTest extends LiveMapContract {
    private final LiveMap map = new MemoryLiveMap();

    @Override LiveMap map() { return map; }
}
