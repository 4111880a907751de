#include "simulation/figures.h"

namespace opora::simulation {
namespace {

using reporting::v1::Dimension;
using reporting::v1::Measure;

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
    if (session->second.is_cancelled) continue;
    Came& came = counted[organisation ? ledger.with_whom(where.first, where.second) : where.first];
    came.people.insert(where.second);
    ++came.count;
  }
  return counted;
}

}  // namespace

std::map<Measure, std::int64_t> count_figures(const Ledger& ledger, const std::string& round) {
  std::set<std::string> people, verified, organisations, sessions, days;
  std::map<Measure, std::int64_t> figures{
      {Measure::MEASURE_ATTENDANCES, 0},   {Measure::MEASURE_SESSION_MINUTES, 0}, {Measure::MEASURE_SEATS_CONFIRMED, 0},
      {Measure::MEASURE_SEATS_WAITING, 0}, {Measure::MEASURE_SCANS_SET_ASIDE, 0}, {Measure::MEASURE_EVENTS_SKIPPED, 0}};
  const auto is_of_round = [&](const std::string& session) {
    const auto found = ledger.sessions().find(session);
    return found != ledger.sessions().end() && found->second.facts.round_id() == round;
  };
  const auto is_cancelled = [&](const std::string& session) { return ledger.sessions().at(session).is_cancelled; };
  figures[Measure::MEASURE_ATTENDANCES_CANCELLED] = 0;
  figures[Measure::MEASURE_SESSIONS_CANCELLED] = 0;
  for (const auto& [id, session] : ledger.sessions())
    if (session.is_cancelled && session.facts.round_id() == round) ++figures[Measure::MEASURE_SESSIONS_CANCELLED];
  for (const auto& [id, scan] : ledger.scans())
    if (!scan.is_settled && is_of_round(scan.session)) ++figures[Measure::MEASURE_SCANS_SET_ASIDE];
  for (const auto& [where, attendance] : ledger.attendances()) {
    if (!is_of_round(where.first)) continue;
    if (is_cancelled(where.first)) {
      ++figures[Measure::MEASURE_ATTENDANCES_CANCELLED];
      continue;
    }
    const auto& facts = ledger.sessions().at(where.first).facts;
    ++figures[Measure::MEASURE_ATTENDANCES];
    people.insert(where.second);
    if (!attendance.is_of_unknown_person || ledger.is_named(where.second)) verified.insert(where.second);
    const std::string organisation = ledger.with_whom(where.first, where.second);
    if (!organisation.empty()) organisations.insert(organisation);
    if (sessions.insert(where.first).second) figures[Measure::MEASURE_SESSION_MINUTES] += facts.duration_minutes();
    days.insert(facts.local_start().substr(0, 10));
  }
  for (const auto& [id, group] : ledger.groups()) {
    if (group.cancelled || !is_of_round(group.session) || is_cancelled(group.session)) continue;
    figures[group.confirmed ? Measure::MEASURE_SEATS_CONFIRMED : Measure::MEASURE_SEATS_WAITING] += group.head_count;
  }
  figures[Measure::MEASURE_PEOPLE] = static_cast<std::int64_t>(people.size());
  figures[Measure::MEASURE_PEOPLE_UNVERIFIED] = static_cast<std::int64_t>(people.size() - verified.size());
  figures[Measure::MEASURE_ORGANISATIONS] = static_cast<std::int64_t>(organisations.size());
  figures[Measure::MEASURE_SESSIONS_HELD] = static_cast<std::int64_t>(sessions.size());
  figures[Measure::MEASURE_SESSION_DAYS] = static_cast<std::int64_t>(days.size());
  return figures;
}

void check_report(const reporting::v1::RoundReport& report, const Ledger& ledger, Verdict& verdict) {
  std::map<Measure, std::int64_t> reported;
  for (const auto& figure : report.figures()) reported[figure.measure()] = figure.value();
  for (const auto& [measure, value] : count_figures(ledger, report.round_id())) {
    const auto found = reported.find(measure);
    verdict.expect(found != reported.end() && found->second == value, kFigures,
                   "round " + report.round_id() + ": " + reporting::v1::Measure_Name(measure) + " is " +
                       (found == reported.end() ? "missing" : std::to_string(found->second)) + ", counted " +
                       std::to_string(value));
  }
  for (const auto& breakdown : report.breakdowns()) {
    const bool by_organisation = breakdown.dimension() == Dimension::DIMENSION_ORGANISATION;
    if (!by_organisation && breakdown.dimension() != Dimension::DIMENSION_SESSION) continue;
    const std::string where = "round " + report.round_id() + ": " +
                              reporting::v1::Dimension_Name(breakdown.dimension());
    const auto counted = count_by(by_organisation, ledger, report.round_id());
    verdict.expect(breakdown.rows_size() == static_cast<int>(counted.size()), kFigures, where + ": rows");
    for (const auto& row : breakdown.rows()) {
      const auto came = counted.find(row.key());
      verdict.expect(came != counted.end() && row.attendance_count() == came->second.count &&
                         row.people_count() == static_cast<std::int64_t>(came->second.people.size()),
                     kFigures, where + " " + row.key());
    }
  }
}

}  // namespace opora::simulation
