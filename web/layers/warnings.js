import {momentText} from '../core/time.js';
import {millis} from '../core/store.js';

/** Areas of warnings 预警: polygons on the static canvas, no symbols. */
export const warnings = {
  id: 'warning',
  kind: 'warnings',
  title: 'layer.warnings',
  glyph: '警',
  accepts: () => true,
  symbol: null,
  detail: ({properties}) => properties.event,
  value: () => ['', ''],
  card: ({properties}, t, now) => [
    ['field.sender', properties.senderName || properties.sender],
    ['field.sent', momentText(millis(properties.sent), now)],
    ['field.expires', momentText(millis(properties.expires), now) + (properties.expiryAssumed ? t('warning.assumed') : '')],
    ['field.area', properties.areaDesc],
    ['field.description', properties.description],
  ],
};
