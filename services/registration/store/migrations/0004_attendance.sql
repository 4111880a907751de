-- Who came: every scan as it was made, and one attendance a person and session.

CREATE TABLE check_ins (
  check_in_id TEXT   PRIMARY KEY,
  session_id  TEXT   NOT NULL,
  person_id   TEXT   NOT NULL,
  scanned_at  BIGINT NOT NULL,
  flags       BIGINT NOT NULL  -- bit n set: the flag of number n
) WITHOUT ROWID;

CREATE TABLE attendances (
  session_id      TEXT   NOT NULL,
  person_id       TEXT   NOT NULL,
  organisation_id TEXT   NOT NULL,  -- empty for a guest
  scanned_at      BIGINT NOT NULL,
  PRIMARY KEY (session_id, person_id)
) WITHOUT ROWID;
CREATE INDEX attendances_by_time ON attendances (session_id, scanned_at, person_id);
