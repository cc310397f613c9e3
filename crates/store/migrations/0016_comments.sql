-- What the newsroom says to itself about a story, in threads: a thread has the number of its first comment. No part of the
-- story: no revision, no entry of the journal, no partner has it.
CREATE TABLE comments (
    id {int} NOT NULL PRIMARY KEY,
    story {int} NOT NULL REFERENCES stories (id),
    thread {int} NOT NULL,
    account {int} NOT NULL,
    at {int} NOT NULL,
    text TEXT NOT NULL,
    -- Of the first: which words it is about, as the shared document finds them again, and as they stood then.
    place TEXT NOT NULL,
    quote TEXT NOT NULL,
    resolved_by {int},
    resolved_at {int}
) {strict};
CREATE INDEX comments_story ON comments (story, at, id);
CREATE INDEX comments_open ON comments (story) WHERE resolved_at IS NULL AND thread = id;

-- Who is named in a comment, and when they looked at it.
CREATE TABLE mentions (
    comment {int} NOT NULL REFERENCES comments (id),
    account {int} NOT NULL,
    seen {int},
    PRIMARY KEY (comment, account)
) {strict};
CREATE INDEX mentions_open ON mentions (account) WHERE seen IS NULL;
