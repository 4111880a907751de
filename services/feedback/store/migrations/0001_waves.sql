-- What is asked, when, and who can open what was answered. Ids are UUIDs as text, but those of questionnaires and
-- scales, which are codes. There are no foreign keys: handlers check what a row names before they write it, and
-- invariants check it again. WITHOUT ROWID is SQLite's alone: it keeps a row in its key's tree.

CREATE TABLE scales (
  scale           TEXT   NOT NULL,
  scoring_version BIGINT NOT NULL,
  definition      TEXT   NOT NULL,  -- JSON, in the one form that it has
  PRIMARY KEY (scale, scoring_version)
) WITHOUT ROWID;

CREATE TABLE questionnaires (
  questionnaire TEXT   NOT NULL,
  version       BIGINT NOT NULL,
  digest        TEXT   NOT NULL,  -- of the definition
  definition    TEXT   NOT NULL,  -- JSON, in the one form that it has
  PRIMARY KEY (questionnaire, version)
) WITHOUT ROWID;

CREATE TABLE wave_series (
  series_id           TEXT   NOT NULL PRIMARY KEY,
  round_id            TEXT   NOT NULL,
  project_id          TEXT   NOT NULL,  -- empty: all of the round
  session_id          TEXT   NOT NULL,  -- likewise
  time_zone           TEXT   NOT NULL,
  grace_hours         BIGINT NOT NULL,
  primary_scale       TEXT   NOT NULL,  -- empty: none
  primary_from        BIGINT NOT NULL,  -- 1 before, 2 after, 3 follow-up
  primary_to          BIGINT NOT NULL,
  partition_question  TEXT   NOT NULL,  -- empty: none
  partition_groups    TEXT   NOT NULL,  -- JSON
  entered_afterwards  BIGINT NOT NULL,
  drafted_by          TEXT   NOT NULL,  -- the subject of a token
  drafted_at_us       BIGINT NOT NULL,
  sheet_count         BIGINT NOT NULL,
  link_key_for_first  TEXT   NOT NULL,  -- what link codes are hashed with, sealed to each keeper; empty once it is gone
  link_key_for_second TEXT   NOT NULL
) WITHOUT ROWID;
CREATE INDEX wave_series_by_round ON wave_series (round_id, series_id);

CREATE TABLE waves (
  wave_id               TEXT   NOT NULL PRIMARY KEY,
  series_id             TEXT   NOT NULL,
  moment                BIGINT NOT NULL,  -- 1 before, 2 after, 3 follow-up
  months_later          BIGINT NOT NULL,
  questionnaire         TEXT   NOT NULL,
  version               BIGINT NOT NULL,
  opens_local           TEXT   NOT NULL,
  reminds_local         TEXT   NOT NULL,
  closes_local          TEXT   NOT NULL,
  opens_at_us           BIGINT NOT NULL,
  reminds_at_us         BIGINT NOT NULL,  -- 0: never
  closes_at_us          BIGINT NOT NULL,
  -- 1 draft, 2 scheduled, 3 answering, 4 closed, 5 counted, 6 opened, 7 destroyed, 8 lost
  status                BIGINT NOT NULL,
  public_key            TEXT   NOT NULL,  -- that answers are sealed to; empty while it is a draft, and once it is over
  private_key_for_first TEXT   NOT NULL,  -- what opens them, sealed to each keeper; likewise
  private_key_for_second TEXT  NOT NULL,
  closed_at_us          BIGINT NOT NULL,
  answered_count        BIGINT NOT NULL,
  eligible_at_least     BIGINT,           -- once it is counted
  eligible_at_most      BIGINT,
  scheduling_epoch      TEXT,             -- by which events
  scheduling_position   BIGINT,
  registration_epoch    TEXT,
  registration_position BIGINT,
  opening_id            TEXT   NOT NULL,  -- the opening under way, or the one that was finished
  opened_by             TEXT   NOT NULL,  -- the subject of a token
  opened_at_us          BIGINT NOT NULL,
  unreadable_count      BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX waves_by_series ON waves (series_id, wave_id);

CREATE TABLE keepers (
  series_id   TEXT   NOT NULL,
  place       BIGINT NOT NULL,
  account     TEXT   NOT NULL,  -- the subject of a token
  public_key  TEXT   NOT NULL,  -- of their own; empty until they were shown a passphrase
  wrapped_key TEXT   NOT NULL,  -- what it belongs to, under their passphrase
  confirmed   BIGINT NOT NULL,
  PRIMARY KEY (series_id, place)
) WITHOUT ROWID;
