import {rank, NUMERALS} from '../core/severity.js';
import {drawSymbol} from '../map/shapes.js';

const SVG = 'http://www.w3.org/2000/svg';
const OUTLINES = {
  red: '7.6,1.4 16.4,1.4 22.6,7.6 22.6,16.4 16.4,22.6 7.6,22.6 1.4,16.4 1.4,7.6',
  orange: '12,0.4 23.6,12 12,23.6 0.4,12',
  yellow: '12,1.4 24,22.2 0,22.2',
};

/**
 * Makes an element. Text goes in as text, never as HTML.
 * @param {string} tag  `div`, or with classes `div.row.selected`
 * @param {object} attributes  `on` holds listeners, `data` the dataset; undefined and false are left out
 * @param {...(Node|string|null|undefined)} children
 */
export function el(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  element.classList.add(...classes);
  const {on = {}, data = {}, ...rest} = attributes;
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  for (const [key, value] of Object.entries(data)) if (value !== undefined) element.dataset[key] = value;
  for (const [key, value] of Object.entries(rest)) if (value !== undefined && value !== false) element.setAttribute(key, value === true ? '' : value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Sets a text only when it differs: text nodes that stay cost nothing. */
export function setText(element, text) { if (element.textContent !== text) element.textContent = text; }

export function setHidden(element, hidden) { if (element.hidden !== hidden) element.hidden = hidden; }

/** The shape of a level with its numeral, coloured by the tokens. @param {string} level red, orange, yellow or blue */
export function levelIcon(level, label = '') {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '-0.8 -0.8 25.6 25.6');
  svg.setAttribute('class', `lv lv-${level}`);
  if (label) {
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', label);
  } else {
    svg.setAttribute('aria-hidden', 'true');
  }
  svg.append(levelShape(level), levelNumeral(level));
  return svg;
}

function levelShape(level) {
  const shape = document.createElementNS(SVG, OUTLINES[level] ? 'polygon' : 'circle');
  const attributes = OUTLINES[level] ? {points: OUTLINES[level]} : {cx: 12, cy: 12, r: 11.2};
  for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
  return shape;
}

function levelNumeral(level) {
  const numeral = document.createElementNS(SVG, 'text');
  numeral.setAttribute('x', '12');
  numeral.setAttribute('y', level === 'yellow' ? '19.4' : '16.4');
  numeral.setAttribute('text-anchor', 'middle');
  numeral.textContent = NUMERALS[level];
  return numeral;
}

/** A symbol of the map as a small canvas, for legends and lists. @param {import('../map/shapes.js').Look} look */
export function symbolCanvas(theme, look, size) {
  const canvas = el('canvas.symbol');
  const ratio = window.devicePixelRatio || 1;
  const edge = Math.ceil(size * 1.7);
  canvas.width = edge * ratio;
  canvas.height = edge * ratio;
  canvas.style.width = `${edge}px`;
  canvas.style.height = `${edge}px`;
  const context = canvas.getContext('2d');
  context.scale(ratio, ratio);
  drawSymbol(context, theme, {level: 0, state: 0, acknowledged: false, heading: -1, ...look}, edge / 2, edge / 2, size);
  return canvas;
}

export const isLevel = (level) => rank(level) > 0;
