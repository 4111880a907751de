#include "reporting/store/invariants.h"

#include "reporting/store/reach.h"

namespace opora::reporting {
namespace {

using Finding = Invariant::Finding;
constexpr std::size_t kViolationCountMax = 20;

void blame(Finding& finding, std::string what) {
  if (finding.violations.size() < kViolationCountMax) finding.violations.push_back(std::move(what));
}

// Attendances of rounds and those that wait must be all there are: nobody who came falls between two logs.
Result<Finding> every_attendance_is_counted(Snapshot& snapshot) {
  TRY(all, count_attendances(snapshot));
  TRY(waiting, count_waiting_attendances(snapshot));
  TRY(rounds, rounds_with_sessions(snapshot));
  std::int64_t counted = waiting;
  for (const RoundId& round : rounds) {
    TRY(sessions, reach_by(snapshot, round, Dimension::session));
    for (const ReachRow& session : sessions) counted += session.reach.attendances;
  }
  Finding finding{all, {}};
  if (counted != all) blame(finding, std::to_string(all) + " attendances, " + std::to_string(counted) + " counted");
  return finding;
}

Result<Finding> people_lie_within_attendances(Snapshot& snapshot) {
  TRY(rounds, rounds_with_sessions(snapshot));
  Finding finding;
  for (const RoundId& round : rounds) {
    TRY(reach, reach_of(snapshot, round));
    finding.checked_count += 1;
    if (reach.people > reach.attendances || reach.attendances > reach.people * reach.sessions) {
      blame(finding, "round " + round.value);
    }
  }
  return finding;
}

// Every attendance of a round is in exactly one row of each dimension.
Result<Finding> rows_add_up(Snapshot& snapshot) {
  TRY(rounds, rounds_with_sessions(snapshot));
  Finding finding;
  for (const RoundId& round : rounds) {
    TRY(whole, reach_of(snapshot, round));
    for (const Dimension dimension : kBreakdowns) {
      TRY(rows, reach_by(snapshot, round, dimension));
      std::int64_t attendances = 0;
      for (const ReachRow& row : rows) attendances += row.reach.attendances;
      finding.checked_count += 1;
      if (attendances != whole.attendances)
        blame(finding, std::string(name_of(dimension)) + " of round " + round.value);
    }
  }
  return finding;
}

bool agree(const std::vector<ReachRow>& rows, const std::map<std::string, Reach>& recounted) {
  if (rows.size() != recounted.size()) return false;
  for (const ReachRow& row : rows) {
    const auto found = recounted.find(row.key);
    if (found == recounted.end() || found->second != row.reach) return false;
  }
  return true;
}

Result<Finding> recount_agrees(Snapshot& snapshot) {
  TRY(rounds, rounds_with_sessions(snapshot));
  Finding finding;
  for (const RoundId& round : rounds) {
    TRY(everybody, everybody_at(snapshot, round));
    std::vector<Dimension> dimensions(kBreakdowns.begin(), kBreakdowns.end());
    dimensions.push_back(Dimension::whole);
    for (const Dimension dimension : dimensions) {
      TRY(rows, reach_by(snapshot, round, dimension));
      finding.checked_count += static_cast<std::int64_t>(rows.size());
      if (!agree(rows, recount(everybody, dimension))) {
        blame(finding, std::string(name_of(dimension)) + " of round " + round.value);
      }
    }
  }
  return finding;
}

using Check = Result<Finding> (*)(Snapshot&);

Invariant invariant(std::string sentence, Check check) {
  return {std::move(sentence), [check](Snapshot& snapshot) {
            auto finding = check(snapshot);
            return finding ? *std::move(finding) : Finding{0, {finding.error().reason}};
          }};
}

}  // namespace

std::vector<Invariant> invariants() {
  return {
      invariant("Every attendance is in its session's count, or is counted as waiting for its session.",
                every_attendance_is_counted),
      invariant("No round has more people than attendances, nor more attendances than people times sessions held.",
                people_lie_within_attendances),
      invariant("The attendances of each breakdown add up to the round's.", rows_add_up),
      invariant("Every figure of a round is the same when its people are counted again one by one.", recount_agrees),
  };
}

}  // namespace opora::reporting
