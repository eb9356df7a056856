-- What a place is to its incident: scene, or of a movement its origin or its destination. What was kept before is scenes.

ALTER TABLE incident_place ADD COLUMN role TEXT NOT NULL DEFAULT 'scene';
