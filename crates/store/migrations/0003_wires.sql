-- What a newsroom knows about its wires beside the items themselves, which are never changed.

-- One row an item: narrow, so that lists and searches walk these and not the items.
CREATE TABLE arrivals (
    item {int} NOT NULL PRIMARY KEY REFERENCES items (id),
    seq {int} NOT NULL UNIQUE,
    received {int} NOT NULL,
    source TEXT NOT NULL,
    -- The lowest `seq` of those that the standards' identifiers link to it, and of those that say nearly the same.
    family {int} NOT NULL,
    cluster {int} NOT NULL,
    -- Whether no newer version of its family is there.
    newest {int} NOT NULL,
    -- When its sender made this version, and the number it gave it.
    stamp {int} NOT NULL,
    version {int} NOT NULL,
    -- new, read, taken, ignored: the newsroom's, not one reader's.
    state TEXT NOT NULL,
    state_by {int},
    state_at {int},
    desk TEXT NOT NULL,
    urgency {int} NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    language TEXT NOT NULL,
    provider TEXT NOT NULL,
    alert {int} NOT NULL,
    words TEXT NOT NULL,
    -- What its words are compared by.
    sketch TEXT NOT NULL
) {strict};
CREATE INDEX arrivals_newest ON arrivals (newest, seq);
CREATE INDEX arrivals_state ON arrivals (state, newest, seq);
CREATE INDEX arrivals_source ON arrivals (source, newest, seq);
CREATE INDEX arrivals_desk ON arrivals (desk, newest, seq);
CREATE INDEX arrivals_family ON arrivals (family, seq);
CREATE INDEX arrivals_cluster ON arrivals (cluster, seq);

INSERT INTO arrivals (item, seq, received, source, family, cluster, newest, stamp, version, state, state_by, state_at, desk, urgency,
    kind, status, language, provider, alert, words, sketch)
SELECT id, seq, received, source, seq, seq, 1, received, 0, CASE WHEN taken = 1 THEN 'taken' ELSE 'new' END, taken_by, taken_at, '', 5,
    'text', 'usable', '', source, 0, words, '' FROM items;

-- Names that an item has or speaks of: whoever shares one is of its family, whatever came first.
CREATE TABLE item_keys (
    key TEXT NOT NULL,
    seq {int} NOT NULL,
    PRIMARY KEY (key, seq)
) {strict};
INSERT INTO item_keys (key, seq) SELECT guid, seq FROM items WHERE guid <> '';

-- Which items a story is built from.
CREATE TABLE story_items (
    story {int} NOT NULL REFERENCES stories (id),
    item {int} NOT NULL REFERENCES items (id),
    account {int} NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (story, item)
) {strict};
CREATE INDEX story_items_item ON story_items (item);
INSERT INTO story_items (story, item, account, at) SELECT id, from_item, created_by, created FROM stories WHERE from_item IS NOT NULL;

-- What happened on the wire to an item that a story is built from, until somebody decides.
CREATE TABLE wire_alerts (
    story {int} NOT NULL REFERENCES stories (id),
    item {int} NOT NULL REFERENCES items (id),
    change TEXT NOT NULL,
    at {int} NOT NULL,
    decision TEXT,
    reason TEXT,
    decided_by {int},
    decided_at {int},
    PRIMARY KEY (story, item)
) {strict};
CREATE INDEX wire_alerts_open ON wire_alerts (at, story) WHERE decided_at IS NULL;

-- Where items come from: how, when and what to do with them.
CREATE TABLE sources (
    id {int} NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    enabled {int} NOT NULL,
    config TEXT NOT NULL,
    -- What the last visit learnt: validators, place, failures.
    progress TEXT NOT NULL,
    next_visit {int},
    last_item {int},
    token_hash TEXT UNIQUE,
    changed {int} NOT NULL
) {strict};
CREATE INDEX sources_due ON sources (next_visit) WHERE next_visit IS NOT NULL;

-- Deliveries that could not be read, or not all of them: kept to be read again after a fix.
CREATE TABLE dead_letters (
    id {int} NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    raw TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    problems TEXT NOT NULL,
    at {int} NOT NULL,
    settled {int}
) {strict};
CREATE INDEX dead_letters_open ON dead_letters (at) WHERE settled IS NULL;
CREATE UNIQUE INDEX dead_letters_raw ON dead_letters (source, raw);

-- Questions to the wire that a newsroom asks every day.
CREATE TABLE presets (
    id {int} NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    position {int} NOT NULL,
    query TEXT NOT NULL
) {strict};

-- What was brought in from another system, by its identifier there.
CREATE TABLE imported (
    origin TEXT NOT NULL,
    guid TEXT NOT NULL,
    -- None for what became no story: a picture of the library.
    story {int} REFERENCES stories (id),
    hash TEXT NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (origin, guid)
) {strict};

-- Addresses at which readers know a story from before it came here.
CREATE TABLE former_addresses (
    path TEXT NOT NULL PRIMARY KEY,
    story {int} NOT NULL REFERENCES stories (id)
) {strict};
CREATE INDEX former_addresses_story ON former_addresses (story);

-- Who is sent what goes live, and how far they have come in the journal.
CREATE TABLE partners (
    id {int} NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    enabled {int} NOT NULL,
    config TEXT NOT NULL,
    token_hash TEXT UNIQUE,
    cursor {int} NOT NULL,
    changed {int} NOT NULL
) {strict};

CREATE TABLE receipts (
    partner {int} NOT NULL REFERENCES partners (id),
    seq {int} NOT NULL,
    attempts {int} NOT NULL,
    next_attempt {int},
    done {int},
    answer TEXT NOT NULL,
    PRIMARY KEY (partner, seq)
) {strict};
CREATE INDEX receipts_due ON receipts (next_attempt) WHERE next_attempt IS NOT NULL;
