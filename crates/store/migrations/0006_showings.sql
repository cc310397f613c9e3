-- What the desk checks showed to somebody, and what became of it when the story went out.
CREATE TABLE showings (
    story {int} NOT NULL REFERENCES stories (id),
    fingerprint TEXT NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('info', 'warn', 'error')),
    edition TEXT NOT NULL,
    section TEXT NOT NULL,
    at {int} NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('open', 'fixed', 'acknowledged', 'ignored')),
    PRIMARY KEY (story, fingerprint)
) {strict};
CREATE INDEX showings_at ON showings (at);
