-- additive: a new table. It is filled from SessionMoved, which is learnt again from the logs (Service::relearn).

-- Each time that a session was moved: to where and when, when that was said, and why. From where is said by the move
-- before it, or by where the session was to be first (session_details).
CREATE TABLE session_moves (
  session_id  TEXT   NOT NULL,
  version     BIGINT NOT NULL,  -- of the session, as the event tells it: moves in their order, each once
  local_start TEXT   NOT NULL,
  time_zone   TEXT   NOT NULL,
  site_id     TEXT   NOT NULL,
  room_id     TEXT   NOT NULL,
  told_at_us  BIGINT NOT NULL,  -- by the clock of scheduling
  reason      TEXT   NOT NULL,
  PRIMARY KEY (session_id, version)
) WITHOUT ROWID;
