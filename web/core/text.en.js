/** English strings; the same keys as the Chinese ones, which a test checks. */
export const en = Object.freeze({
  'title': '{county} Emergency Map',
  'desk': 'Duty desk',
  'demo': 'Demo data',
  'newVersion': 'New version · reload',
  'language.other': '中文',
  'close': 'Close',
  'yes': 'yes',
  'no': 'no',
  'weekday.0': 'Sun', 'weekday.1': 'Mon', 'weekday.2': 'Tue', 'weekday.3': 'Wed', 'weekday.4': 'Thu', 'weekday.5': 'Fri', 'weekday.6': 'Sat',
  'clock.skew': 'This PC\'s clock is off by {seconds} s',

  'age.now': 'just now', 'age.minutes': '{n} min ago', 'age.hours': '{time} ({n} h ago)', 'age.hoursAgo': '{n} h ago', 'age.never': 'never reported',
  'age.m': '{n} min', 'age.h': '{n} h', 'age.d': '{n} d',

  'link.live': 'Live', 'link.late': 'Late', 'link.broken': 'Broken', 'link.catching': 'Catching up',
  'link.bannerBroken': 'Connection lost 连接中断 {duration}', 'link.bannerShows': 'showing data of {time}', 'link.bannerNothing': 'no data yet',
  'link.bannerRetry': 'next attempt in {seconds} s (no. {attempt})', 'link.bannerTrying': 'connecting (attempt {attempt})',

  'level.red': 'red', 'level.orange': 'orange', 'level.yellow': 'yellow', 'level.blue': 'blue', 'level.none': '',

  'sound.off': 'Sound is off 声音未启用 · enable', 'sound.on': 'Sound on', 'sound.silent': 'Silent {seconds} s', 'sound.test': 'Click to enable sound and hear a test tone',

  'alarm.title': 'Alarms', 'alarm.none': 'There is no alarm.', 'alarm.more': '{n} more are not listed', 'alarm.level': 'Level', 'alarm.time': 'Time', 'alarm.object': 'Object',
  'alarm.value': 'Value / limit', 'alarm.age': 'Age', 'alarm.state': 'Taken by', 'alarm.limit': 'limit', 'alarm.acknowledge': 'Acknowledge', 'alarm.returned': 'Returned',
  'alarm.count.unacknowledged': 'Open', 'alarm.count.active': 'Active', 'alarm.count.recent': 'Last 10 min', 'alarm.flood': 'Alarm flood: {n} in 10 min',
  'alarm.announce': '{level} alarm {object}, {n} new',
  'delivery.sending': 'sending', 'delivery.unsent': 'not delivered', 'delivery.answered': 'delivered', 'delivery.refused': 'Refused · retry',
  'durability.local': 'stored locally', 'durability.archived': 'archived',
  'phase.unacknowledged': 'not acknowledged', 'phase.acknowledged': 'acknowledged', 'phase.returned': 'returned · not acknowledged', 'phase.over': 'returned',

  'log.title': 'Duty log', 'log.none': 'No entries yet.', 'actor.console': 'Duty', 'actor.system': 'System', 'actor.rule': 'Rule', 'actor.rules': 'Rule', 'actor.feed': 'Feed',
  'actor.cap': 'Warning',

  'layers': 'Layers', 'layer.rain': 'Rain stations', 'layer.rain.short': 'Rain', 'layer.levels': 'Water and other stations', 'layer.levels.short': 'Water', 'layer.warnings': 'Warning areas',
  'layer.warnings.short': 'Warn', 'layer.tracks': 'Moving units', 'layer.tracks.short': 'Units', 'layer.teams': 'Rescue teams', 'layer.teams.short': 'Teams',
  'layer.shelters': 'Shelters', 'layer.shelters.short': 'Shelter', 'layer.risks': 'Risk points', 'layer.risks.short': 'Risk', 'layer.cameras': 'Cameras',
  'layer.cameras.short': 'Cam', 'layer.places': 'Place names', 'layer.places.short': 'Names', 'labels.short': 'Ab',
  'kind.tracks': 'Moving units', 'kind.stations': 'Stations', 'kind.sites': 'Sites', 'kind.cameras': 'Cameras',
  'class.rain': 'Rain', 'class.level': 'Level', 'class.track': 'Units', 'class.camera': 'Cameras',
  'ages.title': 'On/late/lost', 'ages.hint': 'on line / late / lost', 'ages.bad': '{n} bad records',
  'fresh.0': 'on line', 'fresh.1': 'late', 'fresh.2': 'lost', 'fresh.never': 'no data',
  'map.offline': 'Base map: offline', 'map.sources': 'Base map: offline terrain', 'map.approval': 'Map approval no.: —',
  'legend': 'Legend', 'legend.station': 'Station', 'legend.risk': 'Risk point', 'legend.site': 'Shelter', 'legend.team': 'Team', 'legend.vehicle': 'Vehicle, heading',
  'legend.camera': 'Camera', 'legend.stale': 'Late', 'legend.lost': 'Lost', 'legend.levels': 'fill = alarm level',

  'card.title': 'Object', 'card.locate': 'Locate', 'card.curve': '{property}, last {hours} hours', 'card.taken': '✓ acknowledged by {who} at {time}',
  'status.over': '{amount} over {level} limit',
  'field.source': 'Source', 'field.advice': 'To do', 'field.limit': 'Limit', 'field.raised': 'Raised', 'field.town': 'Town', 'field.place': 'Place', 'field.heading': 'Heading',
  'field.doubt': 'Doubts', 'field.inside': 'Inside', 'field.tier': 'Tier', 'field.beds': 'Beds', 'field.generator': 'Generator', 'field.list': 'List',
  'field.households': 'Threatened', 'field.trigger': 'Trigger', 'field.class': 'Class', 'field.equipment': 'Equipment', 'field.stream': 'Stream', 'field.sender': 'Issued by',
  'field.sent': 'Issued', 'field.expires': 'Expires', 'field.area': 'Area', 'field.description': 'Text',
  'source.register': 'register', 'unit.persons': 'persons', 'unit.personsThreatened': 'persons threatened', 'unit.households': 'households',
  'tier.county': 'county', 'tier.town': 'town', 'tier.village': 'village',
  'camera.true': 'on line', 'camera.false': 'off line', 'camera.unknown': 'unknown',
  'flag.clockWrong': 'device clock wrong', 'flag.noFix': 'no fix', 'flag.farAway': 'far from the county', 'flag.coordinatesEncrypted': 'encrypted coordinates', 'flag.resent': 'sent late',
  'flag.outOfRange': 'value out of range',

  'property.waterLevel': 'Water level', 'property.tideLevel': 'Tide level', 'property.rain1h': 'Rain 1 h', 'property.rain3h': 'Rain 3 h', 'property.rain24h': 'Rain 24 h',
  'property.windSpeed': 'Wind speed', 'property.flow': 'Flow', 'property.airTemperature': 'Air temperature', 'property.displacementRate': 'Displacement rate', 'property.waterDepth': 'Water depth',
  'property.gasLel': 'Combustible gas', 'property.voltage': 'Supply voltage',

  'advice.red': 'Verify on site at once, move people out of the danger area by the plan, report to the leader in charge.', 'advice.orange': 'Call the persons in charge to their posts, prepare to move people, observe more often.',
  'advice.yellow': 'Tell the person in charge, check the data, watch the trend.', 'advice.blue': 'Watch the trend.',
  'advice.waterLevel': 'Check the level, tell the dyke patrol, prepare to move people from low ground along the river.', 'advice.tideLevel': 'Tell the sea-wall keepers, close the sluices, call vessels to port.',
  'advice.rain1h': 'Call the village keepers, patrol flash-flood and landslide points, prepare to move people.', 'advice.rain3h': 'Call the village keepers, move people out of flash-flood and landslide areas.',
  'advice.rain24h': 'Patrol reservoirs, ponds and landslide points.', 'advice.windSpeed': 'Stop work at height and outdoors, secure structures, call vessels to port.',
  'advice.waterDepth': 'Close the flooded road, start the pumps.', 'advice.displacementRate': 'Move everybody below the slope at once, close the road.', 'advice.gasLel': 'Cut the gas, evacuate, no open fire.',

  'warning.title': '{event} {level} warning', 'warning.inForce': 'Warnings in force', 'warning.none': 'No warning is in force.', 'warning.assumed': ' (assumed)',
  'warning.state.active': 'active', 'warning.state.superseded': 'superseded', 'warning.state.cancelled': 'cancelled', 'warning.state.expired': 'expired',
  'warning.status.exercise': 'Exercise ', 'warning.status.test': 'Test ', 'warning.status.system': 'System ', 'warning.status.draft': 'Draft ',
  'covers.title': 'Inside the area', 'covers.at': 'computed {time}', 'covers.none': 'Nothing registered inside the area.',

  'overview.title': 'County', 'figure.rain': 'Most rain in 1 h', 'figure.level': 'Levels over warning / guarantee', 'figure.tracks': 'Units on line / late / lost',
  'figure.shelters': 'Shelters', 'figure.cameras': 'Cameras on line / late / lost', 'figure.of': 'of {n} stations', 'figure.capacity': 'for {n} persons',

  'unplaced.title': 'Not on the map', 'unplaced.count': '{n} devices', 'unplaced.place': 'Place it',
  'placing.click': 'Click where “{name}” stands · Esc cancels', 'placing.failed': '“{name}” was not placed: {reason}',

  'help.title': 'Keys', 'help.short': 'Help', 'help.note': 'Drag with Shift to zoom to a box. The address holds the whole view.',
  'keys.alarms': 'previous, next alarm', 'keys.locate': 'locate', 'keys.acknowledge': 'acknowledge the selected', 'keys.oldest': 'oldest open alarm', 'keys.layers': 'layer on, off', 'keys.solo': 'only this layer',
  'keys.defaults': 'default layers', 'keys.zoom': 'zoom in, out', 'keys.zoomIn': 'Zoom in', 'keys.zoomOut': 'Zoom out', 'keys.home': 'Whole county', 'keys.labels': 'Label level', 'keys.theme': 'dark, light',
  'keys.silence': 'silence for 60 s (no acknowledgement)', 'keys.regions': 'next region', 'keys.close': 'close', 'keys.help': 'this sheet',

  'wall.worst': 'Most important', 'wall.counts': 'active {active} · open {unacknowledged}', 'wall.more': '{n} more', 'wall.log': 'Duty log', 'wall.calm': 'No alarms',
  'wall.over': '{amount} over', 'wall.tour': 'Tour {at}/{of}', 'wall.overview': 'County overview', 'wall.paused': 'paused {seconds} s', 'wall.pause': 'Pause the tour', 'wall.resume': 'Resume the tour',
  'wall.rain': 'Most rain in 1 h', 'wall.level': 'Over warning / guarantee', 'wall.tracks': 'Units on line', 'wall.shelters': 'Shelters', 'wall.cameras': 'Cameras on line',
  'wall.stations': 'stations', 'wall.places': 'places', 'wall.tracksLost': 'late {stale} · lost {lost}', 'wall.units': 'units', 'wall.bannerRed': 'Red alarm not taken for {duration}',
  'wall.rainStations': 'Rain on line {fresh} · late {stale} · lost {lost}', 'wall.levelStations': 'Levels on line {fresh} · late {stale} · lost {lost}',
  'wall.last': 'last {value}', 'wall.noData': 'no data', 'wall.warning': 'Warning {title}', 'wall.register': 'register {date}',

  'feeds.title': 'Feeds and quarantine', 'feeds.link': 'Feeds', 'feeds.back': 'Back to the desk', 'feeds.feed': 'Feed', 'feeds.port': 'Port', 'feeds.last': 'Last report',
  'feeds.frames': 'Frames', 'feeds.carrying': 'carrying', 'feeds.control': 'control', 'feeds.rejectedFrames': 'rejected', 'feeds.received': 'Received', 'feeds.stored': 'stored',
  'feeds.duplicate': 'duplicate', 'feeds.rejected': 'rejected', 'feeds.shed': 'shed', 'feeds.notes': 'Reasons and notes', 'feeds.none': 'No feeds yet.',
  'feeds.quarantine': 'Quarantine', 'feeds.at': 'Time', 'feeds.reason': 'Reason', 'feeds.peer': 'Peer', 'feeds.hex': 'Hex', 'feeds.devices': 'Devices in no register',
  'feeds.device': 'Device', 'feeds.first': 'First', 'feeds.attempts': 'Attempts', 'feeds.empty': 'None.', 'feeds.failed': 'Cannot read: {reason}', 'feeds.choose': 'Choose a feed to see what was refused.',
});
