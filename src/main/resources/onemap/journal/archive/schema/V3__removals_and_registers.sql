-- A row taken out of its register is in no view; its entries stay.
CREATE OR REPLACE VIEW onemap.register_rows AS
SELECT object AS id,
    body -> 'properties' AS properties,
    body -> 'properties' ->> 'register' AS register,
    body -> 'properties' ->> 'name' AS name,
    body -> 'properties' ->> 'town' AS town,
    to_timestamp(at / 1e9) AS entered_at,
    CASE WHEN body -> 'geometry' ->> 'type' = 'Point' AND jsonb_typeof(body #> '{geometry,coordinates,0}') = 'number'
        AND jsonb_typeof(body #> '{geometry,coordinates,1}') = 'number'
        THEN onemap.as_point((body #>> '{geometry,coordinates,0}')::double precision, (body #>> '{geometry,coordinates,1}')::double precision)
    END::geometry(Point, 4326) AS place
FROM (SELECT DISTINCT ON (object) *, onemap.as_json(payload) AS body FROM onemap.entry
      WHERE kind IN ('register.put', 'register.removed')
      ORDER BY object, at DESC, node, seq DESC) AS newest
WHERE kind = 'register.put';

CREATE VIEW onemap.enterprises AS
SELECT id, name, town, properties ->> 'branch' AS branch, properties -> 'tenants' AS tenants, properties -> 'substances' AS substances,
    onemap.as_number(properties, 'majorHazard')::bigint AS major_hazard,
    onemap.as_number(properties, 'tanks')::bigint AS tanks,
    onemap.as_number(properties, 'dayPersons')::bigint AS day_persons,
    onemap.as_number(properties, 'nightPersons')::bigint AS night_persons,
    properties -> 'tags' AS tags, properties ->> 'evacuationList' AS evacuation_list, entered_at, place
FROM onemap.register_rows
WHERE register = 'enterprises';
COMMENT ON VIEW onemap.enterprises IS '重点企业';

CREATE VIEW onemap.supplies AS
SELECT id, name, town, properties ->> 'store' AS store, properties ->> 'item' AS item, onemap.as_number(properties, 'amount') AS amount,
    properties ->> 'unit' AS unit, properties ->> 'stage' AS stage, properties ->> 'expiry' AS expiry, entered_at, place
FROM onemap.register_rows
WHERE register = 'supplies';
COMMENT ON VIEW onemap.supplies IS '应急物资 in their stores';

CREATE VIEW onemap.screens AS
SELECT id, name, town, properties ->> 'carrier' AS carrier, properties ->> 'controller' AS controller, entered_at, place
FROM onemap.register_rows
WHERE register = 'screens';
COMMENT ON VIEW onemap.screens IS '公共宣传屏';

CREATE VIEW onemap.cameras AS
SELECT id, name, town, properties ->> 'sees' AS sees, entered_at, place
FROM onemap.register_rows
WHERE register = 'cameras';
COMMENT ON VIEW onemap.cameras IS '视频点位';

CREATE VIEW onemap.stations AS
SELECT id, name, town, properties -> 'properties' AS measures, onemap.as_number(properties, 'warningLevel') AS warning_level,
    onemap.as_number(properties, 'guaranteeLevel') AS guarantee_level, entered_at, place
FROM onemap.register_rows
WHERE register = 'stations';
COMMENT ON VIEW onemap.stations IS '监测站 with warning level 警戒 and guarantee level 保证';
