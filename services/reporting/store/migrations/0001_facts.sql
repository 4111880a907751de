-- Facts from the logs of scheduling and registration, by id.
-- No foreign keys: a fact may arrive before what it refers to.

CREATE TABLE names (
  subject TEXT NOT NULL,  -- region, site, programme, project, round, session or organisation
  id TEXT NOT NULL,
  text TEXT NOT NULL,     -- JSON: language tag to text
  PRIMARY KEY (subject, id)
) WITHOUT ROWID;

CREATE TABLE rounds (
  round_id TEXT NOT NULL PRIMARY KEY,
  programme_id TEXT NOT NULL,
  year INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX rounds_by_programme ON rounds (programme_id, year, round_id);

CREATE TABLE round_projects (
  round_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  PRIMARY KEY (round_id, project_id)
) WITHOUT ROWID;

CREATE TABLE partnerships (
  partnership_id TEXT NOT NULL PRIMARY KEY,
  project_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  role TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX partnerships_by_project ON partnerships (project_id);

CREATE TABLE sessions (
  session_id TEXT NOT NULL PRIMARY KEY,
  round_id TEXT NOT NULL,  -- empty while the session is awaited: somebody came, its publication has not arrived
  project_id TEXT NOT NULL,
  site_id TEXT NOT NULL,
  region_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  topic TEXT NOT NULL,
  audience TEXT NOT NULL,
  local_date TEXT NOT NULL,
  duration_minutes INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_by_round ON sessions (round_id, region_id);

CREATE TABLE group_seats (
  group_id TEXT NOT NULL PRIMARY KEY,
  session_id TEXT NOT NULL,
  head_count INTEGER NOT NULL,
  standing INTEGER NOT NULL  -- 1 waiting, 2 confirmed, 3 cancelled
) WITHOUT ROWID;
CREATE INDEX group_seats_by_session ON group_seats (session_id, standing, head_count);

-- The key keeps a session's attendances side by side, so a round reads its own and no others.
CREATE TABLE attendances (
  session_id TEXT NOT NULL,
  person_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,  -- empty for a guest
  PRIMARY KEY (session_id, person_id)
) WITHOUT ROWID;
