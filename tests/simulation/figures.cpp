#include "simulation/figures.h"

namespace opora::simulation {
namespace {

constexpr const char* kFigures = "A round's figures are those counted by hand from the logs.";

// Different people and times of coming, by session.
struct Came {
  std::set<std::string> people;
  std::int64_t count = 0;
};

std::map<std::string, Came> count_by_session(const Ledger& ledger, const std::string& round) {
  std::map<std::string, Came> by_session;
  for (const auto& [where, attendance] : ledger.attendances()) {
    const auto session = ledger.sessions().find(where.first);
    if (session == ledger.sessions().end() || session->second.facts.round_id() != round) continue;
    by_session[where.first].people.insert(where.second);
    ++by_session[where.first].count;
  }
  return by_session;
}

}  // namespace

std::map<std::string, std::int64_t> count_figures(const Ledger& ledger, const std::string& round) {
  std::set<std::string> people, verified, organisations, sessions, days;
  std::map<std::string, std::int64_t> figures{
      {"people", 0},          {"attendances", 0},     {"organisations", 0},
      {"sessions_held", 0},   {"session_minutes", 0}, {"session_days", 0},
      {"seats_confirmed", 0}, {"seats_waiting", 0},   {"attendances_waiting", 0},
      {"events_skipped", 0}};
  for (const auto& [where, attendance] : ledger.attendances()) {
    const auto session = ledger.sessions().find(where.first);
    if (session == ledger.sessions().end()) ++figures["attendances_waiting"];
    if (session == ledger.sessions().end() || session->second.facts.round_id() != round) continue;
    const auto& facts = session->second.facts;
    ++figures["attendances"];
    people.insert(where.second);
    if (!attendance.is_of_unknown_person) verified.insert(where.second);
    if (!attendance.organisation.empty()) organisations.insert(attendance.organisation);
    if (sessions.insert(where.first).second) figures["session_minutes"] += facts.duration_minutes();
    days.insert(facts.local_start().substr(0, 10));
  }
  for (const auto& [id, group] : ledger.groups()) {
    const auto session = ledger.sessions().find(group.session);
    if (group.cancelled || session == ledger.sessions().end() || session->second.facts.round_id() != round) continue;
    figures[group.confirmed ? "seats_confirmed" : "seats_waiting"] += group.head_count;
  }
  figures["people"] = static_cast<std::int64_t>(people.size());
  figures["people_unverified"] = static_cast<std::int64_t>(people.size() - verified.size());
  figures["organisations"] = static_cast<std::int64_t>(organisations.size());
  figures["sessions_held"] = static_cast<std::int64_t>(sessions.size());
  figures["session_days"] = static_cast<std::int64_t>(days.size());
  return figures;
}

void check_report(const reporting::v1::RoundReport& report, const Ledger& ledger, Verdict& verdict) {
  std::map<std::string, std::int64_t> reported;
  for (const auto& figure : report.figures()) reported[figure.measure()] = figure.value();
  for (const auto& [measure, value] : count_figures(ledger, report.round_id())) {
    const auto found = reported.find(measure);
    verdict.expect(found != reported.end() && found->second == value, kFigures,
                   "round " + report.round_id() + ": " + measure + " is " +
                       (found == reported.end() ? "missing" : std::to_string(found->second)) + ", counted " +
                       std::to_string(value));
  }
  const auto by_session = count_by_session(ledger, report.round_id());
  for (const auto& breakdown : report.breakdowns()) {
    if (breakdown.dimension() != "session") continue;
    verdict.expect(breakdown.rows_size() == static_cast<int>(by_session.size()), kFigures,
                   "round " + report.round_id() + ": rows by session");
    for (const auto& row : breakdown.rows()) {
      const auto came = by_session.find(row.key());
      verdict.expect(came != by_session.end() && row.attendance_count() == came->second.count &&
                         row.people_count() == static_cast<std::int64_t>(came->second.people.size()),
                     kFigures, "session " + row.key());
    }
  }
}

}  // namespace opora::simulation
