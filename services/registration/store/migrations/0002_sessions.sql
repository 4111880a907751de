-- What was heard of sessions. Written by consumers alone, so a rebuild makes the same rows.

CREATE TABLE sessions (
  session_id           TEXT   PRIMARY KEY,
  region_id            TEXT   NOT NULL,
  capacity             BIGINT NOT NULL,
  starts_at            BIGINT NOT NULL,
  registration_ends_at BIGINT NOT NULL,
  on_date              TEXT   NOT NULL
) WITHOUT ROWID;
