-- What reports were taken out of, byte for byte: packed by zlib, once for each content, under its SHA-256. It goes with
-- the last report that was taken out of it.

CREATE TABLE original (
    digest TEXT PRIMARY KEY,
    size_bytes BIGINT NOT NULL,
    packed BYTEA NOT NULL
);

CREATE TABLE report_original (
    report_id TEXT PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
    digest TEXT NOT NULL REFERENCES original (digest),
    media_type TEXT NOT NULL
);

CREATE INDEX report_original_by_digest ON report_original (digest);
