import {isActive, sortAlarms} from '../core/alarms.js';
import {rank} from '../core/severity.js';

const EVERY_MILLIS = 5000;

/** Tells a screen reader of new alarms: red and orange at once, at most one in five seconds. */
export class Announcer {
  #app;
  #regions;
  #told = new Set();
  #at = -Infinity;

  /** @param {{urgent: Element, polite: Element}} regions */
  constructor(app, regions) {
    this.#app = app;
    this.#regions = regions;
  }

  update() {
    const {store, t, monotonic} = this.#app;
    const fresh = sortAlarms(store.list('alarms')).filter((alarm) => isActive(alarm) && !this.#told.has(keyOf(alarm)));
    for (const alarm of fresh) this.#told.add(keyOf(alarm));
    const now = monotonic();
    if (fresh.length === 0 || now - this.#at < EVERY_MILLIS) return;
    this.#at = now;
    const {severity, objectName} = fresh[0].properties;
    const region = rank(severity) >= rank('orange') ? 'urgent' : 'polite';
    this.#regions[region].textContent = t('alarm.announce', {level: t(`level.${severity}`), object: objectName, n: fresh.length});
  }
}

const keyOf = (alarm) => `${alarm.id} ${alarm.properties.severity}`;
