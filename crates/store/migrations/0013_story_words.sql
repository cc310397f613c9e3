-- The words of a story are all of its text, folded as searches compare it: small letters, no accents, one form of each
-- Arabic letter. `words_of` is the revision that they were taken from; 0 is none yet.
ALTER TABLE stories ADD COLUMN words_of {int} NOT NULL DEFAULT 0;
CREATE INDEX stories_words_behind ON stories (id) WHERE words_of <> head;
