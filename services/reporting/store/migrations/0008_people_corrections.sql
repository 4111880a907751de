-- additive: a column that may be null, and is where no last day was put right. An older build beside this parks the
-- events that would fill it.

-- The last day as it was put right: empty while they work there.
ALTER TABLE roster ADD COLUMN changed_until_date TEXT;
