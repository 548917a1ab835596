import {isRain} from '../core/freshness.js';
import {primaryReading} from '../core/readings.js';
import {quantityText, unitText, valueText} from '../core/units.js';

const station = {
  kind: 'stations',
  symbol: ({properties}) => ({shape: 'station', glyph: properties.glyph || '测', weight: 3}),
  detail: (entity) => {
    const reading = primaryReading(entity);
    return reading ? quantityText(reading.value, reading.unit, reading.property) : '';
  },
  value: (entity) => {
    const reading = primaryReading(entity);
    return reading ? [valueText(reading.value, reading.property), unitText(reading.unit)] : ['—', ''];
  },
  card: () => [],
};

/** Rain gauges 雨情. */
export const rain = {...station, id: 'rain', title: 'layer.rain', glyph: '雨', accepts: isRain};

/** Everything else that measures: rivers, reservoirs, tides, wind 水情 and others. */
export const levels = {...station, id: 'level', title: 'layer.levels', glyph: '水', accepts: (entity) => !isRain(entity)};
