-- additive: an older build beside it lists scans that were discarded, and lets an odd scan count at once, as it always
-- did; what it writes has none of the marks below, by which the invariants know it.

-- When a scan was uploaded, by our clock; null where an older build kept it.
ALTER TABLE unsettled_scans ADD COLUMN uploaded_at BIGINT;
-- Where and for whom it counts, once it does; null where it counted by itself in an older build: where it was made.
ALTER TABLE unsettled_scans ADD COLUMN counts_at TEXT;
ALTER TABLE unsettled_scans ADD COLUMN counts_for TEXT;
-- Who has settled it, when, and why it was discarded; null where nobody had to.
ALTER TABLE unsettled_scans ADD COLUMN settled_by TEXT;
ALTER TABLE unsettled_scans ADD COLUMN settled_at BIGINT;
ALTER TABLE unsettled_scans ADD COLUMN reason TEXT;
-- `stands` knows two more: 5 doubtful for another reason, 6 discarded.
CREATE INDEX unsettled_scans_of_all_doors ON unsettled_scans (scanned_at, check_in_id);

-- It got seats once its session had begun, though others waited.
ALTER TABLE groups_registered ADD COLUMN passed_over BIGINT NOT NULL DEFAULT 0;

-- Whether nobody knew the person, and nobody has confirmed them; null where an older build recorded it.
ALTER TABLE attendances ADD COLUMN was_unknown BIGINT;
-- How many of those count at a session.
CREATE TABLE unknown_people (
  session_id TEXT   PRIMARY KEY,
  counted    BIGINT NOT NULL
) WITHOUT ROWID;
