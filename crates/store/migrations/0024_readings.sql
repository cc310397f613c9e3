-- How often readers were given each version of a story, all nodes together. It refers to no story: one row that is
-- refused would hold up all that are written with it.
CREATE TABLE readings (
    story {int} NOT NULL,
    revision {int} NOT NULL,
    times {int} NOT NULL,
    PRIMARY KEY (story, revision)
) {strict};
