-- The words of items become an index of the database's own kind: a rare word is found without reading every item.
-- Each word stands in it once, folded; the text itself stays with the item.
DROP TABLE arrival_words;
-- only sqlite
CREATE VIRTUAL TABLE arrival_words USING fts5(words, content = '', detail = none, columnsize = 0, tokenize = ascii, prefix = '1 2 3');
-- only postgres
CREATE TABLE arrival_words (
    seq {int} NOT NULL PRIMARY KEY,
    words TSVECTOR NOT NULL
);
CREATE INDEX arrival_words_by_word ON arrival_words USING gin (words);
-- both
-- All of them are read again, the newest first, while the newsroom works.
UPDATE arrivals SET has_words = 0;
