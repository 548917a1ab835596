import {countText} from '../core/units.js';

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
