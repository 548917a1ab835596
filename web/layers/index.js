import {cameras} from './cameras.js';
import {places} from './places.js';
import {enterprises, risks, screens, shelters, supplies, teams} from './sites.js';
import {levels, rain} from './stations.js';
import {tracks} from './tracks.js';
import {warnings} from './warnings.js';

/** All layers; the first nine have the keys 1–9. */
export const layers = Object.freeze([rain, levels, warnings, tracks, teams, shelters, risks, cameras, places,
  enterprises, supplies, screens]);

/** Ids of the layers that have a key, in its order. */
export const keyed = Object.freeze(layers.slice(0, 9).map(({id}) => id));

/** Ids of the layers that are shown until somebody chooses: what is optional is not. */
export const usual = Object.freeze(layers.filter(({optional}) => !optional).map(({id}) => id));

/** The layer an entity belongs to; undefined for alarms, which are no layer. */
export const layerOf = (entity) => layers.find((layer) => layer.kind === entity.kind && layer.accepts(entity));
