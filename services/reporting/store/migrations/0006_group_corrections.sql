-- additive: columns that have defaults; nothing else than events that this version adds makes anything else of them,
-- and consumers are replaced before it tells any.

-- By which of a group's changes its head count, and who is in it, was told last. Logs may come in any order, and again.
ALTER TABLE group_seats ADD COLUMN change_number BIGINT NOT NULL DEFAULT 0;
ALTER TABLE group_members ADD COLUMN change_number BIGINT NOT NULL DEFAULT 0;
-- Who was named in a group and doesn't come with it: somebody comes instead, or nobody does.
ALTER TABLE group_members ADD COLUMN has_left BIGINT NOT NULL DEFAULT 0;
