-- additive: it may be null
-- When registration ends, once it was reopened; until then the session says it.
ALTER TABLE seats ADD COLUMN open_until BIGINT;
