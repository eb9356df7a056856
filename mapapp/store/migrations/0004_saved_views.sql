-- A saved view is a link under a short name. A live one asks its query again each time. A frozen one holds what was in
-- view on that day, in lines of its own: nothing that happens to the incidents later changes them.

CREATE TABLE saved_view (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    query TEXT NOT NULL,
    place TEXT NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT,
    revoked BIGINT,
    frozen_version BIGINT,
    frozen_incidents BIGINT,
    frozen_reports BIGINT,
    frozen_digest TEXT
);

CREATE TABLE frozen_incident (
    view_id TEXT NOT NULL REFERENCES saved_view (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    incident_id TEXT NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (view_id, ordinal)
);
