-- Instants are whole UTC seconds since 1970-01-01; numbers of persons are at most 10,000,000,000; NULL is "not known".
-- `payload` is the whole object as JSON and loses nothing; the other columns are what is filtered, sorted and listed.

CREATE TABLE change_counter (
    number BIGINT NOT NULL
);

INSERT INTO change_counter (number) VALUES (0);

CREATE TABLE report (
    id TEXT PRIMARY KEY,
    source_name TEXT,
    title TEXT NOT NULL,
    published BIGINT,
    payload TEXT NOT NULL
);

CREATE INDEX report_by_source ON report (source_name);

CREATE TABLE incident (
    id TEXT PRIMARY KEY,
    type_code TEXT NOT NULL,
    type_group TEXT NOT NULL,
    sub_type TEXT NOT NULL,
    status TEXT NOT NULL,
    starts BIGINT,
    ends BIGINT,
    time_precision TEXT,
    killed_low BIGINT,
    killed_high BIGINT,
    injured_low BIGINT,
    injured_high BIGINT,
    drawn_places INTEGER NOT NULL,
    confidence DOUBLE PRECISION NOT NULL,
    review TEXT NOT NULL,
    maker TEXT NOT NULL,
    search_text TEXT NOT NULL,
    payload TEXT NOT NULL
);

CREATE INDEX incident_by_type ON incident (type_group, type_code);

CREATE INDEX incident_by_time ON incident (ends, starts);

CREATE TABLE incident_place (
    incident_id TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    place_id TEXT NOT NULL,
    name TEXT NOT NULL,
    latitude DOUBLE PRECISION NOT NULL,
    longitude DOUBLE PRECISION NOT NULL,
    kind TEXT NOT NULL,
    country_code TEXT,
    admin1_id TEXT,
    admin1 TEXT,
    radius_km DOUBLE PRECISION NOT NULL,
    confidence DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (incident_id, ordinal)
);

CREATE INDEX incident_place_by_country ON incident_place (country_code);

CREATE INDEX incident_place_by_admin1 ON incident_place (admin1_id);

CREATE TABLE incident_report (
    incident_id TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    report_id TEXT NOT NULL REFERENCES report (id),
    PRIMARY KEY (incident_id, report_id)
);

CREATE INDEX incident_report_by_report ON incident_report (report_id);
