-- What became of one story: whoever had it is told, whatever it became.
CREATE INDEX journal_story ON journal (story, seq);
-- A partner has one entry to be sent at a time, the one behind its cursor: nobody asks what is due.
DROP INDEX receipts_due;
