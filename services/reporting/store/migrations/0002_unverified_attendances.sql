-- Whether registration did not know a person when their attendance was recorded: 1 if so. Events from before this was
-- told say nothing of it, here and in a rebuild: their people count as verified.

ALTER TABLE attendances ADD COLUMN unverified INTEGER NOT NULL DEFAULT 0;
