-- additive: columns that have a default, a new table. An older build beside it hears of no change of a session: it
-- parks that, and goes by what it knew (docs/adr/0031).

-- 1: the session is not held.
ALTER TABLE sessions ADD COLUMN cancelled BIGINT NOT NULL DEFAULT 0;
-- The most people that it has been for, once that has changed.
ALTER TABLE sessions ADD COLUMN largest_capacity BIGINT NOT NULL DEFAULT 0;

-- How many seats were taken when the session became smaller than that, as far as they still are: nobody loses theirs.
ALTER TABLE seats ADD COLUMN kept_count BIGINT NOT NULL DEFAULT 0;
-- Which of the session's moves the end of registration follows.
ALTER TABLE seats ADD COLUMN moved_version BIGINT NOT NULL DEFAULT 0;

-- Who has renamed an organisation, when and why.
CREATE TABLE organisation_renamings (
  id              TEXT   PRIMARY KEY,
  organisation_id TEXT   NOT NULL,
  former_name     TEXT   NOT NULL,  -- a JSON object: language to text
  reason          TEXT   NOT NULL,
  renamed_by      TEXT   NOT NULL,  -- the subject of a token
  renamed_at      BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX organisation_renamings_by_organisation ON organisation_renamings (organisation_id, id);
