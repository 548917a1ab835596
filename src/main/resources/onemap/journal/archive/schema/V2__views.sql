-- What a GIS opens: each view has a unique text id and a geometry in EPSG:4326. Personal parts are sealed and in none of them.

CREATE FUNCTION onemap.as_json(payload text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
    RETURN payload::jsonb;
EXCEPTION WHEN data_exception THEN
    RETURN NULL; -- jsonb knows no \u0000: one such entry must not close the whole view
END $$;

CREATE FUNCTION onemap.as_number(object jsonb, name text) RETURNS double precision LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE WHEN jsonb_typeof(object -> name) = 'number' THEN (object ->> name)::double precision END
$$;

CREATE FUNCTION onemap.as_time(object jsonb, name text) RETURNS timestamptz LANGUAGE plpgsql STABLE STRICT AS $$
BEGIN
    RETURN (object ->> name)::timestamptz;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END $$;

CREATE FUNCTION onemap.as_point(lon double precision, lat double precision) RETURNS geometry LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT ST_SetSRID(ST_MakePoint(lon, lat), 4326)
$$;

CREATE FUNCTION onemap.as_place(place jsonb) RETURNS geometry LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT onemap.as_point(onemap.as_number(place, 'lonDegrees'), onemap.as_number(place, 'latDegrees'))
$$;

CREATE FUNCTION onemap.as_area(infos jsonb) RETURNS geometry LANGUAGE plpgsql STABLE STRICT AS $$
BEGIN
    RETURN (
        WITH area AS (SELECT jsonb_path_query(infos, '$[*].areas[*]') AS it),
        polygon AS (
            SELECT ST_MakePolygon(ST_MakeLine(ARRAY(
                SELECT onemap.as_place(corner) FROM jsonb_array_elements(ring) WITH ORDINALITY AS corners(corner, nth) ORDER BY nth))) AS it
            FROM area, jsonb_array_elements(area.it -> 'polygons') AS ring
            UNION ALL
            SELECT ST_Buffer(onemap.as_place(circle -> 'centre')::geography, onemap.as_number(circle, 'radiusMetres'))::geometry
            FROM area, jsonb_array_elements(area.it -> 'circles') AS circle
        )
        SELECT ST_Multi(ST_CollectionExtract(ST_Union(ST_MakeValid(polygon.it)), 3)) FROM polygon);
EXCEPTION WHEN OTHERS THEN
    RETURN NULL; -- a ring that is none: the warning stays listed, without an area
END $$;

CREATE VIEW onemap.register_rows AS
SELECT DISTINCT ON (object)
    object AS id,
    body -> 'properties' AS properties,
    body -> 'properties' ->> 'register' AS register,
    body -> 'properties' ->> 'name' AS name,
    body -> 'properties' ->> 'town' AS town,
    to_timestamp(at / 1e9) AS entered_at,
    CASE WHEN body -> 'geometry' ->> 'type' = 'Point' AND jsonb_typeof(body #> '{geometry,coordinates,0}') = 'number'
        AND jsonb_typeof(body #> '{geometry,coordinates,1}') = 'number'
        THEN onemap.as_point((body #>> '{geometry,coordinates,0}')::double precision, (body #>> '{geometry,coordinates,1}')::double precision)
    END::geometry(Point, 4326) AS place
FROM (SELECT *, onemap.as_json(payload) AS body FROM onemap.entry WHERE kind = 'register.put') AS put
ORDER BY object, at DESC, node, seq DESC;
COMMENT ON VIEW onemap.register_rows IS 'the row entered last for each thing in a register 台账';

CREATE VIEW onemap.register_sources AS
SELECT jsonb_array_elements_text(properties -> 'sources') AS source, id, name, town, place
FROM onemap.register_rows
WHERE jsonb_typeof(properties -> 'sources') = 'array';

CREATE VIEW onemap.shelters AS
SELECT id, name, town, properties ->> 'tier' AS tier,
    onemap.as_number(properties, 'capacityPersons')::bigint AS capacity_persons,
    onemap.as_number(properties, 'beds')::bigint AS beds,
    properties ->> 'generator' = 'true' AS generator, entered_at, place
FROM onemap.register_rows
WHERE register = 'shelters';
COMMENT ON VIEW onemap.shelters IS '避灾安置场所';

CREATE VIEW onemap.teams AS
SELECT id, name, town, properties ->> 'teamClass' AS team_class, properties ->> 'speciality' AS speciality,
    onemap.as_number(properties, 'strengthPersons')::bigint AS strength_persons,
    properties ->> 'equipment' AS equipment, entered_at, place
FROM onemap.register_rows
WHERE register = 'teams';
COMMENT ON VIEW onemap.teams IS '救援力量 at their home bases';

CREATE VIEW onemap.risk_points AS
SELECT id, name, town, properties ->> 'list' AS risk_list,
    onemap.as_number(properties, 'threatenedHouseholds')::bigint AS threatened_households,
    onemap.as_number(properties, 'threatenedPersons')::bigint AS threatened_persons,
    properties ->> 'trigger' AS trigger_text, entered_at, place
FROM onemap.register_rows
WHERE register = 'riskPoints';
COMMENT ON VIEW onemap.risk_points IS '风险点 of the eight lists';

CREATE VIEW onemap.tracks AS
SELECT newest.source AS id, coalesce(registered.name, newest.source) AS name, registered.town, newest.observed_at, newest.received_at,
    newest.speed_metres_per_second, newest.heading_degrees, newest.place
FROM onemap.newest_position AS newest
LEFT JOIN (SELECT DISTINCT ON (source) source, name, town FROM onemap.register_sources ORDER BY source, id) AS registered USING (source);
COMMENT ON VIEW onemap.tracks IS 'where each device was last';

CREATE VIEW onemap.track_points AS
SELECT day || '/' || node || '/' || n AS id, source, day, observed_at, received_at, altitude_metres, speed_metres_per_second, heading_degrees,
    flags, place
FROM onemap.position
WHERE place IS NOT NULL;
COMMENT ON VIEW onemap.track_points IS 'every position; ask for a day, a time or a rectangle';

CREATE VIEW onemap.observations AS
SELECT day || '/' || node || '/' || n AS id, told.source, coalesce(registered.name, told.source) AS station, registered.town, told.property,
    told.unit, told.value, told.day, told.observed_at, told.received_at, told.flags, registered.place
FROM onemap.observation AS told
LEFT JOIN (SELECT DISTINCT ON (source) * FROM onemap.register_sources ORDER BY source, id) AS registered USING (source);
COMMENT ON VIEW onemap.observations IS 'every reading 监测数据, at the place of its station';

CREATE VIEW onemap.warnings AS
SELECT DISTINCT ON (object)
    object AS id, alert ->> 'identifier' AS identifier, alert ->> 'sender' AS sender, alert ->> 'status' AS status,
    alert ->> 'messageType' AS message_type, alert #>> '{infos,0,event}' AS event, alert #>> '{infos,0,level}' AS level,
    alert #>> '{infos,0,headline}' AS headline, onemap.as_time(alert, 'sent') AS sent_at,
    onemap.as_time(alert #> '{infos,0}', 'expires') AS expires_at, to_timestamp(at / 1e9) AS recorded_at,
    onemap.as_area(alert -> 'infos')::geometry(MultiPolygon, 4326) AS area
FROM (SELECT *, onemap.as_json(payload) -> 'alert' AS alert FROM onemap.entry WHERE kind = 'warning.received') AS received
ORDER BY object, at DESC, node, seq DESC;
COMMENT ON VIEW onemap.warnings IS '预警 as their authorities issued them';

CREATE VIEW onemap.alarms AS
SELECT DISTINCT ON (alarm ->> 'id')
    alarm ->> 'id' AS id, alarm ->> 'rule' AS rule, alarm ->> 'objectId' AS object_id, alarm ->> 'objectName' AS object_name,
    alarm ->> 'severity' AS severity, alarm ->> 'property' AS property, onemap.as_number(alarm, 'value') AS value,
    onemap.as_number(alarm, 'limit') AS limit_value, alarm ->> 'unit' AS unit, alarm ->> 'state' AS state,
    onemap.as_time(alarm, 'raisedAt') AS raised_at, onemap.as_time(alarm, 'observedAt') AS observed_at,
    onemap.as_place(alarm -> 'place')::geometry(Point, 4326) AS place
FROM (SELECT *, onemap.as_json(payload) AS alarm FROM onemap.entry
      WHERE kind IN ('alarm.raised', 'alarm.changed', 'alarm.returned', 'alarm.ended')) AS told
WHERE alarm ? 'id'
ORDER BY alarm ->> 'id', at DESC, node, seq DESC;
COMMENT ON VIEW onemap.alarms IS '告警 as our rules told them last';
