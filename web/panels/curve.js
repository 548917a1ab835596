import {LEVELS, rank} from '../core/severity.js';
import {hourMinute} from '../core/time.js';
import {limitText} from '../core/units.js';
import {el} from './dom.js';

const HEIGHT = 150;
const MARGIN = {left: 40, right: 8, top: 10, bottom: 22};
/** A pause in the data longer than this is a gap in the line, not a straight stroke through the unknown. */
const GAP_MILLIS = 45 * 60_000;

/** A small curve of one property over the last hours, with its limits as lines in the colours of their levels. */
export class Curve {
  element = el('canvas.curve', {role: 'img'});
  #theme;

  constructor(theme, label) {
    this.#theme = theme;
    this.element.setAttribute('aria-label', label);
  }

  /**
   * @param {{points: number[][], limits: Record<string, number>}} observations  [epoch milliseconds, value]
   * @param {{from: number, to: number, width: number}} frame  epoch milliseconds, CSS pixels
   */
  draw({points, limits = {}}, {from, to, width}) {
    const context = this.#fit(width);
    const shown = points.filter(([at]) => at >= from && at <= to);
    const scale = scaleOf(shown, limits);
    const x = (at) => MARGIN.left + ((at - from) / (to - from)) * (width - MARGIN.left - MARGIN.right);
    const y = (value) => HEIGHT - MARGIN.bottom - ((value - scale.low) / (scale.high - scale.low)) * (HEIGHT - MARGIN.top - MARGIN.bottom);
    this.#grid(context, scale, width, y);
    this.#hours(context, from, to, x);
    this.#limits(context, limits, scale, width, y);
    this.#line(context, shown, x, y);
  }

  #fit(width) {
    const ratio = window.devicePixelRatio || 1;
    this.element.width = width * ratio;
    this.element.height = HEIGHT * ratio;
    this.element.style.width = `${width}px`;
    this.element.style.height = `${HEIGHT}px`;
    const context = this.element.getContext('2d');
    context.scale(ratio, ratio);
    context.font = `12px ${this.#theme.font}`;
    context.textBaseline = 'middle';
    return context;
  }

  #grid(context, {ticks}, width, y) {
    context.textAlign = 'right';
    context.fillStyle = this.#theme.text3;
    context.strokeStyle = this.#theme.line;
    context.lineWidth = 1;
    for (const tick of ticks) {
      line(context, MARGIN.left, y(tick), width - MARGIN.right, y(tick));
      context.fillText(limitText(tick), MARGIN.left - 6, y(tick));
    }
  }

  #hours(context, from, to, x) {
    const step = (to - from) / 4;
    context.textAlign = 'center';
    for (let i = 0; i < 4; i++) {
      const at = Math.ceil((from + (i + 0.4) * step) / 3_600_000) * 3_600_000;
      context.fillText(hourMinute(at), x(at), HEIGHT - 9);
    }
  }

  #limits(context, limits, {low, high}, width, y) {
    context.textAlign = 'left';
    for (const [level, value] of Object.entries(limits)) {
      if (!LEVELS.includes(level) || value < low || value > high) continue;
      context.strokeStyle = this.#theme.levelLine[rank(level)];
      context.lineWidth = 1.25;
      context.setLineDash(level === 'red' ? [] : [6, 4]);
      line(context, MARGIN.left, y(value), width - MARGIN.right, y(value));
    }
    context.setLineDash([]);
    this.#limitTexts(context, limits, {low, high}, y);
  }

  /** Worst first; a text that would cover another is left out, its line stays. */
  #limitTexts(context, limits, {low, high}, y) {
    const written = [];
    for (const level of [...LEVELS].reverse()) {
      const value = limits[level];
      if (value === undefined || value < low || value > high) continue;
      const at = y(value) - 8;
      if (written.some((other) => Math.abs(other - at) < 14)) continue;
      written.push(at);
      context.fillStyle = this.#theme.levelText[rank(level)];
      context.fillText(limitText(value), MARGIN.left + 4, at);
    }
  }

  #line(context, points, x, y) {
    context.strokeStyle = this.#theme.text;
    context.lineWidth = 1.75;
    context.lineJoin = 'round';
    context.beginPath();
    points.forEach(([at, value], i) => {
      if (i === 0 || at - points[i - 1][0] > GAP_MILLIS) context.moveTo(x(at), y(value));
      else context.lineTo(x(at), y(value));
    });
    context.stroke();
    const last = points.at(-1);
    if (!last) return;
    context.fillStyle = this.#theme.text;
    context.beginPath();
    context.arc(x(last[0]), y(last[1]), 3, 0, 2 * Math.PI);
    context.fill();
  }
}

function line(context, x0, y0, x1, y1) {
  context.beginPath();
  context.moveTo(x0, Math.round(y0) + 0.5);
  context.lineTo(x1, Math.round(y1) + 0.5);
  context.stroke();
}

/** Bounds that hold the points and the limits next to them, and round ticks between. */
function scaleOf(points, limits) {
  const values = points.map(([, value]) => value);
  const top = Math.max(...values);
  const near = Object.values(limits).filter((limit) => !(limit > top)).concat(Math.min(...Object.values(limits).filter((limit) => limit > top)));
  const all = [...values, ...near].filter(Number.isFinite);
  const [low, high] = all.length > 0 ? [Math.min(...all), Math.max(...all)] : [0, 1];
  const step = niceStep((high - low || 1) / 4);
  const from = Math.floor((low - (high - low || 1) * 0.08) / step) * step;
  const to = Math.ceil((high + (high - low || 1) * 0.12) / step) * step;
  const ticks = [];
  for (let i = 0; from + i * step <= to + step / 1000; i++) ticks.push(from + i * step);
  return {low: from, high: to, ticks};
}

function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].find((factor) => factor * power >= rough) * power;
}
