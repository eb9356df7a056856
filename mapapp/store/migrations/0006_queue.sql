-- What is to be read. A job is what somebody asked for at once; an item is one piece of it, or (kind "note") something of
-- it that could not be taken in and of which there is nothing to read again.
-- `not_before` and `lease_until` are UTC seconds since 1970-01-01 with their fractions, the other instants whole ones.
-- `content` comes last, so that SQLite reaches the other columns without it; it is empty once an item is done.

CREATE TABLE job (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    sources TEXT NOT NULL,
    state TEXT NOT NULL,
    filled INTEGER NOT NULL,
    added BIGINT NOT NULL,
    created BIGINT NOT NULL,
    ended BIGINT
);

CREATE INDEX job_by_state ON job (state);

CREATE TABLE queue_item (
    job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    piece_key TEXT NOT NULL,
    ordinal BIGINT NOT NULL,
    state TEXT NOT NULL,
    size BIGINT NOT NULL,
    reports INTEGER NOT NULL,
    fresh INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    losses INTEGER NOT NULL,
    not_before DOUBLE PRECISION NOT NULL,
    lease_until DOUBLE PRECISION,
    holder TEXT,
    reason TEXT,
    part_of TEXT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    source TEXT,
    published TEXT,
    content BYTEA NOT NULL,
    PRIMARY KEY (job_id, piece_key)
);

CREATE INDEX queue_item_by_state ON queue_item (job_id, state, ordinal, size, reports, fresh);
