-- Each revision, and each journal entry about a story, is sealed with all that stands before it in that story: `link` is its
-- place, from 1, and `seal` what is computed of it and of the seal before. `stories` keeps the last of both; no number there
-- means that an earlier version wrote the story, and that it is still to be sealed.
ALTER TABLE revisions ADD COLUMN link {int};
ALTER TABLE revisions ADD COLUMN seal TEXT;
ALTER TABLE journal ADD COLUMN link {int};
ALTER TABLE journal ADD COLUMN seal TEXT;
ALTER TABLE stories ADD COLUMN links {int};
ALTER TABLE stories ADD COLUMN seal TEXT;
CREATE INDEX stories_unsealed ON stories (id) WHERE links IS NULL;

-- The seals of what was written before there were any: those rows are never changed. `kind` is 0 for a revision (`number` is
-- its own), 1 for an entry (`number` is that of the journal).
CREATE TABLE seals (
    story {int} NOT NULL REFERENCES stories (id),
    kind {int} NOT NULL,
    number {int} NOT NULL,
    link {int} NOT NULL,
    seal TEXT NOT NULL,
    PRIMARY KEY (story, kind, number)
) {strict};
-- only sqlite
CREATE TRIGGER seals_keep BEFORE UPDATE ON seals BEGIN SELECT RAISE(ABORT, 'seals are never changed'); END;
CREATE TRIGGER seals_stay BEFORE DELETE ON seals BEGIN SELECT RAISE(ABORT, 'seals are never removed'); END;
-- only postgres
CREATE TRIGGER seals_keep BEFORE UPDATE OR DELETE ON seals FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seals_stay BEFORE TRUNCATE ON seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- both
