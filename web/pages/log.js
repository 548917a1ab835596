import {csv} from '../core/csv.js';
import {Durability} from '../core/durability.js';
import {LogApi} from '../core/logapi.js';
import {LogLines} from '../core/loglines.js';
import {actorText, groupOf, logText, objectText} from '../core/logline.js';
import {period, readFilter, writeFilter} from '../core/logquery.js';
import {problemText} from '../core/problems.js';
import {millis} from '../core/store.js';
import {date, monthDayTime, timeOfDay} from '../core/time.js';
import {el, setHidden, setText} from '../panels/dom.js';
import {Help} from '../panels/help.js';
import {Keys} from '../panels/keys.js';
import {LogDetail} from '../panels/log/detail.js';
import {LogFilters} from '../panels/log/filters.js';
import {correctionForm, noteForm} from '../panels/log/notes.js';
import {sheet} from '../panels/log/sheet.js';
import {LogTable} from '../panels/log/table.js';
import {mapPath} from '../panels/log/words.js';
import {openPage} from './frame.js';

const PAGE_SIZE = 100;
const POLL_MILLIS = 2000;
const TICK_MILLIS = 1000;
/** As many lines as a page keeps; who needs older ones narrows the filters. */
const MOST_LINES = 20_000;
/** As many lines as paper and spreadsheet get. */
const MOST_PRINTED = 5000;
const HELP = [['J K ↓ ↑', 'keys.rows'], ['Enter', 'keys.detail'], ['N', 'keys.note'], ['/', 'keys.search'], ['C', 'keys.correct'], ['O', 'keys.onMap'],
  ['Ctrl+P', 'keys.print'], ['Esc', 'keys.close'], ['F1 ?', 'keys.help']];

/** The duty log's page 值班日志: read, searched, written, printed. */
class LogPage {
  #page;
  #api;
  #lines;
  #filters;
  #table;
  #detail;
  #help;
  #scroller = el('div.log-scroll', {tabindex: '-1'});
  #said = el('p.said', {role: 'status', hidden: true});
  #status = el('span.status', {role: 'status'});
  #fresh = el('button.fresh', {type: 'button', hidden: true, on: {click: () => this.#toTop()}});
  #place = el('div.note-place');
  #note = null;
  #editing = null;
  #unseen = 0;
  #failedSince = 0;
  #loading = null;
  #county = '';
  #durability;

  constructor(page) {
    this.#page = page;
    this.#api = new LogApi(page.session.fetch, page.http);
    this.#lines = new LogLines({api: this.#api, now: () => Date.now(), pageSize: PAGE_SIZE});
    this.#filters = new LogFilters(page.text, readFilter(location.search), (filter) => this.#filtered(filter));
    this.#table = new LogTable(page.text, {scroller: this.#scroller, now: () => Date.now(), nearEnd: () => this.#more(), opened: (line) => this.#detail.show(line), selected: () => {},
      kept: (line) => this.#kept(line)});
    this.#durability = new Durability({ask: () => page.api.durability(), attended: () => !document.hidden, changed: () => this.#keptChanged()});
    this.#detail = new LogDetail(page.text, {mayCorrect: (line) => this.#mayCorrect(line), correct: (line) => this.#correct(line)});
    this.#help = new Help({t: page.t}, HELP);
    this.#build();
    this.#listen();
  }

  async start() {
    const first = new URLSearchParams(location.search);
    this.#page.api.county().then((county) => { this.#county = this.#page.text.language === 'en' ? county.nameEn ?? county.name : county.name; }, () => {});
    await this.#load();
    if (first.has('note') && this.#mayWrite) this.#write(first.get('object') ?? '');
    setInterval(() => this.#poll(), POLL_MILLIS);
    setInterval(() => this.#tick(), TICK_MILLIS);
  }

  #tick() {
    this.#table.tick(Date.now());
    this.#durability.tick(performance.now());
  }

  /** Where an entry is kept, in words; nothing where there is but one place. */
  #kept(line) { return this.#durability.on && !line.broken ? this.#page.t(this.#durability.wordOf(line)) : ''; }

  #keptChanged() {
    this.#table.keptChanged();
    this.#tell();
  }

  get #mayWrite() { return this.#page.session.may('WRITE_LOG'); }

  #build() {
    const {t, main} = this.#page;
    const button = (key, kbd, click) => el('button', {type: 'button', on: {click}}, kbd ? el('kbd', {}, kbd) : null, t(key));
    const write = this.#mayWrite ? button('log.new', 'N', () => this.#write()) : null;
    write?.classList.add('primary');
    const tools = el('div.log-tools', {}, write, button('log.export', '', () => this.#export()), button('log.print', '', () => this.#print()),
      button('help.short', 'F1', () => this.#help.toggle()), el('span.gap'), this.#fresh, this.#status);
    this.#scroller.append(this.#said, this.#table.element);
    main.append(this.#filters.element, tools, this.#place, this.#scroller);
  }

  #listen() {
    addEventListener('beforeprint', () => this.#lay());
    addEventListener('afterprint', () => document.querySelector('.sheet')?.remove());
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.#poll(); });
    document.addEventListener('keydown', (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.code !== 'KeyP') return;
      event.preventDefault();
      this.#print();
    });
    this.#scroller.addEventListener('scroll', () => { if (this.#scroller.scrollTop === 0) this.#sawFresh(); });
    const step = (by) => () => { if (!this.#detail.open) this.#table.step(by); };
    const selected = (act) => () => {
      const line = this.#table.selected;
      if (line && !this.#detail.open) act(line);
    };
    new Keys({KeyJ: step(1), ArrowDown: step(1), KeyK: step(-1), ArrowUp: step(-1), Enter: selected((line) => this.#detail.show(line)),
      KeyN: () => this.#write(), Slash: () => this.#filters.focusSearch(), KeyC: selected((line) => this.#correct(line)),
      KeyO: selected((line) => { if (mapPath(line)) location.assign(mapPath(line)); }), Escape: () => this.#close(),
      F1: () => this.#help.toggle(), 'Shift+Slash': () => this.#help.toggle()});
  }

  #close() {
    if (this.#help.open) this.#help.close();
    else if (this.#detail.open) this.#detail.close();
    else if (this.#editing) this.#endEdit();
    else if (this.#note) this.#endNote();
    else this.#table.select(undefined);
  }

  #filtered(filter) {
    history.replaceState(null, '', `${location.pathname}${writeFilter(location.search, filter)}${location.hash}`);
    this.#load();
  }

  async #load() {
    const {t} = this.#page;
    this.#endEdit();
    if (this.#lines.lines.length === 0) this.#say(t('log.loading'));
    this.#scroller.setAttribute('aria-busy', 'true');
    try {
      if (!await this.#lines.start(this.#filters.filter)) return;
      this.#table.set(this.#lines.lines);
      this.#scroller.scrollTop = 0;
      this.#sawFresh();
      this.#failedSince = 0;
      this.#say(this.#lines.lines.length === 0 ? t('log.empty') : '');
    } catch (error) {
      this.#table.set([]);
      this.#say(t('log.failed', {reason: problemText(error, this.#page.text)}), true);
    }
    this.#scroller.setAttribute('aria-busy', 'false');
    this.#tell();
  }

  /** In the lines' place: loading, nothing there, or what failed. */
  #say(message, failed = false) {
    const again = failed ? el('button.goto', {type: 'button', on: {click: () => this.#load()}}, this.#page.t('log.retry')) : null;
    this.#said.replaceChildren(...[message, again && ' ', again].filter(Boolean));
    this.#said.classList.toggle('wrong', failed);
    setHidden(this.#said, message === '');
    this.#table.hide(message !== '');
  }

  /** One page at a time: whoever asks while one is on its way waits for that. */
  #more() { return this.#loading ??= this.#loadMore().finally(() => { this.#loading = null; }); }

  async #loadMore() {
    if (this.#lines.complete || this.#lines.lines.length >= MOST_LINES) return;
    try {
      this.#table.append(await this.#lines.more());
    } catch {
      this.#failedSince ||= Date.now(); // the next scroll asks again
    }
    this.#tell();
  }

  async #poll() {
    if (document.hidden || this.#said.classList.contains('wrong')) return;
    try {
      const {added, changed, gap} = await this.#lines.fresh();
      this.#failedSince = 0;
      if (gap) await this.#load();
      else if (added.length > 0 || changed.length > 0) this.#take(added, changed);
    } catch {
      this.#failedSince ||= Date.now();
    }
    this.#tell();
  }

  #take(added, changed) {
    this.#say('');
    this.#table.prepend(added);
    this.#table.renew(changed);
    if (this.#scroller.scrollTop > 0) this.#unseen += added.length;
    setText(document.getElementById('polite'), this.#page.t('log.fresh', {n: added.length}));
  }

  #tell() {
    const {t} = this.#page;
    const {lines, complete, missing} = this.#lines;
    const count = t(complete ? 'log.all' : 'log.loaded', {n: lines.length});
    const late = this.#failedSince ? t('log.late', {time: timeOfDay(this.#failedSince)}) : '';
    const since = this.#durability.awaySince;
    const away = since ? t('durability.away', {since}) : '';
    const indexing = missing > 0 ? t('log.indexing', {n: missing}) : '';
    const most = lines.length >= MOST_LINES ? t('log.limit', {n: MOST_LINES}) : '';
    setText(this.#status, [late, away, indexing, most, count].filter(Boolean).join(' · '));
    this.#status.classList.toggle('wrong', late !== '');
    setText(this.#fresh, t('log.fresh', {n: this.#unseen}));
    setHidden(this.#fresh, this.#unseen === 0);
  }

  #toTop() {
    this.#scroller.scrollTop = 0;
    this.#sawFresh();
  }

  #sawFresh() {
    this.#unseen = 0;
    setHidden(this.#fresh, true);
  }

  /** @param {string} [object]  as the map says; else that of the selected line */
  #write(object = this.#table.selected?.object ?? this.#filters.filter.object) {
    if (!this.#mayWrite) return;
    if (this.#note) {
      this.#note.focus();
      return;
    }
    this.#note = noteForm(this.#page.text, {object, now: () => Date.now(), send: (note, key) => this.#api.note(note, key), cancel: () => this.#endNote(),
      done: (answer) => this.#wrote(answer, () => this.#endNote())});
    this.#place.replaceChildren(this.#note.element);
    this.#note.focus();
  }

  #endNote() {
    this.#note = null;
    this.#place.replaceChildren();
    this.#scroller.focus();
  }

  async #wrote({seq}, end) {
    end();
    await this.#poll();
    setText(document.getElementById('polite'), this.#page.t('log.saved', {seq}));
  }

  #mayCorrect(line) { return this.#mayWrite && (line.kind === 'log.noted' || line.kind === 'log.corrected') && !line.broken; }

  #correct(line) {
    if (!this.#mayCorrect(line)) return;
    this.#endEdit();
    const form = correctionForm(this.#page.text, {line, send: (correction, key) => this.#api.correct(line, correction, key), cancel: () => this.#endEdit(),
      done: (answer) => this.#wrote(answer, () => this.#endEdit())});
    this.#editing = line;
    this.#table.edit(line, form.element);
    form.focus();
  }

  #endEdit() {
    if (!this.#editing) return;
    const line = this.#editing;
    this.#editing = null;
    this.#table.edit(line, null);
    this.#table.select(line);
  }

  /** Everything that matches, as far as paper bears it. */
  async #loadAll() {
    while (!this.#lines.complete && this.#lines.lines.length < MOST_PRINTED) {
      const before = this.#lines.lines.length;
      await this.#more();
      if (this.#lines.lines.length === before) return;
    }
  }

  async #print() {
    await this.#loadAll();
    print();
  }

  #lay() {
    document.querySelector('.sheet')?.remove();
    const {text, session} = this.#page;
    document.body.append(sheet(text, {lines: this.#lines.lines, county: this.#county, period: this.#periodText(), filters: this.#filters.words(text).join(' · '),
      by: session.told.value?.name ?? '', now: Date.now(), head: this.#lines.head, complete: this.#lines.complete}));
  }

  /** Where a period is open, from the first line that is there, until now. */
  #periodText() {
    const now = Date.now();
    const [from, to] = period(this.#filters.filter, now);
    const first = this.#lines.lines.at(-1);
    const moment = (at) => `${date(at)} ${monthDayTime(at).slice(6)}`;
    const begin = Number.isFinite(from) ? from : first ? millis(first.at) : now;
    return `${moment(begin)} – ${moment(Math.min(now, to))}`;
  }

  async #export() {
    await this.#loadAll();
    const {t, text} = this.#page;
    const head = ['log.time', 'log.who', 'log.kind', 'log.object', 'log.what', 'log.correct', 'log.node', 'log.seq', 'log.hash'].map((key) => t(key));
    const rows = this.#lines.lines.map((line) => [`${date(millis(line.at))} ${timeOfDay(millis(line.at))}`, actorText(line.actor, text, line.actorName), t(`group.${groupOf(line.kind)}`),
      objectText(line), logText(line, text), (line.corrections ?? []).map((each) => each.text).join(' / '), line.node, line.seq, line.hash]);
    const address = URL.createObjectURL(new Blob([csv([head, ...rows])], {type: 'text/csv;charset=utf-8'}));
    el('a', {href: address, download: `${t('log.title')}-${date(Date.now())}-${timeOfDay(Date.now()).replaceAll(':', '')}.csv`}).click();
    setTimeout(() => URL.revokeObjectURL(address), POLL_MILLIS);
  }
}

const page = await openPage({title: 'log.title', right: 'READ_LOG'});
if (page.allowed) await new LogPage(page).start();
