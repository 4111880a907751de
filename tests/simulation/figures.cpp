#include "simulation/figures.h"

namespace opora::simulation {
namespace {

constexpr const char* kFigures = "A round's figures are those counted by hand from the logs.";

// Different people and times of coming, by session.
struct Came {
  std::set<std::string> people;
  std::int64_t count = 0;
};

// By session, or with whom they came.
std::map<std::string, Came> count_by(bool organisation, const Ledger& ledger, const std::string& round) {
  std::map<std::string, Came> counted;
  for (const auto& [where, attendance] : ledger.attendances()) {
    const auto session = ledger.sessions().find(where.first);
    if (session == ledger.sessions().end() || session->second.facts.round_id() != round) continue;
    Came& came = counted[organisation ? ledger.with_whom(where.first, where.second) : where.first];
    came.people.insert(where.second);
    ++came.count;
  }
  return counted;
}

}  // namespace

std::map<std::string, std::int64_t> count_figures(const Ledger& ledger, const std::string& round) {
  std::set<std::string> people, verified, organisations, sessions, days;
  std::map<std::string, std::int64_t> figures{
      {"people", 0},          {"attendances", 0},     {"organisations", 0},
      {"sessions_held", 0},   {"session_minutes", 0}, {"session_days", 0},
      {"seats_confirmed", 0}, {"seats_waiting", 0},   {"scans_set_aside", 0},
      {"events_skipped", 0}};
  const auto is_of_round = [&](const std::string& session) {
    const auto found = ledger.sessions().find(session);
    return found != ledger.sessions().end() && found->second.facts.round_id() == round;
  };
  for (const auto& [id, scan] : ledger.scans())
    if (!scan.is_settled && is_of_round(scan.session)) ++figures["scans_set_aside"];
  for (const auto& [where, attendance] : ledger.attendances()) {
    if (!is_of_round(where.first)) continue;
    const auto& facts = ledger.sessions().at(where.first).facts;
    ++figures["attendances"];
    people.insert(where.second);
    if (!attendance.is_of_unknown_person || ledger.is_named(where.second)) verified.insert(where.second);
    const std::string organisation = ledger.with_whom(where.first, where.second);
    if (!organisation.empty()) organisations.insert(organisation);
    if (sessions.insert(where.first).second) figures["session_minutes"] += facts.duration_minutes();
    days.insert(facts.local_start().substr(0, 10));
  }
  for (const auto& [id, group] : ledger.groups()) {
    if (group.cancelled || !is_of_round(group.session)) continue;
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
  for (const auto& breakdown : report.breakdowns()) {
    const bool by_organisation = breakdown.dimension() == "organisation";
    if (!by_organisation && breakdown.dimension() != "session") continue;
    const auto counted = count_by(by_organisation, ledger, report.round_id());
    verdict.expect(breakdown.rows_size() == static_cast<int>(counted.size()), kFigures,
                   "round " + report.round_id() + ": rows by " + breakdown.dimension());
    for (const auto& row : breakdown.rows()) {
      const auto came = counted.find(row.key());
      verdict.expect(came != counted.end() && row.attendance_count() == came->second.count &&
                         row.people_count() == static_cast<std::int64_t>(came->second.people.size()),
                     kFigures, "round " + report.round_id() + ": " + breakdown.dimension() + " " + row.key());
    }
  }
}

}  // namespace opora::simulation
