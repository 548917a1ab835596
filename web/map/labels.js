const MOST_LABELS = 200;
const MOST_WIDTHS = 2000;
const GAP = 4;

/**
 * @typedef {{x: number, y: number, size: number, title: string, detail: string, titleColour: string, detailColour: string, quiet: boolean}} Label
 * @typedef {{left: number, right: number, top: number, bottom: number}} Box
 *   a label stands about a symbol of that size; a quiet label is one small line
 */

/** Writes labels beside symbols where they do not cover one another: right, left, below or above; who finds no room stays unwritten. */
export class Labels {
  #widths = new Map();
  #placed = [];
  #avoided = [];

  /**
   * @param {Label[]} labels  most important first
   * @param {number} fontSize  CSS pixels
   * @param {Box[]} taken  symbols that no label may cover
   * @param {Box[]} avoided  symbols that a label covers only when it finds no better place
   */
  paint(context, theme, labels, fontSize, {taken, avoided}) {
    this.#placed = taken;
    this.#avoided = avoided;
    context.lineJoin = 'round';
    context.textBaseline = 'middle';
    for (const label of labels.slice(0, MOST_LABELS)) this.#place(context, theme, label, fontSize);
  }

  #place(context, theme, label, fontSize) {
    const size = label.quiet ? Math.round(fontSize * 0.92) : fontSize;
    const lines = [label.title, label.detail].filter(Boolean);
    const height = size * 1.35 * lines.length;
    const width = Math.max(...lines.map((line, i) => this.#width(context, theme, line, size, weightOf(label, i))));
    const free = candidates(label, width, height).filter((each) => !this.#placed.some((other) => overlap(each, other)));
    const box = free.find((each) => !this.#avoided.some((other) => overlap(each, other))) ?? (label.quiet ? undefined : free[0]);
    if (!box) return;
    this.#placed.push(box);
    lines.forEach((line, i) => {
      const y = box.top + size * 1.35 * (i + 0.5);
      write(context, theme, line, box, y, {size, weight: weightOf(label, i), colour: i === 0 ? label.titleColour : label.detailColour});
    });
  }

  #width(context, theme, line, size, fontWeight) {
    const key = `${fontWeight} ${size} ${line}`;
    const known = this.#widths.get(key);
    if (known !== undefined) return known;
    if (this.#widths.size > MOST_WIDTHS) this.#widths.clear();
    context.font = `${fontWeight} ${size}px ${theme.font}`;
    const {width} = context.measureText(line);
    this.#widths.set(key, width);
    return width;
  }
}

const weightOf = (label, line) => (label.quiet ? 400 : line === 0 ? 700 : 500);

function candidates({x, y, size}, width, height) {
  const away = size * 1.02 + GAP;
  const box = (left, top, align) => ({left, right: left + width, top, bottom: top + height, align});
  return [
    box(x + away, y - height / 2, 'left'),
    box(x - away - width, y - height / 2, 'right'),
    box(x - width / 2, y + size * 0.7 + GAP, 'center'),
    box(x - width / 2, y - size * 0.95 - GAP - height, 'center'),
  ];
}

const overlap = (a, b) => a.left < b.right + 2 && b.left < a.right + 2 && a.top < b.bottom && b.top < a.bottom;

function write(context, theme, line, box, y, {size, weight: fontWeight, colour}) {
  const x = box.align === 'left' ? box.left : box.align === 'right' ? box.right : (box.left + box.right) / 2;
  context.font = `${fontWeight} ${size}px ${theme.font}`;
  context.textAlign = box.align;
  context.lineWidth = 3;
  context.strokeStyle = theme.halo;
  context.strokeText(line, x, y);
  context.fillStyle = colour;
  context.fillText(line, x, y);
}

/**
 * The label a symbol deserves: name and value for the selected, for yellow and worse, or for all; its age alone when it is late; else null.
 * @returns {(Label & {priority: number})|null}
 */
export function labelFor({id, x, y, level, state, observedAt, weight, selected, all}, {theme, size, labelOf, ageOf}) {
  if (selected || all || level >= 2) {
    const {title, detail} = labelOf(id);
    const aged = state === 0 ? detail : [detail, ageOf(observedAt)].filter(Boolean).join(' · ');
    const detailColour = state !== 0 ? theme.stale : level > 0 ? theme.levelText[level] : theme.text2;
    return {x, y, size, title, detail: aged, titleColour: theme.text, detailColour, quiet: false, priority: selected ? 100 : level * 10 + 1};
  }
  if (state === 0 || weight < 2) return null;
  return {x, y, size, title: ageOf(observedAt), detail: '', titleColour: theme.stale, detailColour: theme.stale, quiet: true, priority: 0};
}
