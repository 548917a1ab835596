import {actorText} from '../core/logline.js';
import {pagePath} from '../core/next.js';
import {millis} from '../core/store.js';
import {momentText, timeOfDay, date} from '../core/time.js';
import {el, setHidden} from './dom.js';
import {words} from './log/words.js';

const LINES = 60;
/** Changes come in flocks; the log is asked for once they have settled. */
const SETTLE_MILLIS = 600;

/** Newest lines of the journal 值班日志. */
export class LogPanel {
  element;
  #app;
  #list = el('ol.log', {id: 'log'});
  #none = el('p.quiet');
  #timer = null;

  constructor(app) {
    this.#app = app;
    this.#none.textContent = app.t('log.none');
    this.element = el('section.panel.log-panel', {'aria-label': app.t('log.title'), tabindex: '-1'},
      el('div.head', {}, el('h2', {}, app.t('log.title')), el('span.gap'),
        el('a.plain', {href: pagePath('/log', location.search)}, app.t('log.open'))), el('div.scroll', {}, this.#list, this.#none));
  }

  /** Asks for the newest lines, soon. */
  refresh() {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(async () => {
      this.#timer = null;
      try {
        this.#show(await this.#app.api.log(LINES));
      } catch {
        // what stands stays; the next change asks again
      }
    }, SETTLE_MILLIS);
  }

  #show(entries) {
    const now = this.#app.clock.now();
    setHidden(this.#none, entries.length > 0);
    this.#list.replaceChildren(...entries.map((entry) => this.#line(entry, now)));
  }

  #line(entry, now) {
    const {at, actor} = entry;
    const {text} = this.#app;
    const when = millis(at);
    const time = date(when) === date(now) ? timeOfDay(when) : momentText(when, now);
    return el('li', {}, el('time', {datetime: at}, time), el('span.actor', {title: actor}, actorText(actor, text, entry.actorName)),
      el('span.what', {}, ...words(entry, text)));
  }

  remove() {
    clearTimeout(this.#timer);
    this.element.remove();
  }
}
