-- An account is an incident as one report tells it. An incident told once is its own account. Where several accounts are
-- merged, `incident` holds what was made of them, under the id of the first, and `account` holds them whole.

CREATE TABLE account (
    id TEXT PRIMARY KEY,
    incident_id TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    payload TEXT NOT NULL
);

CREATE INDEX account_by_incident ON account (incident_id);

-- Where and when an account may meet others: two meet where they share a key, at least one of them at home there, and
-- their windows (UTC seconds) overlap.

CREATE TABLE account_block (
    account_id TEXT NOT NULL,
    block_key BIGINT NOT NULL,
    home INTEGER NOT NULL,
    starts BIGINT NOT NULL,
    ends BIGINT NOT NULL,
    PRIMARY KEY (account_id, block_key)
);

CREATE INDEX account_block_by_key ON account_block (block_key, ends);

-- What is like enough to be merged (sure = 1) or suggested. It can be made again from the accounts.

CREATE TABLE likeness (
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    sure INTEGER NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (a, b)
);

CREATE INDEX likeness_by_b ON likeness (b);

CREATE INDEX likeness_by_score ON likeness (score);

-- The log. What people decided cannot be made again; it outlives the reports that it speaks of.

CREATE TABLE decision (
    number BIGINT PRIMARY KEY,
    instant BIGINT NOT NULL,
    verdict TEXT NOT NULL,
    decider TEXT NOT NULL,
    reason TEXT NOT NULL,
    undone BIGINT
);

CREATE TABLE decision_pair (
    number BIGINT NOT NULL REFERENCES decision (number),
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    PRIMARY KEY (number, a, b)
);

CREATE INDEX decision_pair_by_a ON decision_pair (a);

CREATE INDEX decision_pair_by_b ON decision_pair (b);

-- Under which rules the accounts were compared; empty: some were not.

CREATE TABLE merging (
    signature TEXT NOT NULL
);

INSERT INTO merging (signature) VALUES ('');
