const TOWN_DIGITS = 9;
const COUNTY_DIGITS = 6;

/** @typedef {{code: string, name: string}} Division */

/** The county's towns and villages 乡镇、村, for areas people answer for 辖区. Codes as in GB/T 10114: a village's begins with its town's. */
export class Areas {
  #names = new Map();
  #towns;
  #villages = new Map();

  /**
   * @param {object} towns  FeatureCollection with `code` and `name`
   * @param {object} villages  the same; in code order
   */
  constructor(towns, villages) {
    const divisions = ({features}) => features.map(({properties: {code, name}}) => ({code, name})).sort((a, b) => (a.code < b.code ? -1 : 1));
    this.#towns = divisions(towns);
    for (const {code, name} of this.#towns) this.#names.set(code, name);
    for (const village of divisions(villages)) {
      this.#names.set(village.code, village.name);
      const town = Areas.townOf(village.code);
      this.#villages.set(town, [...(this.#villages.get(town) ?? []), village]);
    }
  }

  /** @returns {Division[]} */
  get towns() { return this.#towns; }

  /** @returns {Division[]} of that town */
  villagesOf(town) { return this.#villages.get(town) ?? []; }

  static townOf(code) { return code.length >= TOWN_DIGITS ? code.slice(0, TOWN_DIGITS) : ''; }

  /** 全县, 望溪镇, 望溪镇 白溪口村; a code nobody knows stands for itself. @param {string} whole  what the county is called */
  name(code, whole) {
    if (code.length <= COUNTY_DIGITS) return whole;
    const own = this.#names.get(code) ?? code;
    const town = this.#names.get(Areas.townOf(code));
    return code.length > TOWN_DIGITS && town ? `${town} ${own}` : own;
  }
}
