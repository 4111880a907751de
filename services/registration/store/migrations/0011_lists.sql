-- additive: indexes that refuse no row.

-- A region's organisations, and those that work in all.
CREATE INDEX organisations_by_region ON organisations (region_id, organisation_id);
-- A session's check-ins, by the devices' time.
CREATE INDEX check_ins_by_time ON check_ins (session_id, scanned_at, check_in_id);
-- Whose the keys of a list are.
CREATE INDEX person_keys_of_list ON person_keys (list, person_id);
