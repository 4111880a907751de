-- additive: indexes that refuse no row.

-- Scans that count nowhere and were not discarded: lists of them must not read past all that were settled.
CREATE INDEX unsettled_scans_open ON unsettled_scans (session_id, scanned_at, check_in_id) WHERE stands NOT IN (2, 6);
CREATE INDEX unsettled_scans_open_of_all_doors ON unsettled_scans (scanned_at, check_in_id) WHERE stands NOT IN (2, 6);

-- Whose a list is: whether the network, or a region, has a key in it.
CREATE INDEX person_keys_of_region ON person_keys (list, region_id);
