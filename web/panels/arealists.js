import {lengthText} from '../core/area.js';
import {millis} from '../core/store.js';
import {shortAge} from '../core/time.js';
import {countText} from '../core/units.js';
import {el} from './dom.js';

/** The figure of a thing that stands in its row, and whether it is a count of persons. */
const ROW_FIGURES = ['personsToMove', 'freePlaces', 'strengthPersons', 'persons'];
/** Kinds of register entries: they are as old as their row, which says nothing. */
const AGELESS = new Set(['shelters', 'onNoList', 'households', 'enterprises', 'supplies', 'screens']);

/** What lies inside, kind by kind; a row leads to its place on the map. */
export class AreaLists {
  element = el('div.lists');
  #app;
  #open = new Set();

  constructor(app) { this.#app = app; }

  /** @param {object} answer  of POST /api/v1/area; lists somebody opened stay open */
  show({categories}) {
    const some = categories.filter(({count}) => count > 0);
    this.element.replaceChildren(...some.map((each) => this.#list(each)), ...(some.length === 0 ? [el('p.quiet', {}, this.#app.t('area.none'))] : []));
  }

  #list({category, title, titleEn, count, sums, items}) {
    const {t, text} = this.#app;
    const figure = ROW_FIGURES.find((name) => sums[name] > 0);
    const list = el('details', {data: {category}, open: this.#open.has(category)},
      el('summary', {}, el('span', {}, text.language === 'en' ? titleEn : title), el('b', {}, countText(count)),
        figure ? el('span.quiet', {}, t(`area.figure.${figure}`, {n: countText(sums[figure])})) : null));
    const fill = () => {
      if (list.querySelector('ol')) return;
      const more = count > items.length ? [el('p.quiet', {}, t('area.more', {n: countText(count - items.length)}))] : [];
      list.append(el('ol', {}, ...items.map((item) => el('li', {}, this.#row(item, category)))), ...more);
    };
    list.addEventListener('toggle', () => {
      if (list.open) this.#open.add(category);
      else this.#open.delete(category);
      fill();
    });
    if (list.open) fill();
    return list;
  }

  #row(item, category) {
    const {t, text, clock} = this.#app;
    const figure = ROW_FIGURES.find((name) => name in item);
    const told = [item.property && text.word('property.', item.property), item.reading, item.state && this.#state(item.state)].filter(Boolean).join(' ');
    const said = [told, ...this.#words(item)];
    const age = item.at && !AGELESS.has(category) && !category.startsWith('risk.') ? shortAge(millis(item.at), clock.now(), t) : '';
    return el('button.row', {type: 'button', on: {click: (event) => this.#go(item, event.currentTarget)}},
      el('span.what', {}, el('span', {}, item.name || item.id), el('span.quiet', {}, [item.town, ...said].filter(Boolean).join(' · '))),
      el('span.numbers', {}, el('span', {}, figure ? t(`area.figure.${figure}`, {n: countText(item[figure])}) : item.amount || age), el('span.quiet', {}, lengthText(item.distanceMetres))));
  }

  /** What the registers of firms, homes, supplies and screens say. */
  #words({branch, majorHazards, substances, evacuationList, stage, controller}) {
    const {t, text} = this.#app;
    return [branch && text.word('branch.', branch), majorHazards > 0 && t('legend.majorHazard'), substances, evacuationList && t('area.onList', {list: evacuationList}),
      stage && text.word('stage.', stage), controller];
  }

  #state(state) { return this.#app.text.has(`area.state.${state}`) ? this.#app.t(`area.state.${state}`) : ''; }

  /** The card that opens above pushes nothing away from under the pointer. */
  #go(item, row) {
    const {locate, select, store} = this.#app;
    if (item.id.startsWith('households:')) return locate({lon: item.place[0], lat: item.place[1]}); // a household is on no map
    const id = store.findAny(item.id) ? item.id : store.find('alarms', item.id)?.properties.objectId ?? item.id;
    const before = row.getBoundingClientRect().top;
    select(id, {fly: true});
    const scroller = row.closest('aside');
    if (scroller) scroller.scrollTop += row.getBoundingClientRect().top - before;
  }
}
