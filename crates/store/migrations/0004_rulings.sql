-- What a newsroom decided about its desk checks: every version of each text, the newest counts.
CREATE TABLE rulings (
    name TEXT NOT NULL,
    version {int} NOT NULL CHECK (version > 0),
    account {int} NOT NULL,
    at {int} NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (name, version)
) {strict};

-- only sqlite
CREATE TRIGGER rulings_keep BEFORE UPDATE ON rulings BEGIN SELECT RAISE(ABORT, 'rulings are never changed'); END;
CREATE TRIGGER rulings_stay BEFORE DELETE ON rulings BEGIN SELECT RAISE(ABORT, 'rulings are never removed'); END;
-- only postgres
CREATE TRIGGER rulings_keep BEFORE UPDATE OR DELETE ON rulings FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rulings_stay BEFORE TRUNCATE ON rulings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- both
