-- additive: new tables, an index that refuses no row. They are filled from events that this version's registration
-- tells first, and consumers are replaced before it.

-- Ids of which somebody has said that they are one person's: each with the one that is kept. Facts stay under the ids
-- that they were told with.
CREATE TABLE merged_people (
  person_id  TEXT   NOT NULL PRIMARY KEY,
  kept_id    TEXT   NOT NULL,  -- empty: it stands for itself
  change     BIGINT NOT NULL,  -- by which that was said: the highest stands; 0: only that others are merged into it
  told_at_us BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX merged_people_by_kept ON merged_people (kept_id);

-- The same of organisations.
CREATE TABLE merged_organisations (
  organisation_id TEXT   NOT NULL PRIMARY KEY,
  kept_id         TEXT   NOT NULL,
  change          BIGINT NOT NULL,
  told_at_us      BIGINT NOT NULL
) WITHOUT ROWID;

-- Pairs of which somebody has said that they are two, the smaller id first.
CREATE TABLE organisations_apart (
  first_id  TEXT NOT NULL,
  second_id TEXT NOT NULL,
  PRIMARY KEY (first_id, second_id)
) WITHOUT ROWID;

-- To which sessions somebody came.
CREATE INDEX attendances_by_person ON attendances (person_id, session_id);
