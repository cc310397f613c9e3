-- Where a role counts: editions (`fr`) and sections (`fr/region`), a space between; empty is everywhere.
ALTER TABLE accounts ADD COLUMN reach TEXT NOT NULL DEFAULT '';
ALTER TABLE invitations ADD COLUMN reach TEXT NOT NULL DEFAULT '';
