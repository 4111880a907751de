-- Who sends people, who they are, and where they work. Names of people are in this file's second table and nowhere
-- else.

CREATE TABLE organisations (
  organisation_id TEXT   PRIMARY KEY,
  name            TEXT   NOT NULL,  -- a JSON object: language to text
  kind            BIGINT NOT NULL,
  region_id       TEXT   NOT NULL   -- empty: it works in all
) WITHOUT ROWID;

CREATE TABLE people (
  person_id  TEXT   PRIMARY KEY,
  name       TEXT   NOT NULL,
  occupation BIGINT NOT NULL
) WITHOUT ROWID;

CREATE TABLE roster (
  person_id       TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  from_date       TEXT NOT NULL,
  until_date      TEXT NOT NULL,    -- empty while they work there
  PRIMARY KEY (person_id, organisation_id, from_date)
) WITHOUT ROWID;
CREATE INDEX roster_by_organisation ON roster (organisation_id, person_id);
