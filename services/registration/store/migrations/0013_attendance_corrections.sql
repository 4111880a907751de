-- additive: columns that may be null or have a default, new tables. An older build beside it shows an attendance that
-- was taken back as one that counts, and lets no scan give it again; what it writes is as it always was.

-- How often an attendance was taken back or given again; and when it was taken back: null while it counts.
ALTER TABLE attendances ADD COLUMN change BIGINT NOT NULL DEFAULT 0;
ALTER TABLE attendances ADD COLUMN taken_back_at BIGINT;

-- What somebody has said of an attendance: who, when and why.
CREATE TABLE attendance_corrections (
  session_id       TEXT   NOT NULL,
  person_id        TEXT   NOT NULL,
  change           BIGINT NOT NULL,  -- that of the attendance since
  kind             BIGINT NOT NULL,  -- 1 taken back, 2 moved away, 3 moved here, 4 restored
  code             BIGINT NOT NULL,  -- what was wrong, as the contract numbers it; 0 where it was restored
  reason           TEXT   NOT NULL,
  corrected_by     TEXT   NOT NULL,
  corrected_at     BIGINT NOT NULL,
  other_session_id TEXT   NOT NULL,  -- of one that was moved: where to, or from where; else empty
  other_person_id  TEXT   NOT NULL,
  PRIMARY KEY (session_id, person_id, change)
) WITHOUT ROWID;

-- How many came with an organisation, besides those recorded by name. The last change stands.
CREATE TABLE unnamed_counts (
  session_id      TEXT   NOT NULL,
  organisation_id TEXT   NOT NULL,
  change          BIGINT NOT NULL,  -- from 1
  person_count    BIGINT NOT NULL,
  reason          TEXT   NOT NULL,  -- may be empty for the first
  counted_by      TEXT   NOT NULL,
  counted_at      BIGINT NOT NULL,
  PRIMARY KEY (session_id, organisation_id, change)
) WITHOUT ROWID;
