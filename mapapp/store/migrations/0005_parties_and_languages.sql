-- What is asked of an incident's parties and of a report's language, beside the payload that holds them whole. What is
-- kept already is filled in by mapapp/store/fill.py.

ALTER TABLE report ADD COLUMN language TEXT;

CREATE TABLE incident_party (
    incident_id TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    PRIMARY KEY (incident_id, name)
);

CREATE INDEX incident_party_by_name ON incident_party (name);
