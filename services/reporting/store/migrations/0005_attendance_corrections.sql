-- additive: a column with a default, a new table. Both are filled from events and a field that this version's
-- registration tells first, and consumers are replaced before it.

-- How often an attendance was taken back or given again: of an odd number it is taken back, and counts nowhere.
ALTER TABLE attendances ADD COLUMN change BIGINT NOT NULL DEFAULT 0;

-- How many came to a session with an organisation, besides those who are known by name.
CREATE TABLE unnamed_counts (
  session_id      TEXT   NOT NULL,
  organisation_id TEXT   NOT NULL,
  person_count    BIGINT NOT NULL,  -- 0: none any more
  change          BIGINT NOT NULL,  -- the how manyeth count it is: the highest stands
  PRIMARY KEY (session_id, organisation_id)
) WITHOUT ROWID;
