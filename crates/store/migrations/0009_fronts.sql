-- The front of an edition while it is made up: every version stays, the newest is the one that is worked on.
CREATE TABLE front_drafts (
    edition TEXT NOT NULL,
    version {int} NOT NULL CHECK (version > 0),
    account {int} NOT NULL,
    at {int} NOT NULL,
    front TEXT NOT NULL,
    PRIMARY KEY (edition, version)
) {strict};

-- Which version goes out by itself, and when; gone once it did.
CREATE TABLE front_schedule (
    edition TEXT NOT NULL,
    due {int} NOT NULL,
    version {int} NOT NULL,
    account {int} NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (edition, due),
    FOREIGN KEY (edition, version) REFERENCES front_drafts (edition, version)
) {strict};

-- A front is looked for among millions of stories.
CREATE INDEX journal_fronts ON journal (seq) WHERE change = 'front';

-- only sqlite
CREATE TRIGGER front_drafts_keep BEFORE UPDATE ON front_drafts BEGIN SELECT RAISE(ABORT, 'drafts of fronts are never changed'); END;
CREATE TRIGGER front_drafts_stay BEFORE DELETE ON front_drafts BEGIN SELECT RAISE(ABORT, 'drafts of fronts are never removed'); END;
-- only postgres
CREATE TRIGGER front_drafts_keep BEFORE UPDATE OR DELETE ON front_drafts FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER front_drafts_stay BEFORE TRUNCATE ON front_drafts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- both
