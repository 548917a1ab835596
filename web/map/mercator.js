const DEGREE = Math.PI / 180;

/** Spherical Mercator (EPSG:3857) scaled to 0..1, west to east. */
export const mercatorX = (lonDegrees) => (lonDegrees + 180) / 360;

/** Spherical Mercator (EPSG:3857) scaled to 0..1, north to south. */
export function mercatorY(latDegrees) {
  const sin = Math.sin(Math.max(-85.05, Math.min(85.05, latDegrees)) * DEGREE);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}
