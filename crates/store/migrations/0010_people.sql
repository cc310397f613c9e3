-- Sessions say where they are, and have a number to be named by. Whoever is signed in signs in once more.
DROP TABLE sessions;
CREATE TABLE sessions (
    id {int} NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    account {int} NOT NULL REFERENCES accounts (id),
    csrf TEXT NOT NULL,
    created {int} NOT NULL,
    expires {int} NOT NULL,
    -- As the browser names itself, and where and when it was last used.
    browser TEXT NOT NULL,
    address TEXT NOT NULL,
    used {int} NOT NULL
) {strict};
CREATE INDEX sessions_account ON sessions (account);
CREATE INDEX sessions_expires ON sessions (expires);

-- The application that makes an account's codes (RFC 6238).
CREATE TABLE authenticators (
    account {int} NOT NULL PRIMARY KEY REFERENCES accounts (id),
    -- Sealed with the newsroom's key.
    secret TEXT NOT NULL,
    created {int} NOT NULL,
    -- The time step of the last code that was taken: none counts twice.
    step {int} NOT NULL
) {strict};

-- For whoever lost that application: each works once, and is gone then.
CREATE TABLE recovery_codes (
    code_hash TEXT NOT NULL PRIMARY KEY,
    account {int} NOT NULL REFERENCES accounts (id)
) {strict};
CREATE INDEX recovery_codes_account ON recovery_codes (account);

CREATE TABLE passkeys (
    id {int} NOT NULL PRIMARY KEY,
    account {int} NOT NULL REFERENCES accounts (id),
    name TEXT NOT NULL,
    -- What the device calls it, in base64url.
    credential TEXT NOT NULL UNIQUE,
    algorithm {int} NOT NULL,
    public_key TEXT NOT NULL,
    -- How often it was used, as it counts itself; 0 where it does not.
    counter {int} NOT NULL,
    created {int} NOT NULL,
    used {int}
) {strict};
CREATE INDEX passkeys_account ON passkeys (account);

-- Challenges that a passkey has answered: the same answer does not count twice.
CREATE TABLE answered_challenges (
    challenge_hash TEXT NOT NULL PRIMARY KEY,
    expires {int} NOT NULL
) {strict};
CREATE INDEX answered_challenges_expires ON answered_challenges (expires);

-- Links by which somebody chooses a password: for a new account, or for one that is there.
CREATE TABLE invitations (
    id {int} NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    account {int} REFERENCES accounts (id),
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    language TEXT NOT NULL,
    invited_by {int} NOT NULL,
    created {int} NOT NULL,
    expires {int} NOT NULL
) {strict};
