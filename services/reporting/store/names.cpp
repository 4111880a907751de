#include "reporting/store/names.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "platform/dates/dates.h"
#include "platform/lane/stored_bodies.h"

namespace opora::reporting {
namespace {

constexpr ComposedStatement kRenamed("SELECT n.text, ", columns_of<FormerName>("f"), R"(
FROM former_names f JOIN names n ON n.subject = f.subject AND n.id = f.id
WHERE (f.subject = 'round' AND f.id = :round)
   OR (f.subject = 'programme' AND f.id = :programme)
   OR (f.subject = 'project' AND f.id IN (SELECT project_id FROM round_projects WHERE round_id = :round))
   OR (f.subject = 'site' AND f.id IN (SELECT site_id FROM sessions WHERE round_id = :round))
   OR (f.subject = 'room' AND f.id IN (SELECT d.room_id FROM sessions s
       JOIN session_details d ON d.session_id = s.session_id WHERE s.round_id = :round))
   OR (f.subject = 'venue' AND f.id IN (SELECT r.venue_id FROM sessions s
       JOIN session_details d ON d.session_id = s.session_id JOIN rooms r ON r.room_id = d.room_id
       WHERE s.round_id = :round))
   OR (f.subject = 'region' AND f.id IN (SELECT region_id FROM sessions WHERE round_id = :round))
   OR (f.subject = 'session' AND f.id IN (SELECT session_id FROM sessions WHERE round_id = :round))
ORDER BY f.subject, f.id)");

constexpr Statement kFirstDate("SELECT COALESCE(MIN(local_date), '') FROM sessions WHERE round_id = :round");

// Of those alone, however many the network has renamed.
Result<std::vector<RenamedThing>> renamed_among(Reader& reader, const std::set<std::string>& organisations) {
  std::vector<Stored<FormerName>::Key> keys;
  for (const std::string& organisation : organisations) keys.emplace_back("organisation", organisation);
  TRY(former, reader.load_all<FormerName>(keys));
  std::vector<Stored<Name>::Key> renamed_keys;
  for (const FormerName& each : former) renamed_keys.emplace_back(each.subject, each.id);
  TRY(names, reader.load_all<Name>(renamed_keys));
  std::vector<RenamedThing> renamed;
  for (FormerName& each : former)
    if (const auto name = std::ranges::find(names, each.id, &Name::id); name != names.end())
      renamed.push_back({name->text, std::move(each)});
  return renamed;
}

}  // namespace

Result<std::vector<RenamedThing>> renamed_things_of(Reader& reader, const Round& round,
                                                    const std::set<std::string>& organisations) {
  TRY(first_date, reader.query(kFirstDate, {{"round", round.id}}).map(only<std::string>));
  TRY(renamed, renamed_among(reader, organisations));
  TRY(others, reader.query(kRenamed, {{"round", round.id}, {"programme", round.programme}})
                  .map(values_of<RenamedThing, LocalizedText, FormerName>));
  std::ranges::move(others, std::back_inserter(renamed));
  std::erase_if(renamed, [&](const RenamedThing& thing) {
    return first_date.empty() || date_of(to_rfc3339(thing.former.until)) < first_date;
  });
  return renamed;
}

}  // namespace opora::reporting

OPORA_STORED(opora::reporting::Name);
OPORA_STORED(opora::reporting::FormerName);
