import {FRESH, LOST, STALE} from '../core/freshness.js';
import {LEVELS, NUMERALS} from '../core/severity.js';

/** Shape = kind of thing. The order is the number in sprite keys. */
export const SHAPES = Object.freeze(['station', 'site', 'risk', 'team', 'vehicle', 'camera']);

const TURN = 2 * Math.PI;
const pentagon = [0, 1, 2, 3, 4].map((i) => [0.56 * Math.sin((i * TURN) / 5), 0.02 - 0.56 * Math.cos((i * TURN) / 5)]);
const octagon = Array.from({length: 8}, (_, i) => [0.52 * Math.cos(((i + 0.5) * TURN) / 8), 0.52 * Math.sin(((i + 0.5) * TURN) / 8)]);
const OUTLINES = {
  site: [[-0.43, -0.43], [0.43, -0.43], [0.43, 0.43], [-0.43, 0.43]],
  risk: [[0, -0.62], [0.6, 0.44], [-0.6, 0.44]],
  team: pentagon,
  vehicle: [[-0.42, -0.38], [0.66, -0.38], [0.42, 0.38], [-0.66, 0.38]],
  camera: [[0, -0.62], [0.62, 0], [0, 0.62], [-0.62, 0]],
};
const LEVEL_OUTLINES = {
  red: octagon,
  orange: [[0, -0.58], [0.58, 0], [0, 0.58], [-0.58, 0]],
  yellow: [[0, -0.58], [0.6, 0.46], [-0.6, 0.46]],
};
/** Directions in which a heading is drawn. */
export const HEADINGS = 16;

/**
 * @typedef {{shape: string, glyph: string, level: number, state: number, acknowledged: boolean, heading: number}} Look
 *   level = rank of severity; state = FRESH, STALE or LOST; heading = 0..15, −1 for none
 */

/**
 * Draws one symbol about (x, y): shape = kind, fill + numeral = level, hollow and dashed = stale, slash = lost, tick = acknowledged.
 * @param {Look} look
 */
export function drawSymbol(context, theme, look, x, y, size) {
  context.save();
  context.lineJoin = 'round';
  fillBody(context, theme, look, x, y, size);
  strokeBody(context, theme, look, x, y, size);
  if (look.heading >= 0) wedge(context, theme, look.heading, x, y, size);
  glyph(context, theme, look, x, y, size);
  if (look.state === LOST) slash(context, theme, x, y, size);
  if (look.level > 0) badge(context, theme, look.level, x + size * 0.56, y - size * 0.56, size * 0.6);
  if (look.acknowledged) tick(context, theme, x - size * 0.5, y + size * 0.5, size);
  context.restore();
}

/** How far a symbol reaches from its centre, in multiples of its size: bitmaps are cut to it. */
export function boundsOf(look) {
  const box = {left: 0.75, top: 0.75, right: 0.75, bottom: 0.75};
  if (look.level > 0) Object.assign(box, {right: 1, top: 1});
  if (look.acknowledged) Object.assign(box, {left: 0.8, bottom: 0.8});
  if (look.heading >= 0) {
    const [dx, dy] = [Math.sin((look.heading * TURN) / HEADINGS), -Math.cos((look.heading * TURN) / HEADINGS)];
    box.left = Math.max(box.left, 0.25 - 0.9 * dx);
    box.right = Math.max(box.right, 0.25 + 0.9 * dx);
    box.top = Math.max(box.top, 0.25 - 0.9 * dy);
    box.bottom = Math.max(box.bottom, 0.25 + 0.9 * dy);
  }
  return box;
}

/** The shape of a statutory level with its numeral, for badges, rows and chips. */
export function drawLevel(context, theme, level, x, y, size) {
  trace(context, LEVEL_OUTLINES[LEVELS[level]], x, y, size);
  context.fillStyle = theme.fill[level];
  context.fill();
  if (theme.light) {
    context.lineWidth = 1.5;
    context.strokeStyle = theme.levelLine[level];
    context.stroke();
  }
  context.font = `700 ${Math.round(size * 0.62)}px ${theme.font}`;
  text(context, NUMERALS[LEVELS[level]], x, y + size * (LEVELS[level] === 'yellow' ? 0.14 : 0.04), theme.ink[level]);
}

function trace(context, points, x, y, size) {
  context.beginPath();
  if (!points) {
    context.arc(x, y, size * 0.48, 0, TURN);
    return;
  }
  points.forEach(([px, py], i) => (i === 0 ? context.moveTo(x + px * size, y + py * size) : context.lineTo(x + px * size, y + py * size)));
  context.closePath();
}

function fillBody(context, theme, look, x, y, size) {
  trace(context, OUTLINES[look.shape], x, y, size);
  context.shadowColor = theme.bg;
  context.shadowBlur = size * 0.14;
  context.fillStyle = look.state !== FRESH ? theme.bg : look.level > 0 ? theme.fill[look.level] : theme.sprite;
  context.fill();
  context.shadowBlur = 0;
}

function strokeBody(context, theme, look, x, y, size) {
  context.lineWidth = Math.max(1.25, size * 0.058);
  context.strokeStyle = look.state === FRESH && look.level === 0 ? theme.edge : edgeOf(theme, look);
  if (look.state === STALE) context.setLineDash([size * 0.15, size * 0.11]);
  trace(context, OUTLINES[look.shape], x, y, size);
  context.stroke();
  context.setLineDash([]);
}

/** A stale thing that stood at a level keeps the level's line: old danger is still danger. */
function edgeOf(theme, look) {
  if (look.state !== FRESH) return look.level > 0 ? theme.levelLine[look.level] : theme.stale;
  return theme.light ? theme.levelLine[look.level] : theme.bg;
}

function wedge(context, theme, heading, x, y, size) {
  const angle = (heading * TURN) / HEADINGS;
  const [cx, cy] = [x + Math.sin(angle) * size * 0.86, y - Math.cos(angle) * size * 0.86];
  context.beginPath();
  for (const [reach, turn] of [[0.24, 0], [0.17, 2.3], [0.17, -2.3]]) {
    context.lineTo(cx + Math.sin(angle + turn) * size * reach, cy - Math.cos(angle + turn) * size * reach);
  }
  context.closePath();
  context.fillStyle = theme.edge;
  context.fill();
}

function glyph(context, theme, look, x, y, size) {
  const colour = look.state !== FRESH ? theme.stale : look.level > 0 ? theme.ink[look.level] : theme.glyph;
  const lower = look.shape === 'risk' ? 0.14 : look.shape === 'team' ? 0.03 : 0;
  context.font = `500 ${Math.round(size * (look.shape === 'risk' ? 0.46 : 0.52))}px ${theme.font}`;
  text(context, look.glyph, x, y + size * (lower + 0.015), colour);
}

function slash(context, theme, x, y, size) {
  context.strokeStyle = theme.stale;
  context.lineWidth = Math.max(1.5, size * 0.07);
  context.beginPath();
  context.moveTo(x - size * 0.48, y + size * 0.48);
  context.lineTo(x + size * 0.48, y - size * 0.48);
  context.stroke();
}

function badge(context, theme, level, x, y, size) {
  trace(context, LEVEL_OUTLINES[LEVELS[level]], x, y, size);
  context.lineWidth = size * 0.2;
  context.strokeStyle = theme.bg;
  context.stroke();
  drawLevel(context, theme, level, x, y, size);
}

function tick(context, theme, x, y, size) {
  for (const [width, colour] of [[0.2, theme.bg], [0.08, theme.text]]) {
    context.lineWidth = size * width;
    context.strokeStyle = colour;
    context.beginPath();
    context.moveTo(x - size * 0.14, y);
    context.lineTo(x - size * 0.02, y + size * 0.12);
    context.lineTo(x + size * 0.18, y - size * 0.14);
    context.stroke();
  }
}

function text(context, string, x, y, colour) {
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = colour;
  context.fillText(string, x, y);
}
