-- What each write has changed, so that columns in memory follow it without reading everything anew. `number` is what
-- change_counter then says; `mark` is drawn at random: another state of the record that comes to the same number has
-- another one. told = 0: the writer did not say which incidents it changed. The log is short: mapapp/store/changes.py
-- takes away what is old.

CREATE TABLE change (
    number BIGINT PRIMARY KEY,
    mark BIGINT NOT NULL,
    told INTEGER NOT NULL
);

-- Incidents that came, went, or are told, placed, reviewed or read otherwise than before.

CREATE TABLE changed_incident (
    number BIGINT NOT NULL,
    incident_id TEXT NOT NULL
);

CREATE INDEX changed_incident_by_number ON changed_incident (number);
