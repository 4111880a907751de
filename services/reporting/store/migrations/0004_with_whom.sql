-- additive: nothing older looks at the new tables; and what an older replica beside this one leaves out of them, and of
-- the new column, is learnt again from the log by this one (Service::relearn).

-- Who was ever named in a group; which groups have their seats, group_seats says.
CREATE TABLE group_members (
  group_id  TEXT NOT NULL,
  person_id TEXT NOT NULL,
  PRIMARY KEY (group_id, person_id)
) WITHOUT ROWID;
CREATE INDEX group_members_by_person ON group_members (person_id, group_id);

-- Who worked where, from when until when.
CREATE TABLE roster (
  person_id       TEXT NOT NULL,
  from_date       TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  until_date      TEXT NOT NULL,  -- empty while they work there
  PRIMARY KEY (person_id, from_date, organisation_id)
) WITHOUT ROWID;

-- Who sends the group; empty until that was learnt.
ALTER TABLE group_seats ADD COLUMN organisation_id TEXT NOT NULL DEFAULT '';

-- Scans that count nowhere until somebody has looked at them.
CREATE TABLE scans_set_aside (
  check_in_id TEXT   NOT NULL PRIMARY KEY,
  session_id  TEXT   NOT NULL,  -- at whose door it was made
  standing    BIGINT NOT NULL   -- 1 set aside, 2 settled
) WITHOUT ROWID;
CREATE INDEX scans_set_aside_by_session ON scans_set_aside (session_id, standing);
