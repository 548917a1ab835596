package onemap.live;

class MemoryRingTest extends RingContract {
    @Override Ring ring() { return new MemoryRing(CAPACITY); }
}
