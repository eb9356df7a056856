-- Feeds that are asked again and again, which of their entries were seen, and when each website may be asked next: all
-- processes that share a record share the pauses too.

CREATE TABLE feed (
    url TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    source TEXT,
    every_minutes INTEGER NOT NULL,
    etag TEXT,
    modified TEXT,
    next_at BIGINT,
    failures INTEGER NOT NULL,
    last_error TEXT,
    added BIGINT NOT NULL,
    asked BIGINT
);

CREATE INDEX feed_by_next_at ON feed (next_at);

CREATE TABLE feed_entry (
    feed_url TEXT NOT NULL REFERENCES feed (url) ON DELETE CASCADE,
    entry_key TEXT NOT NULL,
    PRIMARY KEY (feed_url, entry_key)
);

CREATE TABLE host_turn (
    host TEXT PRIMARY KEY,
    next_ms BIGINT NOT NULL
);
