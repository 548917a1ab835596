import {placeText} from '../core/units.js';

/** Cameras 摄像机. */
export const cameras = {
  id: 'camera',
  kind: 'cameras',
  title: 'layer.cameras',
  glyph: '摄',
  accepts: () => true,
  symbol: () => ({shape: 'camera', glyph: '摄', weight: 0}),
  detail: () => '',
  value: ({properties}, t) => [t(`camera.${properties.online ?? 'unknown'}`), ''],
  card: ({properties, lon, lat}) => [
    ['field.stream', properties.streamUrl ?? '—'],
    ['field.place', placeText(lon, lat)],
  ],
};
