#include "reporting/invariants.h"

#include <algorithm>

#include "reporting/store/listed_sessions.h"
#include "reporting/store/overlaps.h"
#include "reporting/store/reach.h"
#include "reporting/store/recount.h"

namespace opora::reporting {
namespace {

using Finding = Invariant::Finding;

std::string where(Dimension dimension, const RoundId& round) {
  return std::string(name_of(dimension)) + " of round " + round.value;
}

// Attendances of rounds, those that wait and those at cancelled sessions must be all there are: nobody who came falls
// between two logs.
Result<Finding> every_attendance_is_counted(Snapshot& snapshot) {
  TRY(all, count_attendances(snapshot));
  TRY(waiting, count_waiting_attendances(snapshot));
  TRY(cancelled, count_attendances_cancelled(snapshot));
  TRY(rounds, rounds_with_sessions(snapshot));
  std::int64_t counted = waiting + cancelled;
  for (const RoundId& round : rounds) {
    TRY(visits, visits_of(snapshot, round, snapshot.now()));
    for (const KeyedReach& session : visits.reach_by(Dimension::session)) counted += session.reach.attendances;
  }
  Finding finding{all, {}};
  if (counted != all)
    finding.violated_by(std::to_string(all) + " attendances, " + std::to_string(counted) + " counted");
  return finding;
}

Result<Finding> people_lie_within_attendances(Snapshot& snapshot) {
  TRY(rounds, rounds_with_sessions(snapshot));
  Finding finding;
  for (const RoundId& round : rounds) {
    TRY(visits, visits_of(snapshot, round, snapshot.now()));
    const Reach reach = visits.reach();
    const auto sessions = static_cast<std::int64_t>(visits.came().size());
    finding.checked_count += 1;
    if (reach.people > reach.attendances || reach.attendances > reach.people * sessions) {
      finding.violated_by(where(Dimension::whole, round));
    }
  }
  return finding;
}

// Every attendance of a round is in exactly one row of each dimension.
Result<Finding> rows_add_up(Snapshot& snapshot) {
  TRY(rounds, rounds_with_sessions(snapshot));
  Finding finding;
  for (const RoundId& round : rounds) {
    TRY(visits, visits_of(snapshot, round, snapshot.now()));
    const std::int64_t expected = visits.reach().attendances;
    for (const Dimension dimension : kBreakdowns) {
      std::int64_t attendances = 0;
      for (const KeyedReach& row : visits.reach_by(dimension)) attendances += row.reach.attendances;
      finding.checked_count += 1;
      if (attendances != expected) finding.violated_by(where(dimension, round));
    }
  }
  return finding;
}

// Of each session held, by its id.
Result<std::vector<SessionTurnout>> turnouts_of(Snapshot& snapshot, const RoundId& round, const Visits& visits) {
  TRY(sessions, listed_sessions_of(snapshot, round));
  const auto came = visits.came();
  std::vector<SessionTurnout> turnouts;
  for (const ListedSession& listed : sessions)
    if (const auto there = came.find(listed.session.id); there != came.end())
      turnouts.push_back({listed.session.id, turnout_of(listed.groups, there->second)});
  std::ranges::sort(turnouts, {}, &SessionTurnout::session);
  return turnouts;
}

Result<Finding> recount_agrees(Snapshot& snapshot) {
  std::vector<Dimension> dimensions(kBreakdowns.begin(), kBreakdowns.end());
  dimensions.push_back(Dimension::whole);
  TRY(rounds, rounds_with_sessions(snapshot));
  Finding finding;
  for (const RoundId& round : rounds) {
    TRY(visits, visits_of(snapshot, round, snapshot.now()));
    for (const Dimension dimension : dimensions) {
      TRY(recounted, recount(snapshot, round, dimension, snapshot.now()));
      finding.checked_count += static_cast<std::int64_t>(recounted.size());
      if (visits.reach_by(dimension) != recounted) finding.violated_by(where(dimension, round));
    }
    TRY(turnouts, turnouts_of(snapshot, round, visits));
    TRY(turnouts_recounted, recount_turnouts(snapshot, round));
    finding.checked_count += static_cast<std::int64_t>(turnouts_recounted.size());
    if (turnouts != turnouts_recounted) finding.violated_by("who came with a seat in round " + round.value);
    TRY(overlapping, count_overlapping(snapshot, round));
    TRY(overlapping_recounted, recount_overlapping(snapshot, round));
    finding.checked_count += 1;
    if (overlapping != overlapping_recounted) finding.violated_by("attendances in two places in round " + round.value);
    TRY(people_unverified, recount_people_unverified(snapshot, round));
    finding.checked_count += 1;
    if (visits.people_unverified() != people_unverified)
      finding.violated_by("people unverified in round " + round.value);
  }
  return finding;
}

// How many there are is for operators to see: they concern no round, so no report says it.
Result<Finding> awaited_attendances(Snapshot& snapshot) {
  TRY(waiting, count_waiting_attendances(snapshot));
  return Finding{waiting, {}};
}

}  // namespace

std::vector<Invariant> invariants() {
  static const CountedInvariant kOneStep{
      "No id that was merged into another one stands for others.",
      Statement("SELECT COUNT(*) FROM merged_people WHERE kept_id <> ''"),
      Statement("SELECT m.person_id FROM merged_people m JOIN merged_people o ON o.kept_id = m.person_id "
                "WHERE m.kept_id <> '' AND NOT EXISTS (SELECT 1 FROM parked) LIMIT 20")};
  return {
      counted(kOneStep),
      computed("Every attendance is in its session's count, or waits for its session, or that was cancelled.",
               every_attendance_is_counted),
      computed("Attendances whose session nobody has published yet are in no round's figures.", awaited_attendances),
      computed("No round has more people than attendances, nor more attendances than people times sessions that "
               "somebody came to.",
               people_lie_within_attendances),
      computed("The attendances of each breakdown add up to the round's.", rows_add_up),
      computed("Every figure of a round is the same when the database counts it again in SQL.", recount_agrees),
  };
}

}  // namespace opora::reporting
