#include "feedback/store/eligible.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "platform/sql/rows.h"

namespace opora::feedback {
namespace {

// The sessions that are asked about, by what scheduling had told then.
constexpr char kAskedAbout[] =
    "(SELECT s.session_id FROM sessions s WHERE s.round_id = :round "
    "AND (:project = '' OR s.project_id = :project) AND (:session = '' OR s.session_id = :session) "
    "AND s.published_position <= :scheduling "
    "AND (s.cancelled_position = 0 OR s.cancelled_position > :scheduling))";

// By each id that is not its own, the one that stands for its person.
constexpr char kMerged[] =
    "(SELECT m.person_id, m.kept_id FROM "
    "(SELECT t.person_id, t.kept_id, ROW_NUMBER() OVER (PARTITION BY t.person_id ORDER BY t.change_number DESC) "
    "AS place FROM merges_told t WHERE t.position <= :merges) AS m WHERE m.place = 1 AND m.kept_id <> '')";

constexpr ComposedStatement kCame(
    "SELECT a.session_id, COALESCE(k.kept_id, a.person_id) FROM "
    "(SELECT t.session_id, t.person_id, MAX(t.change_number) AS last_change FROM attendances_told t "
    "WHERE t.position <= :registration AND t.session_id IN ", kAskedAbout,
    " GROUP BY t.session_id, t.person_id) AS a LEFT JOIN ", kMerged,
    " AS k ON k.person_id = a.person_id WHERE a.last_change % 2 = 0");

constexpr ComposedStatement kCameUnnamed(
    "SELECT u.session_id, u.person_count FROM "
    "(SELECT t.session_id, t.person_count, ROW_NUMBER() OVER "
    "(PARTITION BY t.session_id, t.organisation_id ORDER BY t.change_number DESC) AS place "
    "FROM unnamed_told t WHERE t.position <= :registration AND t.session_id IN ", kAskedAbout,
    ") AS u WHERE u.place = 1 AND u.person_count > 0");

// A group's furthest standing, and the head count of its last change.
constexpr ComposedStatement kGroups(
    "SELECT g.group_id, g.session_id, g.furthest, g.head_count FROM "
    "(SELECT t.group_id, t.session_id, t.head_count, MAX(t.standing) OVER (PARTITION BY t.group_id) AS furthest, "
    "ROW_NUMBER() OVER (PARTITION BY t.group_id ORDER BY t.change_number DESC, t.head_count DESC, t.standing DESC) "
    "AS place FROM groups_told t WHERE t.position <= :registration AND t.session_id IN ", kAskedAbout,
    ") AS g WHERE g.place = 1");

constexpr ComposedStatement kMembers(
    "SELECT m.group_id, COALESCE(k.kept_id, m.person_id) FROM "
    "(SELECT t.group_id, t.person_id, t.has_left, ROW_NUMBER() OVER "
    "(PARTITION BY t.group_id, t.person_id ORDER BY t.change_number DESC, t.has_left) AS place "
    "FROM members_told t WHERE t.position <= :registration AND t.group_id IN "
    "(SELECT g.group_id FROM groups_told g WHERE g.session_id IN ", kAskedAbout,
    ")) AS m LEFT JOIN ", kMerged, " AS k ON k.person_id = m.person_id WHERE m.place = 1 AND m.has_left = 0");

constexpr Statement kConsumed("SELECT source, epoch, position FROM consumed ORDER BY source");
// Logs that nobody has looked into yet, or of which something is still to be read that they held at first, or that are
// read no more; and events that wait.
constexpr Statement kUnheard(
    "SELECT (SELECT COUNT(*) FROM parked) + "
    "(SELECT CASE WHEN COUNT(*) >= 2 THEN 0 ELSE 1 END FROM first_heads) + "
    "(SELECT COUNT(*) FROM first_heads f LEFT JOIN consumed c ON c.source = f.source "
    "WHERE COALESCE(c.position, 0) < f.position) + "
    "(SELECT COUNT(*) FROM consumed WHERE stopped IS NOT NULL)");

// What a statement about a subject is asked with.
std::vector<Param> params_of(const Subject& about, const HeardUpTo& heard) {
  return {{"round", about.round},
          {"project", about.project},
          {"session", about.session},
          {"scheduling", heard.scheduling},
          {"registration", heard.registration}};
}

std::vector<Param> params_of_people(const Subject& about, const HeardUpTo& heard) {
  std::vector<Param> params = params_of(about, heard);
  params.push_back({"merges", heard.merges});
  return params;
}

Result<CountedBySession> came(Reader& reader, const Subject& about, const HeardUpTo& heard) {
  using Came = std::pair<SessionId, PersonId>;
  using CameUnnamed = std::pair<SessionId, std::int64_t>;
  TRY(people, reader.query(kCame, params_of_people(about, heard)).map(values_of<Came, SessionId, PersonId>));
  TRY(unnamed, reader.query(kCameUnnamed, params_of(about, heard))
                   .map(values_of<CameUnnamed, SessionId, std::int64_t>));
  CountedBySession sessions;
  for (auto& [session, person] : people) sessions[session].people.insert(std::move(person));
  for (const auto& [session, count] : unnamed) sessions[session].unnamed += count;
  return sessions;
}

Result<CountedBySession> registered_people(Reader& reader, const Subject& about, const HeardUpTo& heard) {
  TRY(groups, reader.query(kGroups, params_of(about, heard))
                  .map(values_of<GroupThen, GroupId, SessionId, Standing, std::int64_t>));
  TRY(members, reader.query(kMembers, params_of_people(about, heard))
                   .map(values_of<MemberThen, GroupId, PersonId>));
  return registered(groups, members);
}

}  // namespace

HeardUpTo up_to(const Heard& heard) { return {heard.scheduling_position, heard.registration_position}; }

Result<CountedBySession> eligible_people(Reader& reader, const Subject& about, Moment moment, const HeardUpTo& heard) {
  return moment == Moment::before ? registered_people(reader, about, heard) : came(reader, about, heard);
}

Result<Heard> heard_now(Reader& reader) {
  using Log = std::tuple<std::string, std::string, std::int64_t>;
  TRY(logs, reader.query(kConsumed).map(values_of<Log, std::string, std::string, std::int64_t>));
  Heard heard;
  for (const auto& [source, epoch, position] : logs) {
    if (source == "scheduling")
      std::tie(heard.scheduling_epoch, heard.scheduling_position) = std::tie(epoch, position);
    if (source == "registration")
      std::tie(heard.registration_epoch, heard.registration_position) = std::tie(epoch, position);
  }
  return heard;
}

Result<bool> has_heard_enough(Reader& reader) {
  TRY(unheard, reader.query(kUnheard).map(only<std::int64_t>));
  return unheard == 0;
}

}  // namespace opora::feedback
