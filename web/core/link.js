/** Up to this silence the link is live. */
export const LATE_AFTER_MILLIS = 3000;
/** Beyond this silence it is broken. */
export const BROKEN_AFTER_MILLIS = 5000;

/**
 * The state of the link 实时/延迟/中断/追赶, from what the socket said last; pure.
 *
 * @param {{now: number, lastFrameAt: number, phase: string, synced: boolean}} stream  monotonic milliseconds; phase of `Live.state`
 * @returns {'live'|'late'|'broken'|'catching'}
 */
export function linkState({now, lastFrameAt, phase, synced}) {
  const silence = now - lastFrameAt;
  if (phase === 'closed' || phase === 'stopped' || silence > BROKEN_AFTER_MILLIS) return 'broken';
  if (!synced) return 'catching';
  return silence > LATE_AFTER_MILLIS ? 'late' : 'live';
}
