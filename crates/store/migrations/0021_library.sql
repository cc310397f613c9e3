-- When a picture came into the library; 0 for those from before anybody asked.
ALTER TABLE assets ADD COLUMN added {int} NOT NULL DEFAULT 0;
CREATE INDEX assets_added ON assets (added, id);
