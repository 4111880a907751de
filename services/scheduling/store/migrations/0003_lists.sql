-- additive: indexes that refuse no row.

-- What lies in a place, and what a programme consists of.
CREATE INDEX sites_by_region ON sites (region_id, id);
CREATE INDEX venues_by_site ON venues (site_id, id);
CREATE INDEX rooms_by_venue ON rooms (venue_id, id);
CREATE INDEX projects_by_programme ON projects (programme_id, id);
CREATE INDEX partnerships_by_project ON partnerships (project_id, id);
