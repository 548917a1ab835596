/** Not taken from the file. */
export const OTHER = 'other';
const DEGREES = new Set(['EPSG:4326', 'EPSG:4490', 'GCJ-02', 'BD-09']);
const REMEDIES = {GCJ02: 'GCJ-02', BD09: 'BD-09', TWICE_CORRECTED: 'EPSG:4326'};
const NEAREST_ZOOM = 14;
const FARTHEST_ZOOM = 8;

/** What somebody has chosen for an import 导入. Whatever changes it makes it another request, with a key of its own. */
export class ImportDraft {
  register = '';
  file = null;
  system = '';
  part = '';
  leaveOut = false;
  key;
  #corrections = new Map();
  #newKey;

  /** @param {() => string} newKey */
  constructor(newKey) {
    this.#newKey = newKey;
    this.key = newKey();
  }

  /** What is still to be chosen first: register, file, system, or nothing. */
  get missing() { return ['register', 'file', 'system'].find((name) => !this[name]) ?? ''; }

  chooseRegister(register) { this.#change({register}, true); }

  chooseFile(file) { this.#change({file, part: ''}, true); }

  /** Columns mean what they mean in any system. */
  chooseSystem(system) { this.#change({system}, false); }

  choosePart(part) { this.#change({part}, true); }

  chooseLeaveOut(leaveOut) { this.#change({leaveOut}, false); }

  /** Every meaning stands once: the column somebody had given it to is none of the register's now. */
  correct(index, meaning) {
    for (const [other, given] of this.#corrections) if (given === meaning && meaning !== OTHER) this.#corrections.set(other, OTHER);
    this.#corrections.set(index, meaning);
    this.#change({}, false);
  }

  /** @returns {import('./importapi.js').ImportOrder} */
  order(dryRun) {
    const {register, file, system, part, leaveOut} = this;
    return {register, file, system, part, leaveOut: leaveOut && !dryRun, corrections: new Map(this.#corrections), dryRun};
  }

  #change(choice, forgets) {
    Object.assign(this, {leaveOut: false}, choice); // who left some rows out has not said so of others
    if (forgets) this.#corrections.clear();
    this.key = this.#newKey();
  }
}

/** The system to choose instead, after what the places look like; empty when there is none to advise. @param {import('./importapi.js').ImportReport} report */
export function advisedSystem({shift}, chosen) {
  const advised = DEGREES.has(chosen) ? REMEDIES[shift.suspicion] ?? '' : '';
  return advised === chosen ? '' : advised;
}

/** The system the file says it is in, where another is chosen; empty else. */
export const declaredOtherwise = ({declared}, chosen) => (declared.crs && declared.crs !== chosen ? declared.crs : '');

/** What no column stands for though rows are refused for want of it: name, place, or nothing. @param {import('./importapi.js').ImportReport} report */
export function neededColumn({columns, usable, refused}) {
  const means = (meaning) => columns.some((column) => column.meaning === meaning);
  const wants = (code) => usable === 0 && refused[0]?.code === code;
  if (wants('no_place') && !means('place') && !(means('east') && means('north'))) return 'place';
  return wants('no_name') && !means('name') ? 'name' : '';
}

/** Whether a report lets its rows be entered. */
export const mayEnter = (report, leaveOut) => report.usable > 0 && (report.refusedRows === 0 || leaveOut);

/** Those of the places that are no farther from the county than it is wide. @param {number[]} bounds  west, south, east, north of the county */
export function nearPlaces(places, [west, south, east, north]) {
  const [width, height] = [east - west, north - south];
  return places.filter(([lon, lat]) => lon > west - width && lon < east + width && lat > south - height && lat < north + height);
}

/** [west, south, east, north] of places; null when there are none. */
export function boundsAbout(places) {
  if (places.length === 0) return null;
  const [lons, lats] = [places.map(([lon]) => lon), places.map(([, lat]) => lat)];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** Where the map is to stand to show them all on 512 pixels, for its address; empty when there are none. */
export function viewOf(places) {
  const box = boundsAbout(places);
  if (!box) return '';
  const [west, south, east, north] = box;
  const zoom = Math.max(FARTHEST_ZOOM, Math.min(NEAREST_ZOOM, Math.floor(Math.log2(720 / Math.max(east - west, north - south, 1e-6)))));
  return `#c=${((south + north) / 2).toFixed(4)},${((west + east) / 2).toFixed(4)},${zoom}`;
}
