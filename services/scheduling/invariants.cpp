#include "scheduling/invariants.h"

#include "platform/sql/rows.h"

namespace opora::scheduling {
namespace {

constexpr Statement kCountPublished("SELECT COUNT(*) FROM sessions WHERE published = 1");
constexpr Statement kCountSessions("SELECT COUNT(*) FROM sessions");
constexpr Statement kCountThings(
    "SELECT (SELECT COUNT(*) FROM regions) + (SELECT COUNT(*) FROM sites) + (SELECT COUNT(*) FROM venues) + "
    "(SELECT COUNT(*) FROM rooms) + (SELECT COUNT(*) FROM projects) + (SELECT COUNT(*) FROM partnerships) + "
    "(SELECT COUNT(*) FROM rounds) + (SELECT COUNT(*) FROM round_regions)");

// If any two of a room's sessions overlap, then so do two that start one after the other.
constexpr Statement kOverlapping(
    "SELECT id FROM (SELECT id, starts_at_us, "
    "LAG(ends_at_us) OVER (PARTITION BY room_id ORDER BY starts_at_us, id) AS previous_ends_at_us "
    "FROM sessions WHERE published = 1) AS one_after_the_other "
    "WHERE previous_ends_at_us > starts_at_us ORDER BY id LIMIT 20");
constexpr Statement kLargerThanRoom(
    "SELECT sessions.id FROM sessions LEFT JOIN rooms ON rooms.id = sessions.room_id "
    "WHERE rooms.id IS NULL OR sessions.capacity > rooms.capacity ORDER BY sessions.id LIMIT 20");
constexpr Statement kProjectNotInRound(
    "SELECT sessions.id FROM sessions LEFT JOIN round_projects ON round_projects.round_id = sessions.round_id "
    "AND round_projects.project_id = sessions.project_id "
    "WHERE round_projects.project_id IS NULL ORDER BY sessions.id LIMIT 20");
constexpr Statement kOutsideItsRound(
    "SELECT sessions.id FROM sessions JOIN sites ON sites.id = sessions.site_id WHERE sessions.published = 1 "
    "AND EXISTS (SELECT 1 FROM round_regions WHERE round_regions.round_id = sessions.round_id) "
    "AND NOT EXISTS (SELECT 1 FROM round_regions WHERE round_regions.round_id = sessions.round_id "
    "AND round_regions.region_id = sites.region_id) ORDER BY sessions.id LIMIT 20");
constexpr Statement kAtAnotherSite(
    "SELECT sessions.id FROM sessions LEFT JOIN rooms ON rooms.id = sessions.room_id "
    "LEFT JOIN venues ON venues.id = rooms.venue_id "
    "WHERE venues.site_id IS NULL OR venues.site_id <> sessions.site_id ORDER BY sessions.id LIMIT 20");
constexpr Statement kPartOfNothing(
    "SELECT id FROM regions WHERE country_id NOT IN (SELECT id FROM countries) "
    "UNION ALL SELECT id FROM sites WHERE region_id NOT IN (SELECT id FROM regions) "
    "UNION ALL SELECT id FROM venues WHERE site_id NOT IN (SELECT id FROM sites) "
    "UNION ALL SELECT id FROM rooms WHERE venue_id NOT IN (SELECT id FROM venues) "
    "UNION ALL SELECT id FROM projects WHERE programme_id NOT IN (SELECT id FROM programmes) "
    "UNION ALL SELECT id FROM partnerships WHERE project_id NOT IN (SELECT id FROM projects) "
    "UNION ALL SELECT id FROM rounds WHERE programme_id NOT IN (SELECT id FROM programmes) "
    "UNION ALL SELECT round_id FROM round_regions WHERE round_id NOT IN (SELECT id FROM rounds) "
    "UNION ALL SELECT region_id FROM round_regions WHERE region_id NOT IN (SELECT id FROM regions) LIMIT 20");

// An invariant that counts what it looks at with one statement and finds what breaks it with another. A snapshot's
// queries are never refused: only a batch that is still collecting its keys refuses them.
Invariant invariant(std::string sentence, const Statement& count, const Statement& violations) {
  return {std::move(sentence), [&count, &violations](Snapshot& snapshot) {
            Invariant::Finding finding;
            finding.checked_count = only<std::int64_t>(snapshot.query(count).value());
            finding.violations = values_of<std::string>(snapshot.query(violations).value());
            return finding;
          }};
}

}  // namespace

std::vector<Invariant> invariants() {
  return {
      invariant("Published sessions of one room never overlap.", kCountPublished, kOverlapping),
      invariant("No session is planned for more people than its room holds.", kCountSessions, kLargerThanRoom),
      invariant("Every session's project is one of its round's.", kCountSessions, kProjectNotInRound),
      invariant("Every published session is in one of its round's regions, if the round names any.", kCountPublished,
                kOutsideItsRound),
      invariant("Every session is at the site of its room.", kCountSessions, kAtAnotherSite),
      invariant("Every place, project, partnership and round is part of something that exists.", kCountThings,
                kPartOfNothing),
  };
}

}  // namespace opora::scheduling
