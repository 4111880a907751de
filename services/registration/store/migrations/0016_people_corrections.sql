-- additive: a new table with its index, columns that have a default. An older build beside this writes rows without
-- them, takes a last day as it stands, and lets a name go without its former ones: they are told to nobody then, and
-- the doctor names them.

-- How much was put right about somebody, and who said last what they are called and work as: 1 a list, 2 by hand.
ALTER TABLE people ADD COLUMN corrections BIGINT NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN corrected_by BIGINT NOT NULL DEFAULT 0;
-- Likewise, who said their last day last.
ALTER TABLE roster ADD COLUMN until_corrected_by BIGINT NOT NULL DEFAULT 0;

-- What was there before each correction, who changed it, when and why. Former names and reasons are handled like names,
-- and go with them.
CREATE TABLE people_corrections (
  person_id         TEXT   NOT NULL,
  number            BIGINT NOT NULL,  -- of theirs, from 1
  organisation_id   TEXT   NOT NULL,  -- through which it was made
  corrected_by      TEXT   NOT NULL,
  corrected_at      BIGINT NOT NULL,
  list              TEXT   NOT NULL,  -- empty: by hand
  reason            TEXT   NOT NULL,
  former_name       TEXT   NOT NULL,  -- empty: not changed
  former_occupation BIGINT NOT NULL,  -- 0: not changed
  from_date         TEXT   NOT NULL,  -- of the membership that it is about; empty: of the person
  former_until_date TEXT   NOT NULL,
  PRIMARY KEY (person_id, number)
) WITHOUT ROWID;
CREATE INDEX people_corrections_by_organisation ON people_corrections (organisation_id, person_id, number);
