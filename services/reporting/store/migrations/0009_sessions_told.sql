-- additive: new tables, and columns that have defaults. What older events tell of them is learnt again from the logs
-- (Service::relearn); the others are told first by this version's services, and consumers are replaced before them.

-- What a report says of a session, and no figure needs.
CREATE TABLE session_details (
  session_id        TEXT   NOT NULL PRIMARY KEY,
  local_start       TEXT   NOT NULL,
  time_zone         TEXT   NOT NULL,
  site_id           TEXT   NOT NULL,
  room_id           TEXT   NOT NULL,
  first_local_start TEXT,             -- where and when it was to be held first, once it was moved
  first_time_zone   TEXT,
  first_site_id     TEXT,
  first_room_id     TEXT,
  starts_at_us      BIGINT NOT NULL,
  duration_minutes  BIGINT NOT NULL,
  capacity          BIGINT NOT NULL,
  changed_at_us     BIGINT NOT NULL,  -- when it was moved, resized or cancelled last; 0 if it never was
  reason            TEXT   NOT NULL   -- why it was moved last, or cancelled
) WITHOUT ROWID;

CREATE TABLE rooms (
  room_id  TEXT NOT NULL PRIMARY KEY,
  venue_id TEXT NOT NULL
) WITHOUT ROWID;

-- When that was said which stands, by the clock of registration.
ALTER TABLE attendances ADD COLUMN told_at_us BIGINT NOT NULL DEFAULT 0;
ALTER TABLE unnamed_counts ADD COLUMN told_at_us BIGINT NOT NULL DEFAULT 0;
ALTER TABLE group_seats ADD COLUMN told_at_us BIGINT NOT NULL DEFAULT 0;
-- 1: the attendance is taken back since it counts at another session, or as another person's.
ALTER TABLE attendances ADD COLUMN moved BIGINT NOT NULL DEFAULT 0;
