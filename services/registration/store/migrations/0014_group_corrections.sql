-- additive: columns that have defaults, a new table, an index that refuses no row. An older build beside it changes no
-- group, and what it cancels is in no list of withdrawals; it gives back neither a part's whole nor a change.

-- How often a group was changed, and of which group it is a part: more people of that one, for whom were no seats.
ALTER TABLE groups_registered ADD COLUMN change_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE groups_registered ADD COLUMN part_of_group_id TEXT NOT NULL DEFAULT '';

-- What was changed of groups, each change as it was said. People by their ids alone; whoever has left a group keeps
-- their row in `attendees`, without a group.
CREATE TABLE group_changes (
  change_id       TEXT   PRIMARY KEY,
  group_id        TEXT   NOT NULL,
  number          BIGINT NOT NULL,  -- of the group's changes, from 1
  session_id      TEXT   NOT NULL,
  arrival         BIGINT NOT NULL,  -- the group's
  kind            BIGINT NOT NULL,
  reason          BIGINT NOT NULL,
  changed_by      BIGINT NOT NULL,  -- on whose side
  note            TEXT   NOT NULL,
  subject         TEXT   NOT NULL,  -- of the token
  changed_at      BIGINT NOT NULL,
  before_count    BIGINT NOT NULL,
  head_count      BIGINT NOT NULL,  -- 0 once it was cancelled
  freed_count     BIGINT NOT NULL,
  left_people     TEXT   NOT NULL,  -- ids between spaces
  substitute_id   TEXT   NOT NULL,
  waiting_group_id TEXT  NOT NULL
) WITHOUT ROWID;
CREATE INDEX group_changes_by_group ON group_changes (group_id, number);
CREATE INDEX group_changes_by_session ON group_changes (session_id, kind, arrival);
CREATE INDEX group_changes_by_time ON group_changes (changed_at, change_id);
