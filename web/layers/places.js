/** Names of towns and villages on the base map 地名. */
export const places = {id: 'name', kind: '', title: 'layer.places', glyph: '名', accepts: () => false, symbol: null};
