import {mercatorX, mercatorY} from './mercator.js';

/**
 * @typedef {{closed: boolean, points: Float64Array}} Line  x, y alternating, mercator 0..1
 * @typedef {{properties: object, lines: Line[], points: number[][]}} Drawable
 */

/** A GeoJSON feature as mercator coordinates, computed once. @returns {Drawable} */
export function drawableOf({geometry, properties}) {
  const drawable = {properties: properties ?? {}, lines: [], points: []};
  if (geometry) collect(geometry, drawable);
  return drawable;
}

function collect({type, coordinates, geometries}, drawable) {
  const line = (points, closed) => drawable.lines.push({closed, points: project(points)});
  if (type === 'Point') drawable.points.push([mercatorX(coordinates[0]), mercatorY(coordinates[1])]);
  else if (type === 'MultiPoint') coordinates.forEach((point) => collect({type: 'Point', coordinates: point}, drawable));
  else if (type === 'LineString') line(coordinates, false);
  else if (type === 'MultiLineString') coordinates.forEach((each) => line(each, false));
  else if (type === 'Polygon') coordinates.forEach((ring) => line(ring, true));
  else if (type === 'MultiPolygon') coordinates.forEach((polygon) => polygon.forEach((ring) => line(ring, true)));
  else if (type === 'GeometryCollection') geometries.forEach((each) => collect(each, drawable));
}

function project(points) {
  const projected = new Float64Array(points.length * 2);
  points.forEach(([lon, lat], i) => {
    projected[2 * i] = mercatorX(lon);
    projected[2 * i + 1] = mercatorY(lat);
  });
  return projected;
}

/** Adds a drawable's lines to the context's path. */
export function tracePath(context, frame, drawable) {
  for (const {points, closed} of drawable.lines) {
    for (let i = 0; i < points.length; i += 2) {
      const x = points[i] * frame.scale - frame.originX;
      const y = points[i + 1] * frame.scale - frame.originY;
      if (i === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    if (closed) context.closePath();
  }
}

/** Where its name may stand: its point, or the centre of gravity of its largest ring. @returns {number[]|null} mercator */
export function namePlace(drawable) {
  if (drawable.points.length > 0) return drawable.points[0];
  const rings = drawable.lines.filter((line) => line.closed).map((line) => centroid(line.points));
  rings.sort((a, b) => b.area - a.area);
  return rings.length > 0 ? [rings[0].x, rings[0].y] : null;
}

function centroid(points) {
  const [ox, oy] = points;
  let [area, x, y] = [0, 0, 0];
  for (let i = 0; i + 3 < points.length; i += 2) {
    const [ax, ay, bx, by] = [points[i] - ox, points[i + 1] - oy, points[i + 2] - ox, points[i + 3] - oy];
    const cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return area === 0 ? {area: 0, x: ox, y: oy} : {area: Math.abs(area), x: ox + x / (3 * area), y: oy + y / (3 * area)};
}

/** [west, south, east, north] in degrees of a GeoJSON geometry; null when it has no coordinates. */
export function boundsOf(geometry) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (coordinates) => {
    if (typeof coordinates[0] !== 'number') {
      coordinates.forEach(visit);
      return;
    }
    box[0] = Math.min(box[0], coordinates[0]);
    box[1] = Math.min(box[1], coordinates[1]);
    box[2] = Math.max(box[2], coordinates[0]);
    box[3] = Math.max(box[3], coordinates[1]);
  };
  if (geometry?.coordinates) visit(geometry.coordinates);
  return Number.isFinite(box[0]) ? box : null;
}
