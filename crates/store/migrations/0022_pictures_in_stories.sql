-- Which pictures of the library the head revision of each story shows. What an earlier version wrote is taken in with its
-- words.
CREATE TABLE story_assets (
    asset {int} NOT NULL,
    story {int} NOT NULL REFERENCES stories (id),
    PRIMARY KEY (asset, story)
) {strict};
CREATE INDEX story_assets_story ON story_assets (story);
UPDATE stories SET words_of = 0;
