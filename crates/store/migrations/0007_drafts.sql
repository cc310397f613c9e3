-- Words that somebody wrote and has not saved as a revision: one draft for each person in each story.
CREATE TABLE drafts (
    story {int} NOT NULL REFERENCES stories (id),
    account {int} NOT NULL,
    base {int} NOT NULL,
    version {int} NOT NULL,
    at {int} NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (story, account)
) {strict};
