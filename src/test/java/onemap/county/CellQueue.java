package onemap.county;

import java.util.Arrays;

/** Cells by rising cost; equal costs in the order of the cells' numbers, so that every run pops the same. */
final class CellQueue {
    private double[] costs = new double[1024];
    private int[] cells = new int[1024];
    private int size;

    boolean isEmpty() { return size == 0; }

    /** Cost of the cell that {@link #pop} returns next. */
    double cost() { return costs[0]; }

    void push(double cost, int cell) {
        if (size == costs.length) {
            costs = Arrays.copyOf(costs, size * 2);
            cells = Arrays.copyOf(cells, size * 2);
        }
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) / 2;
            if (!before(cost, cell, parent)) break;
            costs[at] = costs[parent];
            cells[at] = cells[parent];
            at = parent;
        }
        costs[at] = cost;
        cells[at] = cell;
    }

    int pop() {
        int popped = cells[0];
        double cost = costs[--size];
        int cell = cells[size], at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) break;
            if (child + 1 < size && before(costs[child + 1], cells[child + 1], child)) child++;
            if (before(cost, cell, child)) break;
            costs[at] = costs[child];
            cells[at] = cells[child];
            at = child;
        }
        costs[at] = cost;
        cells[at] = cell;
        return popped;
    }

    private boolean before(double cost, int cell, int other) { return cost < costs[other] || cost == costs[other] && cell < cells[other]; }
}
