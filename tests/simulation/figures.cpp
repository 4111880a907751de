#include "simulation/figures.h"

#include <algorithm>
#include <set>
#include <vector>

namespace opora::simulation {
namespace {

using reporting::v1::Dimension;
using reporting::v1::Measure;

constexpr const char* kFigures = "A round's figures are those counted by hand from the logs.";

// Different people and times of coming; and between how few and how many people that was, if some came without names.
struct Came {
  std::set<std::string> people;
  std::map<std::string, std::int64_t> at_session;
  std::int64_t count = 0, unnamed = 0;

  void add(const std::string& session, const std::string& person) {
    people.insert(person);
    ++at_session[session];
    ++count;
  }
  void add(const std::string& session, int without_names) {
    at_session[session] += without_names;
    count += without_names;
    unnamed += without_names;
  }
  // Those without names came besides the others of their session, and may be any of another one's.
  std::int64_t fewest() const {
    auto fewest = static_cast<std::int64_t>(people.size());
    for (const auto& [session, there] : at_session) fewest = std::max(fewest, there);
    return fewest;
  }
  std::int64_t most() const { return static_cast<std::int64_t>(people.size()) + unnamed; }
};

enum class By { whole, organisation, session };

// A session that is known and was not cancelled.
const ToldSession* held(const Ledger& ledger, const std::string& session) {
  const auto found = ledger.sessions().find(session);
  return found == ledger.sessions().end() || found->second.is_cancelled ? nullptr : &found->second;
}

bool is_over(const scheduling::v1::SessionPublished& facts, std::int64_t now_us) {
  return facts.starts_at_us() + facts.duration_minutes() * 60'000'000LL <= now_us;
}

std::map<std::string, Came> count_by(By what, const Ledger& ledger, const std::string& round) {
  std::map<std::string, Came> counted;
  const auto key_of = [&](const std::string& session, const std::string& organisation) {
    return what == By::whole ? round : what == By::organisation ? organisation : session;
  };
  for (const auto& [session, person] : ledger.who_came())
    if (const ToldSession* told = held(ledger, session); told != nullptr && told->facts.round_id() == round)
      counted[key_of(session, ledger.with_whom(session, person))].add(session, person);
  for (const auto& [id, session] : ledger.sessions()) {
    if (session.facts.round_id() != round || session.is_cancelled) continue;
    for (const auto& [organisation, unnamed] : session.unnamed)
      if (unnamed.count > 0) counted[key_of(id, ledger.organisations().kept_of(organisation))].add(id, unnamed.count);
  }
  return counted;
}

// One organisation at one session: its seats, those of them without a name, and who came of it.
struct Seating {
  std::int64_t seats = 0, nameless = 0, named_who_came = 0, others = 0, unnamed = 0;
  std::int64_t taken(std::int64_t by_others) const { return std::min(seats, named_who_came + by_others); }
  std::int64_t fewest() const { return taken(std::min(nameless, others + unnamed)); }
  std::int64_t most() const { return taken(std::min(nameless, others) + unnamed); }
};

std::map<std::string, Seating> seating_at(const std::string& session, const Ledger& ledger) {
  std::map<std::string, Seating> by_organisation;
  std::set<std::string> named;
  for (const auto& [id, group] : ledger.groups()) {
    if (group.session != session || !group.confirmed || group.cancelled) continue;
    Seating& seating = by_organisation[ledger.organisations().kept_of(group.organisation)];
    seating.seats += group.head_count;
    seating.nameless += std::max<std::int64_t>(0, group.head_count - static_cast<std::int64_t>(group.members.size()));
    for (const std::string& person : group.members) named.insert(ledger.people().kept_of(person));
  }
  for (const auto& [where, person] : ledger.who_came()) {
    if (where != session) continue;
    Seating& seating = by_organisation[ledger.with_whom(session, person)];
    ++(named.contains(person) ? seating.named_who_came : seating.others);
  }
  for (const auto& [organisation, unnamed] : ledger.sessions().at(session).unnamed)
    by_organisation[ledger.organisations().kept_of(organisation)].unnamed += unnamed.count;
  return by_organisation;
}

// How many times somebody of the round was at another session meanwhile, of whatever round.
std::int64_t overlapping_in(const Ledger& ledger, const std::string& round) {
  std::map<std::string, std::vector<const ToldSession*>> by_person;
  const auto came = ledger.who_came();
  for (const auto& [session, person] : came)
    if (const ToldSession* told = held(ledger, session)) by_person[person].push_back(told);
  const auto meets = [](const scheduling::v1::SessionPublished& one, const scheduling::v1::SessionPublished& other) {
    return one.session_id() != other.session_id() &&
           one.starts_at_us() < other.starts_at_us() + other.duration_minutes() * 60'000'000LL &&
           other.starts_at_us() < one.starts_at_us() + one.duration_minutes() * 60'000'000LL;
  };
  std::int64_t count = 0;
  for (const auto& [person, sessions] : by_person)
    for (const ToldSession* one : sessions)
      count += one->facts.round_id() == round &&
               std::ranges::any_of(sessions, [&](const ToldSession* other) { return meets(one->facts, other->facts); });
  return count;
}

// All organisations have one name, so each may be another one of those that people came with, unless somebody has said
// that the two are two.
std::int64_t undecided_in(const Ledger& ledger, const std::set<std::string>& organisations) {
  return std::ranges::count_if(organisations, [&](const std::string& one) {
    return std::ranges::any_of(organisations, [&](const std::string& other) {
      return one != other && !ledger.organisations().are_apart(one, other);
    });
  });
}

void check_sessions(const reporting::v1::RoundReport& report, const Ledger& ledger, Verdict& verdict) {
  std::int64_t of_round = 0;
  for (const auto& [id, session] : ledger.sessions()) of_round += session.facts.round_id() == report.round_id();
  verdict.expect(report.sessions_size() == of_round, kFigures, "round " + report.round_id() + ": sessions");
  for (const auto& said : report.sessions()) {
    const auto told = ledger.sessions().find(said.session_id());
    if (told == ledger.sessions().end()) continue;  // said by the figures already
    std::int64_t seats = 0, came = 0, fewest = 0, most = 0;
    for (const auto& [organisation, seating] : seating_at(said.session_id(), ledger)) {
      seats += seating.seats;
      came += seating.named_who_came + seating.others + seating.unnamed;
      fewest += seating.fewest();
      most += seating.most();
    }
    const bool is_held =
        came > 0 && is_over(told->second.facts, report.made_at_us()) && !told->second.is_cancelled;
    const auto& turnout = said.turnout();
    const bool is_right = said.capacity() == told->second.facts.capacity() && said.seats_confirmed() == seats &&
                          said.place().local_start() == told->second.facts.local_start() &&
                          said.moves_size() == told->second.move_count &&
                          (said.state() == reporting::v1::SESSION_STATE_CANCELLED) == told->second.is_cancelled &&
                          said.has_turnout() == is_held &&
                          (!is_held || (turnout.came_count() == came && turnout.seats_confirmed() == seats &&
                                        turnout.came_with_seat_count() == fewest &&
                                        turnout.came_with_seat_at_most() == most));
    verdict.expect(is_right, kFigures, "session " + said.session_id() + " of the report");
  }
}

}  // namespace

std::map<Measure, std::int64_t> count_figures(const Ledger& ledger, const std::string& round, std::int64_t now_us) {
  std::set<std::string> people, verified, days;
  std::map<Measure, std::int64_t> figures{
      {Measure::MEASURE_SESSION_MINUTES, 0}, {Measure::MEASURE_SEATS_CONFIRMED, 0},
      {Measure::MEASURE_SEATS_WAITING, 0}, {Measure::MEASURE_SCANS_SET_ASIDE, 0}, {Measure::MEASURE_EVENTS_SKIPPED, 0}};
  const auto is_of_round = [&](const std::string& session) {
    const auto found = ledger.sessions().find(session);
    return found != ledger.sessions().end() && found->second.facts.round_id() == round;
  };
  const auto is_cancelled = [&](const std::string& session) { return ledger.sessions().at(session).is_cancelled; };
  figures[Measure::MEASURE_ATTENDANCES_CANCELLED] = 0;
  figures[Measure::MEASURE_SESSIONS_CANCELLED] = 0;
  for (const auto& [id, session] : ledger.sessions())
    if (session.is_cancelled && session.facts.round_id() == round) {
      ++figures[Measure::MEASURE_SESSIONS_CANCELLED];
      for (const auto& [organisation, unnamed] : session.unnamed)
        figures[Measure::MEASURE_ATTENDANCES_CANCELLED] += unnamed.count;
    }
  for (const auto& [id, scan] : ledger.scans())
    if (!scan.is_settled && is_of_round(scan.session)) ++figures[Measure::MEASURE_SCANS_SET_ASIDE];
  for (const auto& [session, person] : ledger.who_came())
    if (is_of_round(session) && is_cancelled(session)) ++figures[Measure::MEASURE_ATTENDANCES_CANCELLED];
  for (const auto& [where, attendance] : ledger.attendances()) {
    if (!attendance.counts || !is_of_round(where.first) || is_cancelled(where.first)) continue;
    const std::string person = ledger.people().kept_of(where.second);
    people.insert(person);
    if (!attendance.is_of_unknown_person || ledger.is_named(person)) verified.insert(person);
  }
  const Came whole = count_by(By::whole, ledger, round)[round];
  std::set<std::string> organisations;
  for (const auto& [organisation, came] : count_by(By::organisation, ledger, round))
    if (!organisation.empty()) organisations.insert(organisation);
  figures[Measure::MEASURE_ORGANISATIONS] = static_cast<std::int64_t>(organisations.size());
  figures[Measure::MEASURE_ORGANISATIONS_UNDECIDED] = undecided_in(ledger, organisations);
  figures[Measure::MEASURE_ATTENDANCES_OVERLAPPING] = overlapping_in(ledger, round);
  std::int64_t held_count = 0;
  for (const auto& [session, there] : whole.at_session) {
    const auto& facts = ledger.sessions().at(session).facts;
    if (!is_over(facts, now_us)) continue;
    ++held_count;
    figures[Measure::MEASURE_SESSION_MINUTES] += facts.duration_minutes();
    days.insert(facts.local_start().substr(0, 10));
  }
  for (const auto& [id, group] : ledger.groups()) {
    if (group.cancelled || !is_of_round(group.session) || is_cancelled(group.session)) continue;
    figures[group.confirmed ? Measure::MEASURE_SEATS_CONFIRMED : Measure::MEASURE_SEATS_WAITING] += group.head_count;
  }
  figures[Measure::MEASURE_PEOPLE] = whole.fewest();
  figures[Measure::MEASURE_PEOPLE_UNVERIFIED] = static_cast<std::int64_t>(people.size() - verified.size());
  figures[Measure::MEASURE_ATTENDANCES] = whole.count;
  figures[Measure::MEASURE_ATTENDANCES_UNNAMED] = whole.unnamed;
  figures[Measure::MEASURE_SESSIONS_HELD] = held_count;
  figures[Measure::MEASURE_SESSION_DAYS] = static_cast<std::int64_t>(days.size());
  return figures;
}

void check_report(const reporting::v1::RoundReport& report, const Ledger& ledger, Verdict& verdict) {
  std::map<Measure, std::int64_t> reported;
  for (const auto& figure : report.figures()) reported[figure.measure()] = figure.value();
  for (const auto& [measure, value] : count_figures(ledger, report.round_id(), report.made_at_us())) {
    const auto found = reported.find(measure);
    verdict.expect(found != reported.end() && found->second == value, kFigures,
                   "round " + report.round_id() + ": " + reporting::v1::Measure_Name(measure) + " is " +
                       (found == reported.end() ? "missing" : std::to_string(found->second)) + ", counted " +
                       std::to_string(value));
  }
  check_sessions(report, ledger, verdict);
  for (const auto& breakdown : report.breakdowns()) {
    const bool by_organisation = breakdown.dimension() == Dimension::DIMENSION_ORGANISATION;
    if (!by_organisation && breakdown.dimension() != Dimension::DIMENSION_SESSION) continue;
    const std::string where = "round " + report.round_id() + ": " +
                              reporting::v1::Dimension_Name(breakdown.dimension());
    const auto counted = count_by(by_organisation ? By::organisation : By::session, ledger, report.round_id());
    verdict.expect(breakdown.rows_size() == static_cast<int>(counted.size()), kFigures, where + ": rows");
    for (const auto& row : breakdown.rows()) {
      const auto came = counted.find(row.key());
      verdict.expect(came != counted.end() && row.attendance_count() == came->second.count &&
                         row.people_count() == came->second.fewest() && row.people_at_most() == came->second.most(),
                     kFigures, where + " " + row.key());
    }
  }
}

}  // namespace opora::simulation
