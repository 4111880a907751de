-- additive: a new table, columns that may be null, an index that refuses no row. What an older build beside it records
-- is null there, as what was recorded before is.

-- What lists of their own, such as a programme's folder, call people: their ids are random, so this alone tells who has
-- which. A key may say who somebody is, so it is handled like a name.
CREATE TABLE person_keys (
  list      TEXT NOT NULL,
  key       TEXT NOT NULL,
  person_id TEXT NOT NULL,
  region_id TEXT NOT NULL,  -- whose coordinator brought it in; empty: an administrator
  PRIMARY KEY (list, key)
) WITHOUT ROWID;
CREATE INDEX person_keys_by_person ON person_keys (person_id);

-- Whether an id may be one that derives from a key, as loads of older builds made them: null where an older build wrote
-- the row, else 0. Only those are found by it, so nobody gets a key's person by putting somebody under the derived id.
ALTER TABLE people ADD COLUMN derivable BIGINT;
ALTER TABLE attendances ADD COLUMN derivable BIGINT;
CREATE INDEX attendances_derivable ON attendances (person_id) WHERE derivable IS NULL;
