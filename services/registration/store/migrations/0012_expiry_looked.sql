-- additive: a column with a default, one that may be null, and an index that refuses no row. An older build beside it
-- tells and lets go by its own row of looks, and leaves these two as they are.

-- For how long, in microseconds, looks have told that the name goes: each adds the time since the one before, a day at
-- most. And when was told what they add up for: where that is not expiry_told_at, an older build has told it anew, the
-- sum is of an earlier telling, and begins anew.
ALTER TABLE people ADD COLUMN expiry_looked BIGINT NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN expiry_looked_since BIGINT;

-- A region's keys of a list, page by page.
CREATE INDEX person_keys_of_regions_list ON person_keys (list, region_id, person_id);
