-- additive: a new table and a column that has a default, both filled from events that this version's scheduling and
-- registration tell first, and consumers are replaced before them.

-- 1: the session is not held, and whoever came to it counts nowhere.
ALTER TABLE sessions ADD COLUMN cancelled BIGINT NOT NULL DEFAULT 0;

-- What things were called before their present name, and until when.
CREATE TABLE former_names (
  subject  TEXT   NOT NULL,  -- as in names
  id       TEXT   NOT NULL,
  text     TEXT   NOT NULL,  -- JSON: language tag to text
  until_us BIGINT NOT NULL,
  PRIMARY KEY (subject, id)
) WITHOUT ROWID;
