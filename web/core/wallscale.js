/** A hanzi must be seen under 22 arcmin, secondary text under 16 (ux rules §5.3): 2·tan(θ/2). */
const BODY_PER_DISTANCE = 0.0064;
export const SECONDARY_SHARE = 0.00465 / BODY_PER_DISTANCE;
/** Without a distance a 4K wall has 48 px: an eightieth of its width. */
const WIDTH_PER_REM = 80;
/** The layout needs so many rem; a text that cannot stand in full size is drawn as large as it can. */
const LEAST_WIDTH_REM = 58;
const LEAST_HEIGHT_REM = 32;

/**
 * Size of a rem on a wall, in CSS pixels.
 * @param {{widthPixels: number, heightPixels: number, distanceMetres: number, widthMillimetres: number}} screen  NaN where not told
 * @returns {{rem: number, asWanted: boolean}} asWanted is false when the screen is too small for its distance
 */
export function wallScale({widthPixels, heightPixels, distanceMetres, widthMillimetres}) {
  const told = distanceMetres > 0 && widthMillimetres > 0;
  const wanted = told ? (BODY_PER_DISTANCE * distanceMetres * 1000 * widthPixels) / widthMillimetres : Math.min(widthPixels / WIDTH_PER_REM, heightPixels / 45);
  const most = Math.min(widthPixels / LEAST_WIDTH_REM, heightPixels / LEAST_HEIGHT_REM);
  return {rem: Math.min(wanted, most), asWanted: wanted <= most};
}

/** Burn-in: the layout stands on another pixel every three minutes, 0 to 8 px on a Lissajous curve. */
export function pixelShift(now) {
  const step = Math.floor(now / 180_000);
  return {x: Math.round(4 + 4 * Math.sin(step * 0.9)), y: Math.round(4 + 4 * Math.sin(step * 1.4 + 1))};
}
