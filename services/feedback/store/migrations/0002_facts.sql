-- Facts from the logs of scheduling and registration, each beside its event's position: no names, and no foreign keys,
-- since a fact may arrive before what it refers to.

CREATE TABLE rounds (
  round_id TEXT NOT NULL PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE round_projects (
  round_id   TEXT NOT NULL,
  project_id TEXT NOT NULL,
  PRIMARY KEY (round_id, project_id)
) WITHOUT ROWID;

CREATE TABLE round_regions (
  round_id  TEXT NOT NULL,
  region_id TEXT NOT NULL,
  PRIMARY KEY (round_id, region_id)
) WITHOUT ROWID;

CREATE TABLE sessions (
  session_id         TEXT   NOT NULL PRIMARY KEY,
  round_id           TEXT   NOT NULL,
  project_id         TEXT   NOT NULL,
  published_position BIGINT NOT NULL,
  cancelled_position BIGINT NOT NULL  -- 0: it is held
) WITHOUT ROWID;
CREATE INDEX sessions_by_round ON sessions (round_id, session_id);

-- The furthest standing holds, and the head count of the last change.
CREATE TABLE groups_told (
  group_id      TEXT   NOT NULL,
  change_number BIGINT NOT NULL,
  standing      BIGINT NOT NULL,  -- 1 waiting, 2 confirmed, 3 cancelled
  session_id    TEXT   NOT NULL,
  head_count    BIGINT NOT NULL,
  position      BIGINT NOT NULL,
  PRIMARY KEY (group_id, change_number, standing)
) WITHOUT ROWID;
CREATE INDEX groups_told_by_session ON groups_told (session_id, group_id);

-- The last change holds; who is named by the one by which they left is in the group again.
CREATE TABLE members_told (
  group_id      TEXT   NOT NULL,
  person_id     TEXT   NOT NULL,
  change_number BIGINT NOT NULL,
  has_left      BIGINT NOT NULL,
  position      BIGINT NOT NULL,
  PRIMARY KEY (group_id, person_id, change_number, has_left)
) WITHOUT ROWID;

-- They came, if the last change is even.
CREATE TABLE attendances_told (
  session_id    TEXT   NOT NULL,
  person_id     TEXT   NOT NULL,
  change_number BIGINT NOT NULL,
  position      BIGINT NOT NULL,
  PRIMARY KEY (session_id, person_id, change_number)
) WITHOUT ROWID;

-- So many more came whom nobody knows by name; the last change holds.
CREATE TABLE unnamed_told (
  session_id      TEXT   NOT NULL,
  organisation_id TEXT   NOT NULL,
  change_number   BIGINT NOT NULL,
  person_count    BIGINT NOT NULL,
  position        BIGINT NOT NULL,
  PRIMARY KEY (session_id, organisation_id, change_number)
) WITHOUT ROWID;

-- An id is one person's with another, or its own again where none is kept; the last change holds.
CREATE TABLE merges_told (
  person_id     TEXT   NOT NULL,
  change_number BIGINT NOT NULL,
  kept_id       TEXT   NOT NULL,
  position      BIGINT NOT NULL,
  PRIMARY KEY (person_id, change_number)
) WITHOUT ROWID;
