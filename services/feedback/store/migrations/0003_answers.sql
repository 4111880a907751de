-- The sealed tables (service.cpp): only sealed methods write them. Their keys are random or hashes, so that no row says
-- when it came; no row says whose it is, and those of one wave have one size.

-- The tokens that sheets have: SHA-256 of wave and token. Nothing says which were on one sheet.
CREATE TABLE sheet_tokens (
  wave_id    TEXT NOT NULL,
  token_hash BLOB NOT NULL,
  PRIMARY KEY (wave_id, token_hash)
) WITHOUT ROWID;

-- Those that were used.
CREATE TABLE spent_tokens (
  wave_id    TEXT NOT NULL,
  token_hash BLOB NOT NULL,
  PRIMARY KEY (wave_id, token_hash)
) WITHOUT ROWID;

CREATE TABLE sealed_answers (
  wave_id    TEXT NOT NULL,
  answer_key BLOB NOT NULL,
  sealed     BLOB NOT NULL,
  PRIMARY KEY (wave_id, answer_key)
) WITHOUT ROWID;

-- What an opening has read, mixed as a whole. Nobody reads it before its wave is opened by that very opening.
CREATE TABLE opened_sheets (
  wave_id    TEXT   NOT NULL,
  sheet_key  TEXT   NOT NULL,
  opening_id TEXT   NOT NULL,
  link       TEXT   NOT NULL,  -- equal for one person's sheets of a series; may be empty
  answers    TEXT   NOT NULL,  -- JSON
  scores     TEXT   NOT NULL,  -- JSON
  readable   BIGINT NOT NULL,
  PRIMARY KEY (wave_id, sheet_key)
) WITHOUT ROWID;

-- What people wrote, apart from all else that they answered.
CREATE TABLE open_answers (
  wave_id    TEXT   NOT NULL,
  answer_key TEXT   NOT NULL,
  opening_id TEXT   NOT NULL,
  question   TEXT   NOT NULL,
  state      BIGINT NOT NULL,  -- 1 answered, 2 declined, 3 skipped, 4 not shown
  text       TEXT   NOT NULL,
  PRIMARY KEY (wave_id, answer_key)
) WITHOUT ROWID;
