import {millis} from '../core/store.js';
import {ageText, monthDayTime, timeOfDay} from '../core/time.js';
import {countText} from '../core/units.js';
import {el} from '../panels/dom.js';
import {openPage} from './frame.js';

const REFRESH_MILLIS = 3000;
const {t, api, main, allowed} = await openPage({title: 'feeds.title', right: 'READ_FEEDS'});
const books = el('section');
const quarantine = el('section', {}, el('p.quiet', {}, t('feeds.choose')));
let chosen = '';

/** `{bad_checksum: 3}` as text; empty when nothing is in it. */
const reasons = (counts = {}) => Object.entries(counts).map(([reason, count]) => `${reason} ${countText(count)}`).join(' · ');
const sum = (counts = {}) => Object.values(counts).reduce((total, count) => total + count, 0);
const number = (value) => el('td.number', {}, countText(value));

function bookRow({feed, ports = {}, lastReportAt, frames = {}, reports = {}, notes}) {
  const choose = el('button', {type: 'button', on: {click: () => { chosen = feed; refresh(); }}}, feed);
  const told = [reasons(frames.rejected), reasons(reports.rejected), reasons(notes)].filter(Boolean).join(' · ');
  return el('tr', {'aria-selected': String(feed === chosen)}, el('td', {}, choose), el('td.number', {}, Object.values(ports).join(' ')),
    el('td', {}, ageText(millis(lastReportAt), Date.now(), t)), number(frames.total), number(frames.carrying), number(frames.control), number(sum(frames.rejected)),
    number(reports.received), number(reports.stored), number(reports.duplicate), number(sum(reports.rejected)), number(reports.shed), el('td', {}, told));
}

function table(columns, rows) {
  const heads = columns.map((key) => el('th', {scope: 'col'}, t(key)));
  return el('table', {}, el('thead', {}, el('tr', {}, ...heads)), el('tbody', {}, ...(rows.length > 0 ? rows : [el('tr', {}, el('td', {colspan: String(columns.length)}, t('feeds.empty')))])));
}

function showQuarantine({frames, devices}) {
  const frameRows = frames.map(({at, reason, peer, hex}) => el('tr', {}, el('td.number', {}, `${monthDayTime(millis(at)).slice(0, 5)} ${timeOfDay(millis(at))}`),
    el('td.wrong', {}, reason), el('td', {}, peer), el('td.hex', {}, hex)));
  const deviceRows = devices.map(({id, peer, firstAt, lastAt, attempts}) => el('tr', {}, el('td', {}, id), el('td', {}, peer), el('td', {}, monthDayTime(millis(firstAt))),
    el('td', {}, ageText(millis(lastAt), Date.now(), t)), number(attempts)));
  quarantine.replaceChildren(el('h2', {}, `${t('feeds.quarantine')} · ${chosen}`), table(['feeds.at', 'feeds.reason', 'feeds.peer', 'feeds.hex'], frameRows),
    el('h2', {}, t('feeds.devices')), table(['feeds.device', 'feeds.peer', 'feeds.first', 'feeds.last', 'feeds.attempts'], deviceRows));
}

async function refresh() {
  try {
    const feeds = await api.feeds();
    books.replaceChildren(el('h2', {}, t('feeds.feed')), table(['feeds.feed', 'feeds.port', 'feeds.last', 'feeds.frames', 'feeds.carrying', 'feeds.control', 'feeds.rejectedFrames',
      'feeds.received', 'feeds.stored', 'feeds.duplicate', 'feeds.rejected', 'feeds.shed', 'feeds.notes'], feeds.map(bookRow)));
    if (chosen) showQuarantine(await api.quarantine(chosen));
  } catch (error) {
    books.replaceChildren(el('p.wrong', {}, t('feeds.failed', {reason: error.message})));
  }
}

if (allowed) {
  main.append(books, quarantine);
  setInterval(refresh, REFRESH_MILLIS);
  await refresh();
}
