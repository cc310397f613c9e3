-- Tokens of the API: a program acts with one in the name of the person who made it.
CREATE TABLE tokens (
    id {int} NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    account {int} NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    -- Names of scopes, a space between them.
    scopes TEXT NOT NULL,
    created {int} NOT NULL,
    expires {int},
    -- Where and when it was last used.
    used {int},
    address TEXT NOT NULL
) {strict};
CREATE INDEX tokens_account ON tokens (account);

-- What was asked under a key of the asker's (the header Idempotency-Key), and what was answered.
CREATE TABLE answers (
    token {int} NOT NULL,
    asker_key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    -- Who works on it. Whoever takes over writes another number here, and the first can commit nothing more.
    runner {int} NOT NULL,
    begun {int} NOT NULL,
    -- 1 from the commit of the first thing that was done.
    done {int} NOT NULL,
    -- Once it is known.
    status {int},
    body TEXT,
    PRIMARY KEY (token, asker_key)
) {strict};
CREATE INDEX answers_begun ON answers (begun);
