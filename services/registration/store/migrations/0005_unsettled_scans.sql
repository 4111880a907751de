-- additive: nobody before it looks at the new table. An older build beside it counts a scan at a session it hasn't
-- heard of at once; scans that wait are looked at again a day later, should that one have heard of their session.

-- Scans that count nowhere, or not yet: what was scanned is nobody's id, or the session was not known.
CREATE TABLE unsettled_scans (
  check_in_id TEXT   PRIMARY KEY,
  sent_id     TEXT   NOT NULL,  -- the scan's own id; it is kept under another if that was taken here
  session_id  TEXT   NOT NULL,
  person_id   TEXT   NOT NULL,  -- empty: nobody's id was scanned, but what stands in `code`
  code        TEXT   NOT NULL,  -- may say who somebody is
  scanned_at  BIGINT NOT NULL,
  flags       BIGINT NOT NULL,  -- as in check_ins
  regions     TEXT   NOT NULL,  -- ids between spaces: where whoever uploaded it may check in; empty: at this session
  stands      BIGINT NOT NULL   -- 1 waits for its session, 2 is a check-in now, 3 unreadable, 4 of another region
) WITHOUT ROWID;
CREATE INDEX unsettled_scans_by_time ON unsettled_scans (session_id, scanned_at, check_in_id);
