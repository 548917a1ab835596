-- What the nodes tell. Rows are only ever added; whoever changes one is found by its hash when a node is restored.
CREATE TABLE onemap.entry (
    node text NOT NULL,
    seq bigint NOT NULL,
    format integer NOT NULL,
    at bigint NOT NULL,
    actor text NOT NULL,
    kind text NOT NULL,
    object text NOT NULL,
    idempotency_key text,
    payload text NOT NULL,
    sealed_digest bytea,
    prev_hash bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (node, seq)
);
COMMENT ON TABLE onemap.entry IS 'the journals of all nodes 值班日志; at: nanoseconds since 1970-01-01T00:00:00Z; payload: JSON, byte for byte as it was hashed';
CREATE INDEX entry_by_kind ON onemap.entry (kind, object);

CREATE TABLE onemap.sealed (
    node text NOT NULL,
    seq bigint NOT NULL,
    salt bytea NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (node, seq)
);
COMMENT ON TABLE onemap.sealed IS 'personal parts of entries, encrypted under a key that is not in this database';

CREATE TABLE onemap.seal (
    node text NOT NULL,
    number bigint NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (node, number)
);
COMMENT ON TABLE onemap.seal IS 'signed seals 封签 over the entries of a node; each covers entries that are here';

CREATE TABLE onemap.forwarder (
    node text PRIMARY KEY,
    day date,
    n bigint NOT NULL
);
COMMENT ON TABLE onemap.forwarder IS 'how far the history of each node is here; written in the transaction that brings the rows';

-- Times are exact to the nanosecond: *_nanos is what lies below the microsecond.
CREATE TABLE onemap.position (
    day date NOT NULL,
    node text NOT NULL,
    n bigint NOT NULL,
    source text NOT NULL,
    observed_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    device_time timestamptz,
    observed_nanos smallint NOT NULL,
    received_nanos smallint NOT NULL,
    device_nanos smallint NOT NULL,
    flags integer NOT NULL,
    alarm_bits integer NOT NULL,
    altitude_metres double precision,
    speed_metres_per_second double precision,
    heading_degrees double precision,
    place geometry(Point, 4326),
    PRIMARY KEY (day, node, n)
) PARTITION BY RANGE (day);
CREATE INDEX position_by_time ON onemap.position USING brin (observed_at);
CREATE INDEX position_by_place ON onemap.position USING gist (place);

CREATE TABLE onemap.observation (
    day date NOT NULL,
    node text NOT NULL,
    n bigint NOT NULL,
    source text NOT NULL,
    observed_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    device_time timestamptz,
    observed_nanos smallint NOT NULL,
    received_nanos smallint NOT NULL,
    device_nanos smallint NOT NULL,
    flags integer NOT NULL,
    property text NOT NULL,
    unit text NOT NULL,
    value double precision,
    PRIMARY KEY (day, node, n)
) PARTITION BY RANGE (day);
CREATE INDEX observation_by_time ON onemap.observation USING brin (observed_at);
CREATE INDEX observation_by_source ON onemap.observation (source, property, observed_at);

CREATE TABLE onemap.camera_status (
    day date NOT NULL,
    node text NOT NULL,
    n bigint NOT NULL,
    source text NOT NULL,
    observed_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    device_time timestamptz,
    observed_nanos smallint NOT NULL,
    received_nanos smallint NOT NULL,
    device_nanos smallint NOT NULL,
    name text NOT NULL,
    online boolean NOT NULL,
    stream_url text,
    place geometry(Point, 4326),
    PRIMARY KEY (day, node, n)
) PARTITION BY RANGE (day);
CREATE INDEX camera_status_by_time ON onemap.camera_status USING brin (observed_at);
CREATE INDEX camera_status_by_place ON onemap.camera_status USING gist (place);

-- The newest position of each device, kept beside the others so that a map need not look through all days.
CREATE TABLE onemap.newest_position (
    source text PRIMARY KEY,
    observed_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    speed_metres_per_second double precision,
    heading_degrees double precision,
    place geometry(Point, 4326) NOT NULL
);
CREATE INDEX newest_position_by_place ON onemap.newest_position USING gist (place);

CREATE FUNCTION onemap.prepare_day(which date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['position', 'observation', 'camera_status'] LOOP
        EXECUTE format('CREATE TABLE IF NOT EXISTS onemap.%I PARTITION OF onemap.%I FOR VALUES FROM (%L) TO (%L)',
            kept || '_' || to_char(which, 'YYYYMMDD'), kept, which, which + 1);
    END LOOP;
END $$;
COMMENT ON FUNCTION onemap.prepare_day IS 'the partitions of one UTC day of receipt';
