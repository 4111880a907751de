// The tables that every service's database has, whatever the service is about.
#include <array>

#include "platform/lane/lane.h"

namespace opora {
namespace {

constexpr std::array<Migration, 11> kSteps = {{{1, "lane_log_answers_timers_consumers", R"sql(
-- One row: the order of writes. Whoever holds it writes.
CREATE TABLE lane (
  id         BIGINT PRIMARY KEY,
  epoch      TEXT   NOT NULL,
  head       BIGINT NOT NULL,
  batch_time BIGINT NOT NULL
) WITHOUT ROWID;

-- The log of record: every event, in order, without gaps.
CREATE TABLE outbox (
  position INTEGER PRIMARY KEY,
  time     BIGINT NOT NULL,
  type     TEXT   NOT NULL,
  key      TEXT   NOT NULL,
  payload  BLOB   NOT NULL
);

-- First answers by request id, so that a retry gets the same one. code 0 is success. Holds no personal data.
CREATE TABLE answers (
  request_id   TEXT   NOT NULL,
  caller       TEXT   NOT NULL,
  method       TEXT   NOT NULL,
  request_hash BLOB   NOT NULL,
  answered_at  BIGINT NOT NULL,
  code         BIGINT NOT NULL,
  reason       TEXT   NOT NULL,
  message      TEXT   NOT NULL,
  response     BLOB   NOT NULL,
  PRIMARY KEY (request_id, caller, method)
) WITHOUT ROWID;

-- Work left for later.
CREATE TABLE timers (
  id      TEXT   PRIMARY KEY,
  due_at  BIGINT NOT NULL,
  method  TEXT   NOT NULL,
  request BLOB   NOT NULL
) WITHOUT ROWID;
CREATE INDEX timers_by_due ON timers (due_at, id);

-- How far this service has come with each log it follows. applied_count is the check digit: with what is parked and
-- what was skipped it adds up to the position, or an event was applied twice or never.
CREATE TABLE consumed (
  source        TEXT   PRIMARY KEY,
  epoch         TEXT   NOT NULL,
  position      BIGINT NOT NULL,
  applied_count BIGINT NOT NULL
) WITHOUT ROWID;

-- Events that could not be applied, and those of the same key that wait behind them.
CREATE TABLE parked (
  source   TEXT   NOT NULL,
  position BIGINT NOT NULL,
  time     BIGINT NOT NULL,
  type     TEXT   NOT NULL,
  key      TEXT   NOT NULL,
  payload  BLOB   NOT NULL,
  reason   TEXT   NOT NULL,
  message  TEXT   NOT NULL,
  PRIMARY KEY (source, position)
) WITHOUT ROWID;
CREATE INDEX parked_by_key ON parked (source, key, position);

-- Events that an operator gave up.
CREATE TABLE skipped (
  source     TEXT   NOT NULL,
  position   BIGINT NOT NULL,
  skipped_at BIGINT NOT NULL,
  PRIMARY KEY (source, position)
) WITHOUT ROWID;
)sql"},
                                              {2, "timers_that_failed_are_tried_later", R"sql(
-- When a timer is tried next: when it is due, and later each time it fails. due_at stays what was promised.
ALTER TABLE timers ADD COLUMN try_at BIGINT NOT NULL DEFAULT 0;
UPDATE timers SET try_at = due_at;
DROP INDEX timers_by_due;
CREATE INDEX timers_by_try ON timers (try_at, id);
)sql"},
                                              {3, "relay", R"sql(
-- One row: which replica carries the log to others, and how much of it has arrived there.
CREATE TABLE relay (
  id           BIGINT PRIMARY KEY,
  holder       TEXT   NOT NULL,
  expires_at   BIGINT NOT NULL,
  position     BIGINT NOT NULL,
  rewind_count BIGINT NOT NULL
) WITHOUT ROWID;
)sql"},
                                              {4, "known_start", R"sql(-- additive: both may be null
-- When this start of the machine was, by a confirmed clock; null where the database has a clock of its own.
ALTER TABLE lane ADD COLUMN boot TEXT;
ALTER TABLE lane ADD COLUMN boot_at BIGINT;
)sql"},
                                              {5, "time_put_right", R"sql(-- additive: nobody before it looks at it
-- The log's last event before its time was put right: what comes after it may be told of an earlier time.
CREATE TABLE time_put_right (
  position BIGINT PRIMARY KEY
) WITHOUT ROWID;
)sql"},
                                              {6, "history_digests", R"sql(-- additive: older builds write none
-- What the log's digests are made with (event_log/history.h). A secret of its owner and its readers.
ALTER TABLE lane ADD COLUMN history_key BLOB;
-- Of the log up to this event. Null where an older build wrote it; those are all at the end, and are made good.
ALTER TABLE outbox ADD COLUMN digest BLOB;
-- Of the source's log; null where its owner tells none.
ALTER TABLE consumed ADD COLUMN digest BLOB;
-- The position that the digest is of: an older build moves the one and leaves the other.
ALTER TABLE consumed ADD COLUMN digest_position BIGINT;
-- Why nothing more is read of it; null while it is read.
ALTER TABLE consumed ADD COLUMN stopped TEXT;

-- Ends of this log that others had read and its database then held no more: it goes on under another epoch.
CREATE TABLE lost_ends (
  epoch          TEXT   PRIMARY KEY,
  after_position BIGINT NOT NULL,
  up_to_position BIGINT NOT NULL,
  found_at       BIGINT NOT NULL
) WITHOUT ROWID;
)sql"},
                                              {7, "database_server", R"sql(-- additive: both may be null
-- Which server the database was last found on, and in which of its lives (Database::server); and when that was another
-- one than before.
ALTER TABLE lane ADD COLUMN server TEXT;
ALTER TABLE lane ADD COLUMN server_changed_at BIGINT;
)sql"},
                                              {8, "history_keys_lost", R"sql(-- additive: nobody before it looks at it
-- The log's last event whose digest was made with a key that was lost: nobody can make those anew, so up to there the
-- owner's word counts.
CREATE TABLE history_keys_lost (
  position BIGINT PRIMARY KEY
) WITHOUT ROWID;
)sql"},
                                              {9, "learnt_again", R"sql(-- additive: an older build leaves both alone
-- Which revision of this service's consumers has made what it can of the source's events, and up to where. An older
-- build moves the position alone: what is between is read again (docs/adr/0028).
ALTER TABLE consumed ADD COLUMN learnt_revision BIGINT;
ALTER TABLE consumed ADD COLUMN learnt_position BIGINT;
)sql"},
                                              {10, "first_heads", R"sql(-- additive: nobody before it looks at it
-- How far a source's log went when its first event was to be read: until the position has come there, what was made of
-- it is a part. None beside a position: an older build began to read, and it counts as read.
CREATE TABLE first_heads (
  source   TEXT   PRIMARY KEY,
  epoch    TEXT   NOT NULL,
  position BIGINT NOT NULL
) WITHOUT ROWID;
)sql"},
                                              {11, "jobs", R"sql(-- additive: nobody before it looks at it
-- Work left for others than the lane. Whoever takes a job moves try_at to the end of its lease, and whoever fails, to
-- when it is tried again; due_at stays what was promised.
CREATE TABLE jobs (
  id      TEXT   PRIMARY KEY,
  due_at  BIGINT NOT NULL,
  try_at  BIGINT NOT NULL,
  method  TEXT   NOT NULL,
  request BLOB   NOT NULL
) WITHOUT ROWID;
CREATE INDEX jobs_by_try ON jobs (try_at, id);
)sql"}}};

}  // namespace

Migrations platform_migrations() { return {"platform", kSteps}; }

}  // namespace opora
