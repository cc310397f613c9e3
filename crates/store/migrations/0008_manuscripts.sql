-- A draft was one person's. From here on those who write share a document; what waited in drafts is kept in the history,
-- beside the main line.
INSERT INTO revisions (story, number, base, author, at, note, beside, headline, content)
SELECT drafts.story,
    (SELECT max(revisions.number) FROM revisions WHERE revisions.story = drafts.story)
        + row_number() OVER (PARTITION BY drafts.story ORDER BY drafts.at, drafts.account),
    drafts.base, drafts.account, drafts.at, '', 1, stories.headline, drafts.content
FROM drafts JOIN stories ON stories.id = drafts.story;

DROP TABLE drafts;

-- The document that those who write in a story share: `origin` says what revision `base` says, and the changes since
-- then follow in the order of their versions. Bytes are written in base64.
CREATE TABLE manuscripts (
    story {int} NOT NULL PRIMARY KEY REFERENCES stories (id),
    base {int} NOT NULL,
    version {int} NOT NULL,
    at {int} NOT NULL,
    origin TEXT NOT NULL
) {strict};

CREATE TABLE manuscript_changes (
    story {int} NOT NULL REFERENCES stories (id),
    version {int} NOT NULL,
    account {int} NOT NULL,
    at {int} NOT NULL,
    change TEXT NOT NULL,
    PRIMARY KEY (story, version)
) {strict};
