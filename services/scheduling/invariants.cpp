#include "scheduling/invariants.h"

namespace opora::scheduling {
namespace {

const CountedInvariant kInvariants[] = {
    // If any two of a room's sessions overlap, then so do two that start one after the other.
    {"Published sessions of one room never overlap, unless they were cancelled.",
     Statement("SELECT COUNT(*) FROM sessions WHERE published = 1 AND cancelled = 0"),
     Statement("SELECT id FROM (SELECT id, starts_at_us, "
               "LAG(ends_at_us) OVER (PARTITION BY room_id ORDER BY starts_at_us, id) AS previous_ends_at_us "
               "FROM sessions WHERE published = 1 AND cancelled = 0) AS one_after_the_other "
               "WHERE previous_ends_at_us > starts_at_us ORDER BY id LIMIT 20")},

    {"No session is planned for more people than its room holds.",
     Statement("SELECT COUNT(*) FROM sessions"),
     Statement("SELECT sessions.id FROM sessions LEFT JOIN rooms ON rooms.id = sessions.room_id "
               "WHERE rooms.id IS NULL OR sessions.capacity > rooms.capacity ORDER BY sessions.id LIMIT 20")},

    {"Every session's project is one of its round's.",
     Statement("SELECT COUNT(*) FROM sessions"),
     Statement("SELECT sessions.id FROM sessions LEFT JOIN round_projects "
               "ON round_projects.round_id = sessions.round_id AND round_projects.project_id = sessions.project_id "
               "WHERE round_projects.project_id IS NULL ORDER BY sessions.id LIMIT 20")},

    {"Every published session is in one of its round's regions, if the round names any.",
     Statement("SELECT COUNT(*) FROM sessions WHERE published = 1"),
     Statement("SELECT sessions.id FROM sessions JOIN sites ON sites.id = sessions.site_id "
               "WHERE sessions.published = 1 "
               "AND EXISTS (SELECT 1 FROM round_regions WHERE round_regions.round_id = sessions.round_id) "
               "AND NOT EXISTS (SELECT 1 FROM round_regions WHERE round_regions.round_id = sessions.round_id "
               "AND round_regions.region_id = sites.region_id) ORDER BY sessions.id LIMIT 20")},

    {"Every session is at the site of its room.",
     Statement("SELECT COUNT(*) FROM sessions"),
     Statement("SELECT sessions.id FROM sessions LEFT JOIN rooms ON rooms.id = sessions.room_id "
               "LEFT JOIN venues ON venues.id = rooms.venue_id "
               "WHERE venues.site_id IS NULL OR venues.site_id <> sessions.site_id ORDER BY sessions.id LIMIT 20")},

    {"Every place, project, partnership and round is part of something that exists.",
     Statement("SELECT (SELECT COUNT(*) FROM regions) + (SELECT COUNT(*) FROM sites) + (SELECT COUNT(*) FROM venues) + "
               "(SELECT COUNT(*) FROM rooms) + (SELECT COUNT(*) FROM projects) + (SELECT COUNT(*) FROM partnerships) + "
               "(SELECT COUNT(*) FROM rounds) + (SELECT COUNT(*) FROM round_regions)"),
     Statement("SELECT id FROM regions WHERE country_id NOT IN (SELECT id FROM countries) "
               "UNION ALL SELECT id FROM sites WHERE region_id NOT IN (SELECT id FROM regions) "
               "UNION ALL SELECT id FROM venues WHERE site_id NOT IN (SELECT id FROM sites) "
               "UNION ALL SELECT id FROM rooms WHERE venue_id NOT IN (SELECT id FROM venues) "
               "UNION ALL SELECT id FROM projects WHERE programme_id NOT IN (SELECT id FROM programmes) "
               "UNION ALL SELECT id FROM partnerships WHERE project_id NOT IN (SELECT id FROM projects) "
               "UNION ALL SELECT id FROM rounds WHERE programme_id NOT IN (SELECT id FROM programmes) "
               "UNION ALL SELECT round_id FROM round_regions WHERE round_id NOT IN (SELECT id FROM rounds) "
               "UNION ALL SELECT region_id FROM round_regions WHERE region_id NOT IN (SELECT id FROM regions) "
               "LIMIT 20")},

    {"Every change of a session is recorded, with who made it and why.",
     Statement("SELECT COUNT(*) FROM sessions WHERE version > 0"),
     Statement("SELECT sessions.id FROM sessions LEFT JOIN "
               "(SELECT thing_id, COUNT(*) AS corrections_count, "
               "MAX(CASE WHEN kind = 3 THEN 1 ELSE 0 END) AS cancelled FROM corrections GROUP BY thing_id) c "
               "ON c.thing_id = sessions.id WHERE sessions.version <> COALESCE(c.corrections_count, 0) "
               "OR sessions.cancelled <> COALESCE(c.cancelled, 0) ORDER BY sessions.id LIMIT 20")},
};

}  // namespace

std::vector<Invariant> invariants() { return counted(kInvariants); }

}  // namespace opora::scheduling
