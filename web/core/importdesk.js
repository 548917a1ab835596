import {ImportDraft, mayEnter} from './importdraft.js';
import {Signal} from './signal.js';

/**
 * @typedef {'choosing'|'looking'|'looked'|'entering'|'entered'} Phase  looking and entering: the file is on its way
 * @typedef {{phase: Phase, step: 'sending'|'reading', share: number, report: import('./importapi.js').ImportReport|null, failure: Error|null}} ImportState
 *   report: the last one of this file, also while another is on its way; failure: of the last way
 */

const CHOOSING = Object.freeze({phase: 'choosing', step: 'sending', share: 0, report: null, failure: null});

/** One import 导入 from choosing to done: looks by itself as soon as it can, enters once however often it is told. */
export class ImportDesk {
  /** @type {Signal} an {@link ImportState} */
  state = new Signal(CHOOSING);
  draft;
  #api;
  #newKey;
  #pause;
  #under = new AbortController();

  /** @param {{api: {take: Function}, newKey: () => string, pause?: () => Promise<void>|void}} parts  pause: before it looks, since arrow keys choose one after the other */
  constructor({api, newKey, pause = () => {}}) {
    this.#api = api;
    this.#pause = pause;
    this.#newKey = newKey;
    this.draft = new ImportDraft(newKey);
  }

  /** Another file or register: what was found of the one before is gone. */
  begin(choose) { return this.#changed(choose, null); }

  /** Another system, part or meaning of the same file. */
  refine(choose) { return this.#changed(choose, this.state.value.report); }

  /** Rows that are refused stay out: nothing to be read again. */
  leaveOut(leaveOut) {
    if (this.state.value.phase !== 'looked') return;
    this.draft.chooseLeaveOut(leaveOut);
    this.#set({});
  }

  get mayEnter() {
    const {phase, report} = this.state.value;
    return phase === 'looked' && report !== null && mayEnter(report, this.draft.leaveOut);
  }

  async look() {
    if (this.draft.missing || this.state.value.phase === 'entering') return;
    await this.#send('looking', this.draft.order(true), this.#newKey(), null);
  }

  /** With the draft's own key: told again after a lost answer, the server knows it. */
  async enter() {
    if (!this.mayEnter) return;
    await this.#send('entering', this.draft.order(false), this.draft.key, this.state.value.report);
  }

  async #changed(choose, report) {
    if (this.state.value.phase === 'entering') return;
    choose(this.draft);
    this.#under.abort();
    const under = this.#under = new AbortController();
    this.state.set({...CHOOSING, report});
    const paused = this.#pause();
    if (paused) await paused;
    if (under === this.#under) await this.look();
  }

  async #send(phase, order, key, kept) {
    this.#under.abort();
    const under = this.#under = new AbortController();
    this.#set({phase, step: 'sending', share: 0, failure: null});
    try {
      const progress = ({phase: step, share}) => { if (under === this.#under && !under.signal.aborted) this.#set({step, share}); };
      const report = await this.#api.take(order, key, {progress, signal: under.signal});
      if (!under.signal.aborted) this.#set({phase: report.entered ? 'entered' : 'looked', report});
    } catch (failure) {
      if (!under.signal.aborted) this.#set({phase: kept ? 'looked' : 'choosing', report: kept, failure});
    }
  }

  #set(change) { this.state.set({...this.state.value, ...change}); }
}
