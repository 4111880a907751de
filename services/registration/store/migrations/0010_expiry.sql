-- additive: columns that may be null, a new table, indexes that refuse no row. An older build beside it shows a name
-- that has expired as an empty one, tells of none and lets none go.

-- When it was told that the name goes, unless its person takes part again; and when it went: the name is empty then.
ALTER TABLE people ADD COLUMN expiry_told_at BIGINT;
-- When it was last looked at and still so: a name goes only after looks of thirty days, day after day.
ALTER TABLE people ADD COLUMN expiry_seen_at BIGINT;
ALTER TABLE people ADD COLUMN expired_at BIGINT;

-- By which keys of lists people were called whose names have expired: a digest of each, which says whether a key is one
-- of them and not whose it was, so that a list that is loaded again makes nobody twice.
CREATE TABLE expired_keys (
  digest     TEXT   PRIMARY KEY,
  expired_at BIGINT NOT NULL
) WITHOUT ROWID;

-- What somebody has taken part in.
CREATE INDEX attendees_by_person ON attendees (person_id);
CREATE INDEX attendances_by_person ON attendances (person_id);
CREATE INDEX unsettled_scans_open_of_person ON unsettled_scans (person_id) WHERE stands NOT IN (2, 6);
