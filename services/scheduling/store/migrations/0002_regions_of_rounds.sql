-- additive: builds from before it ask nobody in which regions a round is held. A round that one of them plans beside a
-- newer one names none, and what it plans outside a round's regions can't be published by a newer one.
-- A round from before it is held where its sessions have been planned so far, if that is one region. Where it is
-- several, some may be of coordinators whom nobody had let in: administrators say which they are.

CREATE TABLE round_regions (
  round_id TEXT NOT NULL,
  region_id TEXT NOT NULL,
  PRIMARY KEY (round_id, region_id)
) WITHOUT ROWID;

INSERT INTO round_regions (round_id, region_id)
SELECT sessions.round_id, MIN(sites.region_id) FROM sessions JOIN sites ON sites.id = sessions.site_id
GROUP BY sessions.round_id HAVING COUNT(DISTINCT sites.region_id) = 1;
