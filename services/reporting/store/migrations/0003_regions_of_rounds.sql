-- additive: nobody before it looks at the new table. It is filled from what this version's scheduling tells first, and
-- consumers are replaced before it.
-- The regions that a round was said to be held in, whose coordinators may read its report. A round of which nothing was
-- said has none here.

CREATE TABLE round_regions (
  round_id TEXT NOT NULL,
  region_id TEXT NOT NULL,
  PRIMARY KEY (round_id, region_id)
) WITHOUT ROWID;
