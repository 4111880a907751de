-- Who will come. A session's seats are one small row, since every registration for it reads and writes that row.

CREATE TABLE seats (
  session_id         TEXT   PRIMARY KEY,
  confirmed_count    BIGINT NOT NULL,
  waiting_count      BIGINT NOT NULL,
  waiting_head_count BIGINT NOT NULL,
  arrival_count      BIGINT NOT NULL,
  waiting_from       BIGINT NOT NULL,
  ended              BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE groups_registered (
  group_id        TEXT   PRIMARY KEY,
  session_id      TEXT   NOT NULL,
  organisation_id TEXT   NOT NULL,
  head_count      BIGINT NOT NULL,
  status          BIGINT NOT NULL,
  arrival         BIGINT NOT NULL,
  named_count     BIGINT NOT NULL
) WITHOUT ROWID;
-- The order of arrival is the order of the waitlist: no two groups of a session share a number.
CREATE UNIQUE INDEX groups_by_arrival ON groups_registered (session_id, arrival);

-- A person is in one live group of a session at most. Somebody whose group was cancelled keeps their row until they are
-- named in another group of the session.
CREATE TABLE attendees (
  session_id TEXT NOT NULL,
  person_id  TEXT NOT NULL,
  group_id   TEXT NOT NULL,
  PRIMARY KEY (session_id, person_id)
) WITHOUT ROWID;
CREATE INDEX attendees_by_group ON attendees (group_id, person_id);
