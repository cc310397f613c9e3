-- All words of an item, folded as searches compare them; apart from the arrivals, so that lists walk narrow rows.
CREATE TABLE arrival_words (
    seq {int} NOT NULL PRIMARY KEY,
    words TEXT NOT NULL
) {strict};
ALTER TABLE arrivals DROP COLUMN words;
-- 0 is none yet: an earlier version filed it.
ALTER TABLE arrivals ADD COLUMN has_words {int} NOT NULL DEFAULT 0;
CREATE INDEX arrivals_words_behind ON arrivals (seq) WHERE has_words = 0;
