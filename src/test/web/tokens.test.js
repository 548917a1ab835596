import {readTheme} from '/map/theme.js';
import {equal, ok, test} from './harness.js';

/** WCAG 2.2 relative luminance and contrast. */
function luminance(hex) {
  const channels = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
}

function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

async function tokensOf(theme) {
  const css = await (await fetch('/style/tokens.css')).text();
  const block = css.slice(css.indexOf(theme), css.indexOf('}', css.indexOf(theme)));
  return Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9A-Fa-f]{6})/g)].map(([, name, hex]) => [name, hex]));
}

async function bothThemes() {
  const dark = await tokensOf(':root');
  return {dark, light: {...dark, ...await tokensOf('.light')}};
}

function expect(theme, front, back, least, name) {
  const ratio = contrast(theme[front], theme[back]);
  ok(ratio >= least, `${name}: ${front} on ${back} is ${ratio.toFixed(2)}, needs ${least}`);
}

test('A25 every text stands out from every ground', async () => {
  for (const [name, theme] of Object.entries(await bothThemes())) {
    for (const text of ['text', 'text-2', 'text-3', 'link', 'stale']) for (const ground of ['bg', 'panel']) expect(theme, text, ground, 4.5, name);
    for (const text of ['text', 'text-2', 'text-3']) expect(theme, text, 'raised', 4.5, name);
    for (const level of ['red', 'orange', 'yellow', 'blue']) {
      expect(theme, `${level}-ink`, level, 4.5, name);
      for (const ground of ['bg', 'panel']) expect(theme, `${level}-text`, ground, 4.5, name);
    }
  }
});

test('A25 every line that carries meaning stands out', async () => {
  for (const [name, theme] of Object.entries(await bothThemes())) {
    for (const ground of ['bg', 'panel', 'raised']) for (const line of ['border-strong', 'focus', 'link', 'stale']) expect(theme, line, ground, 3, name);
    for (const level of ['red', 'orange', 'yellow', 'blue']) for (const ground of ['bg', 'panel', 'raised']) expect(theme, `${level}-line`, ground, 3, name);
  }
  const {dark} = await bothThemes();
  for (const level of ['red', 'orange', 'yellow', 'blue']) expect(dark, level, 'panel', 3, 'fill');
});

test('the canvas takes its colours from the same tokens', async () => {
  const {dark} = await bothThemes();

  equal([readTheme().link, readTheme().fill[4]], [dark.link, dark.red]);
});
