-- The address by which an identity provider knows somebody; empty is none.
ALTER TABLE accounts ADD COLUMN email TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX accounts_email ON accounts (email) WHERE email <> '';
