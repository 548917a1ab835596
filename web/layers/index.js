import {cameras} from './cameras.js';
import {places} from './places.js';
import {risks, shelters, teams} from './sites.js';
import {levels, rain} from './stations.js';
import {tracks} from './tracks.js';
import {warnings} from './warnings.js';

/** All layers in the order of their keys 1–9. */
export const layers = Object.freeze([rain, levels, warnings, tracks, teams, shelters, risks, cameras, places]);

/** The layer an entity belongs to; undefined for alarms, which are no layer. */
export const layerOf = (entity) => layers.find((layer) => layer.kind === entity.kind && layer.accepts(entity));
