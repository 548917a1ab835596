import {limitText} from './units.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const SEPARATORS = /\s*[,\uff0c\u3001;\uff1b]\s*/;
const FULL_WIDTH = /[\uff10-\uff19\uff0e\uff0c\uff0d]/g;
const FULL_WIDTH_SHIFT = 0xfee0;

/** What was typed cannot be meant; `key` is of the text that says why. */
export class WrongCell extends Error {
  constructor(key) {
    super(key);
    this.key = key;
  }
}

/** As people type numbers: full-width digits and separators of thousands are none. @returns {number} */
function numberOf(typed, wrong) {
  const plain = typed.replace(FULL_WIDTH, (letter) => String.fromCharCode(letter.charCodeAt(0) - FULL_WIDTH_SHIFT)).replace(/(?<=\d)[,\s\u2009](?=\d{3}(?:\D|$))/g, '');
  if (!/^[-+]?\d+(\.\d+)?$/.test(plain)) throw new WrongCell(wrong);
  return Number(plain);
}

function pairOf(typed, wrong) {
  const parts = typed.split(/\s*[,\uff0c\u3001/;\uff1b]\s*|\s+/).filter(Boolean);
  if (parts.length !== 2) throw new WrongCell(wrong);
  return parts.map((part) => numberOf(part.replace(/°?[EN]?$/i, ''), wrong));
}

const placed = (feature) => feature.geometry?.coordinates ?? null;
const numberText = (value) => (Number.isFinite(value) ? String(value) : '');

/** What one row says in one column, and what becomes of the row when somebody writes another thing there. Feature: the row as the server tells it. */
export class Cells {
  #text;
  #areas;

  /**
   * @param {import('./text.js').Text} text
   * @param {import('./areas.js').Areas} areas
   */
  constructor(text, areas) {
    this.#text = text;
    this.#areas = areas;
  }

  /** In words of the page's language; empty where nothing is told. @param {import('./registerfields.js').Field} field */
  shown(field, feature) {
    const {properties} = feature;
    const value = properties[field.key];
    switch (field.sort) {
      case 'town': return properties.town ?? '';
      case 'village': return properties.village ?? '';
      case 'flag': return value === undefined || value === null ? '' : this.#text.t(value ? 'yes' : 'no');
      case 'choice': return value === undefined || value === null ? '' : this.#text.word(field.words, value);
      case 'list': return (value ?? []).map((each) => this.#text.word(field.words, each)).join(this.#and);
      default: return this.typed(field, feature);
    }
  }

  get #and() { return this.#text.language === 'zh' ? '、' : ', '; }

  /** What an editor begins with. */
  typed(field, feature) {
    const {properties} = feature;
    switch (field.sort) {
      case 'place': return (placed(feature) ?? []).map((degrees) => String(Math.round(degrees * 1e6) / 1e6)).join(', ');
      case 'levels': return [properties.warningLevel, properties.guaranteeLevel].filter(Number.isFinite).map(limitText).join(' / ');
      case 'count': case 'number': return numberText(properties[field.key]);
      case 'flag': return properties[field.key] === undefined ? '' : String(properties[field.key]);
      case 'list': return this.shown(field, feature);
      default: return String(properties[field.key] ?? '');
    }
  }

  /** By what rows are ordered; null goes last whichever way. @returns {number|string|null} */
  order(field, feature) {
    const {properties} = feature;
    if (field.sort === 'count' || field.sort === 'number') return Number.isFinite(properties[field.key]) ? properties[field.key] : null;
    if (field.sort === 'levels') return Number.isFinite(properties.warningLevel) ? properties.warningLevel : null;
    if (field.sort === 'place') return placed(feature)?.[0] ?? null;
    if (field.sort === 'choice') return (field.choices.indexOf(properties[field.key]) + 1) || null;
    return this.shown(field, feature) || null;
  }

  /**
   * The row with what was typed in one column; the row itself stays.
   * @throws {WrongCell}
   */
  written(field, feature, typed) {
    const after = structuredClone(feature);
    const text = typed.trim();
    if (field.needed && text === '') throw new WrongCell('cell.wrong.needed');
    if (field.sort === 'place') after.geometry = text === '' ? null : {type: 'Point', coordinates: placeOf(text)};
    else Object.assign(after.properties, this.#values(field, text, feature.properties));
    for (const [key, value] of Object.entries(after.properties)) if (value === undefined) delete after.properties[key];
    return after;
  }

  #values(field, text, properties) {
    if (field.sort === 'levels') {
      const [warningLevel, guaranteeLevel] = text === '' ? [] : pairOf(text, 'cell.wrong.levels');
      return {warningLevel, guaranteeLevel};
    }
    if (field.sort === 'town') return this.#town(text, properties);
    if (field.sort === 'village') return this.#village(text, properties);
    return {[field.key]: text === '' ? undefined : this.#value(field, text)};
  }

  #value(field, text) {
    switch (field.sort) {
      case 'count': case 'number': return numberOf(text, 'cell.wrong.number');
      case 'flag': return text === 'true';
      case 'list': return text.split(SEPARATORS).filter(Boolean).map((word) => field.choices.find((key) => this.#text.word(field.words, key) === word) ?? word);
      case 'date':
        if (!DAY.test(text)) throw new WrongCell('cell.wrong.date');
        return text;
      default: return text;
    }
  }

  /** A village of another town is none of this one. */
  #town(code, {villageCode = ''}) {
    const stays = code !== '' && villageCode.startsWith(code);
    const town = this.#areas.towns.find((each) => each.code === code);
    return {townCode: code || undefined, town: town?.name, ...(stays ? {} : {village: undefined, villageCode: undefined})};
  }

  #village(code, {townCode = ''}) {
    const village = this.#areas.villagesOf(townCode).find((each) => each.code === code);
    return {villageCode: code || undefined, village: village?.name};
  }

  /** What may be chosen there, the empty choice first where it may stay empty; null where one types. @returns {{value: string, label: string}[]|null} */
  options(field, feature) {
    const {t} = this.#text;
    const empty = field.needed ? [] : [{value: '', label: '—'}];
    const named = (divisions) => [...empty, ...divisions.map(({code, name}) => ({value: code, label: name}))];
    switch (field.sort) {
      case 'town': return named(this.#areas.towns);
      case 'village': return named(this.#areas.villagesOf(feature.properties.townCode ?? ''));
      case 'flag': return [...empty, {value: 'true', label: t('yes')}, {value: 'false', label: t('no')}];
      case 'choice': return [...empty, ...field.choices.map((value) => ({value, label: this.#text.word(field.words, value)}))];
      default: return null;
    }
  }
}

/** Longitude first, as GeoJSON has it: whoever types latitude first is told so. */
function placeOf(text) {
  const [lon, lat] = pairOf(text, 'cell.wrong.place');
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) throw new WrongCell('cell.wrong.place');
  return [lon, lat];
}
