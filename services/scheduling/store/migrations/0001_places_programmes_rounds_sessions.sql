-- What scheduling knows. Ids are UUIDs as text; names are JSON objects from language tag to text, keys in order.
-- There are no foreign keys: a batch writes its rows a type at a time, not in the order in which they name each other.
-- Handlers check what a row names before they write it, and an invariant checks it again.
-- WITHOUT ROWID is SQLite's alone: it keeps a row in its key's tree, which other engines do or don't by themselves.

CREATE TABLE countries (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL,
  name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE regions (
  id TEXT PRIMARY KEY,
  country_id TEXT NOT NULL,
  name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE sites (
  id TEXT PRIMARY KEY,
  region_id TEXT NOT NULL,
  name TEXT NOT NULL,
  time_zone TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE venues (
  id TEXT PRIMARY KEY,
  site_id TEXT NOT NULL,
  name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE rooms (
  id TEXT PRIMARY KEY,
  venue_id TEXT NOT NULL,
  name TEXT NOT NULL,
  capacity BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE programmes (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE projects (
  id TEXT PRIMARY KEY,
  programme_id TEXT NOT NULL,
  name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE partnerships (
  id TEXT PRIMARY KEY,
  project_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  role BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE rounds (
  id TEXT PRIMARY KEY,
  programme_id TEXT NOT NULL,
  name TEXT NOT NULL,
  year BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX rounds_by_year ON rounds (year, id);

CREATE TABLE round_projects (
  round_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  PRIMARY KEY (round_id, project_id)
) WITHOUT ROWID;

-- Instants are microseconds since 1970 UTC, derived from the local times and the zone when the session is planned.
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  round_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  room_id TEXT NOT NULL,
  site_id TEXT NOT NULL,
  kind BIGINT NOT NULL,
  title TEXT NOT NULL,
  topic TEXT NOT NULL,
  audience TEXT NOT NULL,
  local_start TEXT NOT NULL,
  local_registration_end TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  duration_minutes BIGINT NOT NULL,
  capacity BIGINT NOT NULL,
  starts_at_us BIGINT NOT NULL,
  ends_at_us BIGINT NOT NULL,
  registration_ends_at_us BIGINT NOT NULL,
  published BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_by_round ON sessions (round_id, starts_at_us, id);
CREATE INDEX published_sessions_by_room ON sessions (room_id, starts_at_us) WHERE published = 1;
