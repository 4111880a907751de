-- additive: columns that have a default, a new table, indexes that refuse no row. An older build beside it takes a
-- session that was cancelled for one that still holds its room, so it refuses more than need be; the doctor looks
-- whether it has overlooked one behind it.

-- Rises with each change of the session: a calendar's SEQUENCE.
ALTER TABLE sessions ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
-- 1: it is not held, and holds no room.
ALTER TABLE sessions ADD COLUMN cancelled BIGINT NOT NULL DEFAULT 0;
CREATE INDEX sessions_holding_rooms ON sessions (room_id, starts_at_us) WHERE published = 1 AND cancelled = 0;

-- Who has put right what, when and why.
CREATE TABLE corrections (
  id              TEXT   PRIMARY KEY,
  thing_id        TEXT   NOT NULL,
  kind            BIGINT NOT NULL,  -- 1 moved, 2 capacity changed, 3 cancelled, 4 renamed
  reason          TEXT   NOT NULL,
  corrected_by    TEXT   NOT NULL,  -- the subject of a token
  corrected_at_us BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX corrections_by_thing ON corrections (thing_id, id);
