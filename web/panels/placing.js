import {problemText} from '../core/problems.js';
import {el} from './dom.js';

const SAID_MILLIS = 6000;

/** Gives one device its place: a line says what is asked, the next click on the map answers. */
export class Placing {
  #app;
  #map;
  #line = el('div.placing', {role: 'status', hidden: true});
  #device = null;

  constructor(app, map) {
    this.#app = app;
    this.#map = map;
    map.getContainer().append(this.#line);
  }

  get active() { return this.#device !== null; }

  begin(device) {
    this.#device = device;
    this.#say(this.#app.t('placing.click', {name: device.properties.name || device.id}));
    this.#map.getContainer().classList.add('is-placing');
  }

  cancel() {
    this.#device = null;
    this.#line.hidden = true;
    this.#map.getContainer().classList.remove('is-placing');
  }

  /** @param {{lat: number, lng: number}} place */
  async take(place) {
    const device = this.#device;
    const name = device.properties.name || device.id;
    this.cancel();
    try {
      const {durability} = await this.#app.api.place(device.id, {lonDegrees: place.lng, latDegrees: place.lat, name}, crypto.randomUUID());
      this.#app.select(device.id);
      this.#report(this.#app.t('placing.done', {name}) + (durability ? ` · ${this.#app.t(`durability.${durability}`)}` : ''));
    } catch (error) {
      this.#report(this.#app.t('placing.failed', {name, reason: problemText(error, this.#app.text)}));
    }
  }

  #report(text) {
    this.#say(text);
    setTimeout(() => { if (!this.active) this.#line.hidden = true; }, SAID_MILLIS);
  }

  #say(text) {
    this.#line.textContent = text;
    this.#line.hidden = false;
  }
}
