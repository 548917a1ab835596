import {countText, quantityText} from '../core/units.js';

const TIER_WEIGHT = {county: 2, town: 2, village: 1};

const site = {kind: 'sites', detail: () => '', value: () => ['', '']};

/** Evacuation shelters 避灾安置场所. */
export const shelters = {
  ...site,
  id: 'shelter',
  title: 'layer.shelters',
  glyph: '所',
  accepts: ({properties}) => properties.siteType === 'shelter',
  symbol: ({properties}) => ({shape: 'site', glyph: properties.glyph || '所', weight: TIER_WEIGHT[properties.tier] ?? 1}),
  value: ({properties}, t) => [countText(properties.capacityPersons), t('unit.persons')],
  card: ({properties}, t) => [
    ['field.tier', t(`tier.${properties.tier}`)],
    ['field.beds', countText(properties.beds)],
    ['field.generator', t(properties.generator ? 'yes' : 'no')],
  ],
};

/** Risk points of the eight lists 八张风险清单. */
export const risks = {
  ...site,
  id: 'risk',
  title: 'layer.risks',
  glyph: '险',
  accepts: ({properties}) => properties.siteType === 'riskPoint',
  symbol: ({properties}) => ({shape: 'risk', glyph: properties.glyph || '险', weight: 1}),
  value: ({properties}, t) => [countText(properties.threatenedPersons), t('unit.personsThreatened')],
  card: ({properties}, t) => [
    ['field.list', properties.riskListTitle],
    ['field.households', `${countText(properties.threatenedHouseholds)} ${t('unit.households')}`],
    ['field.trigger', properties.trigger],
  ],
};

/** Rescue teams at their home base 救援力量. */
export const teams = {
  ...site,
  id: 'team',
  title: 'layer.teams',
  glyph: '队',
  accepts: ({properties}) => properties.siteType === 'team',
  symbol: ({properties}) => ({shape: 'team', glyph: properties.glyph || '队', weight: properties.teamClass === 'village' ? 0 : 2}),
  value: ({properties}, t) => [countText(properties.strengthPersons), t('unit.persons')],
  card: ({properties}, t) => [
    ['field.class', t(`teamClass.${properties.teamClass}`)],
    ['field.equipment', properties.equipment],
  ],
};

/** Firms by the thousand: they are on the map when somebody asks for them. */
const asked = {...site, optional: true};

/** Dangers at work that have a word; others stand as the register writes them. */
const TAGS = ['confinedSpace', 'dust', 'moltenMetal', 'spraying', 'ammonia'];

const listed = (words = [], t) => words.join(t('list.comma'));

/** Firms that flood, fire or wind must not meet unprepared 重点企业; a triangle when there is a major hazard. */
export const enterprises = {
  ...asked,
  id: 'enterprise',
  title: 'layer.enterprises',
  glyph: '企',
  accepts: ({properties}) => properties.siteType === 'enterprise',
  symbol: ({properties}) => ({shape: properties.majorHazard > 0 ? 'risk' : 'site', glyph: properties.glyph || '企', weight: properties.majorHazard > 0 ? 2 : 0}),
  value: ({properties}, t) => [countText(Math.max(properties.dayPersons, properties.nightPersons)), t('unit.persons')],
  card: ({properties}, t) => [
    ['field.branch', t(`branch.${properties.branch}`)],
    ['field.majorHazard', properties.majorHazard > 0 ? t(`majorHazard.${properties.majorHazard}`) : ''],
    ['field.substances', listed(properties.substances, t)],
    ['field.tanks', properties.tanks > 0 ? countText(properties.tanks) : ''],
    ['field.present', t('enterprise.present', {day: countText(properties.dayPersons), night: countText(properties.nightPersons)})],
    ['field.tenants', listed(properties.tenants, t)],
    ['field.tags', listed(properties.tags?.map((tag) => (TAGS.includes(tag) ? t(`tag.${tag}`) : tag)), t)],
    ['field.evacuationList', properties.evacuationList || t('enterprise.onNoList')],
  ],
};

/** Supplies in their stores 应急物资. */
export const supplies = {
  ...asked,
  id: 'supply',
  title: 'layer.supplies',
  glyph: '物',
  accepts: ({properties}) => properties.siteType === 'supply',
  symbol: ({properties}) => ({shape: 'site', glyph: properties.glyph || '物', weight: 1}),
  detail: ({properties}) => quantityText(properties.amount, properties.unit),
  value: ({properties}) => [countText(properties.amount), properties.unit],
  card: ({properties}, t) => [
    ['field.item', properties.item],
    ['field.store', properties.store],
    ['field.stage', t(`stage.${properties.stage}`)],
    ['field.expiry', properties.expiry],
  ],
};

/** Public screens 宣传屏. */
export const screens = {
  ...asked,
  id: 'screen',
  title: 'layer.screens',
  glyph: '屏',
  accepts: ({properties}) => properties.siteType === 'screen',
  symbol: ({properties}) => ({shape: 'camera', glyph: properties.glyph || '屏', weight: 0}),
  card: ({properties}, t) => [
    ['field.carrier', t(`carrier.${properties.carrier}`)],
    ['field.controller', properties.controller],
  ],
};
