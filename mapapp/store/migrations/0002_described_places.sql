-- 1: point and radius are those of a circle that words describe ("30 km east of Aleppo"), and `name` holds these words.
-- 0: they are the place's own.

ALTER TABLE incident_place ADD COLUMN described INTEGER NOT NULL DEFAULT 0;
