-- Who works on a story (0: nobody), until when it is wanted, and what lists tell of it: how many words it has, and what
-- the checks find in `tally_of`, the revision that they last looked at for lists; 0 is none yet.
ALTER TABLE stories ADD COLUMN assignee {int} NOT NULL DEFAULT 0;
ALTER TABLE stories ADD COLUMN deadline {int};
ALTER TABLE stories ADD COLUMN length {int} NOT NULL DEFAULT 0;
ALTER TABLE stories ADD COLUMN errors {int} NOT NULL DEFAULT 0;
ALTER TABLE stories ADD COLUMN warnings {int} NOT NULL DEFAULT 0;
ALTER TABLE stories ADD COLUMN remarks {int} NOT NULL DEFAULT 0;
ALTER TABLE stories ADD COLUMN tally_of {int} NOT NULL DEFAULT 0;
-- Those who began what is still in the works go on with it; its words are counted at the next start.
UPDATE stories SET assignee = created_by, words_of = 0 WHERE state IN ('draft', 'in-desk', 'scheduled');
CREATE INDEX stories_assignee ON stories (assignee, state, changed, id);
CREATE INDEX stories_tally_behind ON stories (id) WHERE tally_of <> head AND state IN ('draft', 'in-desk', 'scheduled');

-- Questions that are asked every day, to the wire or to the stories: the whole newsroom's (0) or one person's.
CREATE TABLE presets_before AS SELECT id, name, position, query FROM presets;
DROP TABLE presets;
CREATE TABLE presets (
    id {int} NOT NULL PRIMARY KEY,
    list TEXT NOT NULL,
    account {int} NOT NULL,
    name TEXT NOT NULL,
    position {int} NOT NULL,
    query TEXT NOT NULL,
    UNIQUE (list, account, name)
) {strict};
INSERT INTO presets (id, list, account, name, position, query) SELECT id, 'wires', 0, name, position, query FROM presets_before;
DROP TABLE presets_before;
