package onemap.journal.checkpoint;

import onemap.journal.Journal;
import onemap.journal.history.History;

/**
 * A stored fold of the journal and the history up to a place in each, so that a restart need not begin at the first entry. Arrays are never written to.
 *
 * @param node    whose journal
 * @param head    the last entry that is folded in
 * @param mark    the history is folded in up to here
 * @param payload the folded state, in a form known to whoever stored it
 */
public record Checkpoint(String node, Journal.Head head, History.Mark mark, byte[] payload) {}
