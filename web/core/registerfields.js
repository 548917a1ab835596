/**
 * What a register's row says beyond name and place (as `ParticularsReader` of the server reads it), each a column of its table.
 * @typedef {{key: string, sort: 'text'|'count'|'number'|'choice'|'flag'|'list'|'date'|'levels'|'town'|'village'|'place'|'id', words?: string, choices?: string[],
 *   needed?: boolean, wide?: boolean}} Field  words: what the texts of its choices begin with
 */
const text = (key, more = {}) => ({key, sort: 'text', ...more});
const count = (key) => ({key, sort: 'count'});
const choice = (key, choices, words = `choice.${key}.`, more = {}) => ({key, sort: 'choice', choices, words, ...more});
const list = (key, choices = [], words = `choice.${key}.`) => ({key, sort: 'list', choices, words, wide: true});

const RISK_LISTS = ['FLASH_FLOOD', 'RESERVOIR_RIVER', 'LANDSLIDE', 'SEA', 'ROAD', 'INDUSTRY', 'WATERLOGGING', 'TOURISM'];
const PROPERTIES = ['waterLevel', 'tideLevel', 'rain1h', 'rain3h', 'rain24h', 'windSpeed', 'flow', 'airTemperature', 'displacementRate', 'waterDepth', 'gasLel', 'voltage'];
const TAGS = ['confinedSpace', 'dust', 'moltenMetal', 'spraying', 'ammonia'];

/** In the order the registers are shown. */
const PARTICULARS = {
  shelters: [choice('tier', ['county', 'town', 'village'], 'tier.'), count('capacityPersons'), count('beds'), {key: 'generator', sort: 'flag'}],
  riskPoints: [choice('list', RISK_LISTS, 'choice.list.', {needed: true}), count('threatenedHouseholds'), count('threatenedPersons'), text('trigger', {wide: true})],
  teams: [choice('teamClass', ['county', 'town', 'village', 'professional', 'expert', 'social'], 'teamClass.'), text('speciality'), count('strengthPersons'), text('equipment', {wide: true})],
  vehicles: [text('plate'), text('teamId')],
  stations: [list('properties', PROPERTIES, 'property.'), {key: 'levels', sort: 'levels'}],
  cameras: [text('sees'), text('streamUrl', {wide: true}), text('code')],
  enterprises: [choice('branch', ['sharedFactory', 'hazardousChemicals', 'bioChemical', 'careHome', 'other'], 'branch.'), count('majorHazard'), count('dayPersons'), count('nightPersons'),
    list('substances'), count('tanks'), list('tags', TAGS, 'tag.'), list('tenants'), text('evacuationList')],
  supplies: [text('store'), text('item'), {key: 'amount', sort: 'number'}, text('unit'), choice('stage', ['held', 'inTransit', 'received'], 'stage.'), {key: 'expiry', sort: 'date'}],
  screens: [choice('carrier', ['building', 'mall', 'bus', 'taxi'], 'carrier.'), text('controller')],
  people: [text('duty', {wide: true}), text('organisation')],
  grids: [count('households'), count('persons')],
  households: [count('persons'), count('needingHelp'), text('evacuationList'), text('shelter')],
};

/** Registers whose rows stand on no map. */
const OFF_MAP = new Set(['people', 'grids', 'households']);

export const REGISTERS = Object.freeze(Object.keys(PARTICULARS));

export const isOnMap = (register) => !OFF_MAP.has(register);

const NAME = {key: 'name', sort: 'text', needed: true, wide: true};
const WHERE = [{key: 'townCode', sort: 'town'}, {key: 'villageCode', sort: 'village'}];
const LAST = [{key: 'place', sort: 'place'}, {key: 'id', sort: 'id', needed: true}];

/** All columns somebody may fill. @returns {Field[]} */
export function fieldsOf(register) { return [NAME, ...WHERE, ...PARTICULARS[register], ...LAST]; }

/** Numbers stand to the right. */
export const isNumeric = ({sort}) => sort === 'count' || sort === 'number';

/** What a column is called. */
export const labelOf = ({key}, {t}) => t(`cell.${key}`);
