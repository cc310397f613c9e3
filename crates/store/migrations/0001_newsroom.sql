-- {int}, {serial} and {strict} are written as each database wants them; `-- only …` up to `-- both` is for one of them.
-- Times are milliseconds since 1970 in UTC. `words` is the text that a search looks through, in lower case.

CREATE TABLE accounts (
    id {int} NOT NULL PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    language TEXT NOT NULL,
    created {int} NOT NULL,
    disabled {int} NOT NULL
) {strict};

CREATE TABLE sessions (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account {int} NOT NULL REFERENCES accounts (id),
    csrf TEXT NOT NULL,
    created {int} NOT NULL,
    expires {int} NOT NULL
) {strict};
CREATE INDEX sessions_account ON sessions (account);
CREATE INDEX sessions_expires ON sessions (expires);

CREATE TABLE items (
    id {int} NOT NULL PRIMARY KEY,
    received {int} NOT NULL,
    seq {int} NOT NULL UNIQUE,
    raw TEXT NOT NULL,
    source TEXT NOT NULL,
    -- BLAKE3 of source and item: the same item again is not a new one.
    identity TEXT NOT NULL UNIQUE,
    guid TEXT NOT NULL,
    item TEXT NOT NULL,
    problems TEXT NOT NULL,
    words TEXT NOT NULL,
    taken {int} NOT NULL,
    taken_story {int},
    taken_by {int},
    taken_at {int}
) {strict};
CREATE INDEX items_taken ON items (taken, seq);
CREATE INDEX items_source ON items (source, taken, seq);
CREATE INDEX items_guid ON items (guid, seq);

CREATE TABLE stories (
    id {int} NOT NULL PRIMARY KEY,
    edition TEXT NOT NULL,
    state TEXT NOT NULL,
    scheduled {int},
    reason TEXT,
    embargo {int},
    -- When it goes out by itself: the later of schedule and embargo.
    due {int},
    head {int} NOT NULL,
    live {int},
    path TEXT UNIQUE,
    first_published {int},
    updated {int},
    corrections TEXT NOT NULL,
    created {int} NOT NULL,
    changed {int} NOT NULL,
    created_by {int} NOT NULL,
    from_item {int} REFERENCES items (id),
    headline TEXT NOT NULL,
    slugline TEXT NOT NULL,
    section TEXT NOT NULL,
    urgency {int} NOT NULL,
    language TEXT NOT NULL,
    words TEXT NOT NULL
) {strict};
CREATE INDEX stories_state ON stories (state, changed, id);
CREATE INDEX stories_edition ON stories (edition, state, changed, id);
CREATE INDEX stories_section ON stories (edition, section, state, changed, id);
CREATE INDEX stories_due ON stories (due) WHERE due IS NOT NULL;
CREATE INDEX stories_item ON stories (from_item) WHERE from_item IS NOT NULL;

CREATE TABLE revisions (
    story {int} NOT NULL REFERENCES stories (id),
    number {int} NOT NULL CHECK (number > 0),
    base {int},
    author {int} NOT NULL,
    at {int} NOT NULL,
    note TEXT NOT NULL,
    beside {int} NOT NULL,
    headline TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (story, number)
) {strict};

CREATE TABLE acknowledgements (
    story {int} NOT NULL REFERENCES stories (id),
    fingerprint TEXT NOT NULL,
    rule TEXT NOT NULL,
    account {int} NOT NULL,
    at {int} NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (story, fingerprint)
) {strict};

CREATE TABLE assets (
    id {int} NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL,
    asset TEXT NOT NULL
) {strict};
CREATE INDEX assets_hash ON assets (hash, id);

CREATE TABLE journal (
    seq {int} NOT NULL PRIMARY KEY CHECK (seq > 0),
    at {int} NOT NULL,
    story {int} NOT NULL,
    change TEXT NOT NULL,
    -- Whole: what readers may see is here and nowhere else.
    entry TEXT NOT NULL
) {strict};

CREATE TABLE audit (
    seq {serial},
    at {int} NOT NULL,
    account {int} NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
) {strict};
CREATE INDEX audit_account ON audit (account, seq);
CREATE INDEX audit_subject ON audit (subject, seq);

-- The row `journal` is what makes the journal gapless: whoever counts it up holds it until the end of the transaction.
CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    value {int} NOT NULL
) {strict};

-- only sqlite
CREATE TRIGGER revisions_keep BEFORE UPDATE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions are never changed'); END;
CREATE TRIGGER revisions_stay BEFORE DELETE ON revisions BEGIN SELECT RAISE(ABORT, 'revisions are never removed'); END;
CREATE TRIGGER journal_keep BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journal_stay BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never shortened'); END;
CREATE TRIGGER audit_keep BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;
CREATE TRIGGER audit_stay BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is never shortened'); END;
CREATE TRIGGER items_keep BEFORE UPDATE OF id, received, seq, raw, source, identity, guid, item, problems, words ON items
BEGIN SELECT RAISE(ABORT, 'items are never changed'); END;
CREATE TRIGGER items_stay BEFORE DELETE ON items BEGIN SELECT RAISE(ABORT, 'items are never removed'); END;
-- only postgres
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is never changed (%)', TG_TABLE_NAME, TG_OP; END $$;
CREATE TRIGGER revisions_keep BEFORE UPDATE OR DELETE ON revisions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER revisions_stay BEFORE TRUNCATE ON revisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_keep BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_stay BEFORE TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_keep BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_stay BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER items_keep BEFORE UPDATE OF id, received, seq, raw, source, identity, guid, item, problems, words ON items
FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER items_stay BEFORE DELETE ON items FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER items_whole BEFORE TRUNCATE ON items FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- both
