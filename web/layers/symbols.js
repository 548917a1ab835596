import {isDown} from '../core/freshness.js';
import {rank} from '../core/severity.js';
import {layerOf, layers} from './index.js';

/**
 * The symbol of an entity for the canvas layer; null for what has none.
 * @param {import('../core/store.js').Entity} entity
 * @param {{freshness: import('../core/freshness.js').Freshness, alarmOf: (id: string) => import('../core/store.js').Entity|undefined}} context
 * @returns {import('../map/sprites.js').Symbol|null}
 */
export function symbolOf(entity, {freshness, alarmOf}) {
  const layer = layerOf(entity);
  if (!layer?.symbol) return null;
  const alarm = alarmOf(entity.id);
  return {
    lon: entity.lon, lat: entity.lat, level: rank(entity.properties.severity), acknowledged: alarm?.properties.acknowledged === true,
    headingDegrees: undefined, observedAt: entity.observedAt, down: isDown(entity), group: layers.indexOf(layer), ...freshness.limits(entity),
    ...layer.symbol(entity),
  };
}
