-- additive: columns that have defaults, an index that refuses no row, new tables. An older build beside this takes
-- people who were merged for two: it registers both for a session, and lets a name go whose person takes part under
-- another id.

-- Under which id somebody goes on, where this one turned out to be a second one of theirs; and how many ids were merged
-- into this one. One of both is empty: whoever was merged away stands for nobody.
ALTER TABLE people ADD COLUMN merged_into TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN merged_count BIGINT NOT NULL DEFAULT 0;
CREATE INDEX people_merged ON people (merged_into) WHERE merged_into <> '';

-- What a merge, or taking two apart, is beside the other corrections of both.
ALTER TABLE people_corrections ADD COLUMN identity BIGINT NOT NULL DEFAULT 0;  -- 0: it is none
ALTER TABLE people_corrections ADD COLUMN other_person_id TEXT NOT NULL DEFAULT '';

-- What is said of one of two goes with the other's name as well.
CREATE INDEX people_corrections_by_other ON people_corrections (other_person_id) WHERE other_person_id <> '';

-- Pairs of whom somebody has said that they are two people, the smaller id first. Why is a correction of both.
CREATE TABLE people_apart (
  first_id  TEXT NOT NULL,
  second_id TEXT NOT NULL,
  PRIMARY KEY (first_id, second_id)
) WITHOUT ROWID;

-- The same of organisations; and how often it was said of one, so that whoever hears of it knows what was said last.
ALTER TABLE organisations ADD COLUMN merged_into TEXT NOT NULL DEFAULT '';
ALTER TABLE organisations ADD COLUMN merged_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE organisations ADD COLUMN merge_changes BIGINT NOT NULL DEFAULT 0;
CREATE INDEX organisations_merged ON organisations (merged_into) WHERE merged_into <> '';

CREATE TABLE organisations_apart (
  first_id  TEXT NOT NULL,
  second_id TEXT NOT NULL,
  PRIMARY KEY (first_id, second_id)
) WITHOUT ROWID;
