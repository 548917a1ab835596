import {zip} from './zip.js';

/** As much as the server takes; it says so itself, after the whole way there. */
const MOST_BYTES = 200 * 2 ** 20;
const LONGEST_NAME = 200;
const PART = /^(.*)\.(shp|shx|dbf|prj|cpg)$/i;
/** Indexes and descriptions beside a shapefile that nothing is read from. */
const BESIDE = /\.(sbn|sbx|qix|qpj|idx|fbn|fbx|ain|aih|atx|ixs|mxs|shp\.xml)$/i;
const NEEDED = ['shp', 'dbf'];
/** The name of a system in WKT, as a .prj begins with it. */
const NAMED = /^\s*[A-Z]+\["([^"]{1,80})"/i;

/** What was chosen cannot be sent; `key` and `values` are of the text that says why. */
export class WrongChoice extends Error {
  constructor(key, values = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}

/**
 * What is sent of the files somebody chose or dropped: one as it is, or the loose parts of shapefiles together in one archive.
 * @param {File[]} files
 * @returns {Promise<{name: string, blob: Blob, count: number, says: string}>} says: what a loose .prj calls its system; empty when nothing is known
 * @throws {WrongChoice}
 */
export async function fileOf(files) {
  const kept = files.filter(({name}) => files.length === 1 || !BESIDE.test(name));
  if (kept.length === 0) throw new WrongChoice('import.file.none');
  if (kept.reduce((sum, {size}) => sum + size, 0) > MOST_BYTES) throw new WrongChoice('import.file.tooLarge', {n: MOST_BYTES / 2 ** 20});
  if (kept.every(({name}) => PART.test(name))) return shapefile(kept);
  if (kept.length > 1) throw new WrongChoice('import.file.oneOnly', {n: kept.length});
  const [file] = kept;
  if (file.size === 0) throw new WrongChoice('import.file.empty');
  return {name: shortened(file.name), blob: file, count: 1, says: ''};
}

async function shapefile(files) {
  const parts = files.map((file) => ({file, stem: PART.exec(file.name)[1], ending: PART.exec(file.name)[2].toLowerCase()}));
  for (const stem of new Set(parts.map((part) => part.stem))) {
    const there = parts.filter((part) => part.stem === stem).map(({ending}) => ending);
    const missing = NEEDED.find((ending) => !there.includes(ending));
    if (missing) throw new WrongChoice('import.file.partMissing', {name: `${stem}.${missing}`});
  }
  const blob = await zip(parts.map(({file, stem, ending}) => ({name: `${stem}.${ending}`, blob: file})));
  const prj = parts.find(({ending}) => ending === 'prj');
  return {name: shortened(`${parts[0].stem}.zip`), blob, count: parts.length, says: prj ? NAMED.exec(await prj.file.text())?.[1] ?? '' : ''};
}

/** Its ending stays, for that is what the server looks at. */
const shortened = (name) => (name.length <= LONGEST_NAME ? name : name.slice(-LONGEST_NAME));
