import {LEVELS} from '../core/severity.js';

/** Tokens a static layer's style may name: the catalogue refuses others. */
const MAP_TOKENS = ['county', 'town', 'coast', 'river', 'water', 'road', 'minor', 'village'];
const PLAIN_TOKENS = ['text', 'text-2', 'text-3', 'line', 'link', 'stale', 'layer-1', 'layer-2', 'layer-3', 'layer-4'];

/** Colours for what is drawn on canvases, read from the tokens in force, so that they stand in one place only. */
export function readTheme(element = document.documentElement) {
  const style = getComputedStyle(element);
  const token = (name) => style.getPropertyValue(`--${name}`).trim();
  const perLevel = (suffix) => LEVELS.map((level) => (level === 'none' ? '' : token(level + suffix)));
  return Object.freeze({
    light: element.classList.contains('light'),
    bg: token('bg'), panel: token('panel'), text: token('text'), text2: token('text-2'), text3: token('text-3'), line: token('line'),
    link: token('link'), stale: token('stale'), sprite: token('sprite'), edge: token('sprite-edge'), glyph: token('glyph'), dot: token('dot'),
    halo: token('halo'), county: token('map-county'), town: token('map-town'), coast: token('map-coast'), river: token('map-river'),
    water: token('map-water'), road: token('map-road'), minor: token('map-minor'), village: token('map-village'), font: token('font'),
    layers: Object.fromEntries([...MAP_TOKENS.map((name) => [name, token(`map-${name}`)]), ...PLAIN_TOKENS.map((name) => [name, token(name)])]),
    fill: perLevel(''), ink: perLevel('-ink'), levelLine: perLevel('-line'), levelText: perLevel('-text'),
  });
}
