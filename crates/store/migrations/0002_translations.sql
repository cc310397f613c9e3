-- A story and its translations share one number: that of the first of them.
ALTER TABLE stories ADD COLUMN translation {int};
CREATE INDEX stories_translation ON stories (translation) WHERE translation IS NOT NULL;
