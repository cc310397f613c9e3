-- What is going to happen and who covers it. `event` is the newest version, whole; beside it what lists ask for.
CREATE TABLE events (
    id {int} NOT NULL PRIMARY KEY,
    version {int} NOT NULL CHECK (version > 0),
    account {int} NOT NULL,
    at {int} NOT NULL,
    -- The item of the wire that it was last read from.
    item {int} REFERENCES items (id),
    starts {int} NOT NULL,
    ends {int} NOT NULL,
    edition TEXT NOT NULL,
    section TEXT NOT NULL,
    -- Whether the wire changed it and nobody has looked at that yet.
    news {int} NOT NULL,
    words TEXT NOT NULL,
    event TEXT NOT NULL
) {strict};
CREATE INDEX events_ends ON events (ends, starts, version, at);
CREATE INDEX events_item ON events (item) WHERE item IS NOT NULL;
CREATE INDEX events_news ON events (starts) WHERE news = 1;

-- Every version that there ever was: what undoing and telling differences need.
CREATE TABLE event_versions (
    event {int} NOT NULL REFERENCES events (id),
    version {int} NOT NULL,
    account {int} NOT NULL,
    at {int} NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (event, version)
) {strict};

-- The coverages of the newest versions, so that people and stories find theirs.
CREATE TABLE coverages (
    event {int} NOT NULL REFERENCES events (id),
    number {int} NOT NULL,
    account {int},
    state TEXT NOT NULL,
    deadline {int},
    -- No reference: whoever writes here must not wait for those who publish the story.
    story {int},
    PRIMARY KEY (event, number)
) {strict};
CREATE INDEX coverages_account ON coverages (account, state, deadline) WHERE account IS NOT NULL;
CREATE INDEX coverages_story ON coverages (story) WHERE story IS NOT NULL;
