-- A story is one text that several reports carry, on other sites or edited later. What finds it: the report's canonical
-- address, a digest of the same report sent again, and MinHash bands of its words (eight bytes each, big-endian).

CREATE TABLE text_print (
    report_id TEXT PRIMARY KEY REFERENCES report (id) ON DELETE CASCADE,
    again TEXT NOT NULL,
    address TEXT,
    published BIGINT,
    collected BIGINT,
    bands BYTEA NOT NULL
);

CREATE INDEX text_print_by_again ON text_print (again);

CREATE INDEX text_print_by_address ON text_print (address);

-- Two texts that are much alike share at least one band. `day` is that of publication, in days since 1970; -1: not known.

CREATE TABLE text_band (
    band BIGINT NOT NULL,
    day INTEGER NOT NULL,
    report_id TEXT NOT NULL,
    PRIMARY KEY (band, day, report_id)
);

-- What ties two reports, surely (1) or perhaps (0). It can be made again from the reports.

CREATE TABLE story_tie (
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    bond TEXT NOT NULL,
    share DOUBLE PRECISION NOT NULL,
    resemblance DOUBLE PRECISION NOT NULL,
    sure INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (a, b)
);

CREATE INDEX story_tie_by_b ON story_tie (b);

-- The reports of stories that more than one report carries. A story has the id of its first report.

CREATE TABLE story_member (
    report_id TEXT PRIMARY KEY,
    story_id TEXT NOT NULL,
    article TEXT NOT NULL,
    version INTEGER NOT NULL,
    versions INTEGER NOT NULL,
    superseded INTEGER NOT NULL
);

CREATE INDEX story_member_by_story ON story_member (story_id);

-- Accounts of a story that tell one event from the same stretch of text have the same telling: the id of the first.

CREATE TABLE telling (
    account_id TEXT PRIMARY KEY,
    telling_id TEXT NOT NULL,
    story_id TEXT NOT NULL,
    superseded INTEGER NOT NULL
);

CREATE INDEX telling_by_telling ON telling (telling_id);

CREATE INDEX telling_by_story ON telling (story_id);

-- A decision is of accounts ("event") or of reports ("story").

ALTER TABLE decision ADD COLUMN subject TEXT NOT NULL DEFAULT 'event';

-- Under which rules the reports were compared; empty: some were not.

CREATE TABLE story_rules (
    signature TEXT NOT NULL
);

INSERT INTO story_rules (signature) VALUES ('');
