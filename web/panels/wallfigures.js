import {ageText, date} from '../core/time.js';
import {countText, valueText} from '../core/units.js';
import {el, setHidden, setText} from './dom.js';

/** Ten figures in five groups, each with its age; one too old is a dash in a hollow box, with its last value small. */
export class WallFigures {
  element;
  #app;
  #groups = new Map();

  constructor(app) {
    this.#app = app;
    const names = ['rain', 'level', 'tracks', 'shelters', 'cameras'];
    this.element = el('div.wall-figures', {id: 'figures'}, ...names.map((name) => this.#group(name)));
  }

  #group(name) {
    const group = {age: el('span'), first: el('b.number'), slash: el('em', {}, '/'), second: el('b.number'), unit: el('small'), note: el('p', {data: {drop: '6'}})};
    this.#groups.set(name, group);
    return el('section', {data: {figure: name}}, el('h2', {}, this.#app.t(`wall.${name}`), group.age),
      el('div.fig', {}, group.first, group.slash, group.second, group.unit), group.note);
  }

  /** @param {ReturnType<import('../core/figures.js').countyFigures>} figures */
  tick(figures, now) {
    const {t} = this.#app;
    const trio = (name, key) => {
      const [fresh, stale, lost] = figures.counts.get(name);
      return t(key, {fresh, stale, lost});
    };
    const {rain, level, tracks, shelters, cameras} = figures;
    const [tracksOn] = figures.counts.get('track');
    const [camerasOn] = figures.counts.get('camera');
    this.#set('rain', {at: rain?.at, values: rain ? [valueText(rain.value, 'rain1h')] : [], unit: rain ? `mm · ${rain.name}` : '',
      note: trio('rain', 'wall.rainStations'), old: this.#isOld(rain?.at, 'rain', now), now});
    this.#set('level', {at: level.at, values: level.total > 0 ? [String(level.warning), String(level.guarantee)] : [], unit: t('wall.stations'),
      note: trio('level', 'wall.levelStations'), old: this.#isOld(level.at, 'level', now), now});
    this.#set('tracks', {at: tracks.at, values: tracks.total > 0 ? [countText(tracksOn), countText(tracks.total)] : [], unit: t('wall.units'),
      note: trio('track', 'wall.tracksLost'), old: this.#isOld(tracks.at, 'track', now), now});
    this.#set('shelters', {at: shelters.at, values: [countText(shelters.count)], unit: t('wall.places'),
      note: t('figure.capacity', {n: countText(shelters.persons)}), old: false, now, register: true});
    this.#set('cameras', {at: cameras.at, values: cameras.total > 0 ? [countText(camerasOn), countText(cameras.total)] : [], unit: t('wall.units'),
      note: trio('camera', 'wall.tracksLost'), old: this.#isOld(cameras.at, 'camera', now), now});
  }

  /** The newest word of the whole class is older than its limit. */
  #isOld(at, name, now) {
    return !(now - at <= this.#app.freshness.limitsOf(name).staleMillis);
  }

  #set(name, {at, values, unit, note, old, now, register = false}) {
    const {t} = this.#app;
    const group = this.#groups.get(name);
    const shown = old || values.length === 0 ? ['—'] : values;
    setText(group.first, shown[0]);
    group.first.classList.toggle('hollow', old);
    setHidden(group.slash, shown.length < 2);
    setHidden(group.second, shown.length < 2);
    setText(group.second, shown[1] ?? '');
    setText(group.unit, old ? (values.length > 0 ? t('wall.last', {value: values.join(' / ')}) : t('wall.noData')) : unit);
    setText(group.note, note);
    setText(group.age, register ? (Number.isFinite(at) ? t('wall.register', {date: date(at)}) : '') : ageText(at, now, t));
  }

  remove() { this.element.remove(); }
}
