-- Live coverage: of which story this one is an entry, and what a story that has entries says of itself beside its words
-- (JSON of `LiveCoverage`).
ALTER TABLE stories ADD COLUMN entry_of {int};
ALTER TABLE stories ADD COLUMN coverage TEXT;
CREATE INDEX stories_entry_of ON stories (entry_of, created, id) WHERE entry_of IS NOT NULL;
CREATE INDEX stories_coverage ON stories (changed, id) WHERE coverage IS NOT NULL;
