#include "reporting/report/sessions.h"

#include <algorithm>
#include <set>

#include "platform/text/printable.h"
#include "reporting/report/dates.h"
#include "reporting/report/phrases.h"

namespace opora::report {
namespace {

namespace v1 = reporting::v1;

const v1::ReportedSession* session_in(const v1::RoundReport& report, const std::string& id) {
  const auto found = std::find_if(report.sessions().begin(), report.sessions().end(),
                                  [&](const v1::ReportedSession& each) { return each.session_id() == id; });
  return found == report.sessions().end() ? nullptr : &*found;
}

Wording title_of(const v1::ReportedSession& session, const Words& words) {
  return in_language(session.title(), words.language(), session.session_id());
}

// The zone that all sessions have; empty if there are several, which then stand at each time.
std::string common_zone(const v1::RoundReport& report) {
  std::set<std::string> zones;
  for (const v1::ReportedSession& session : report.sessions()) {
    zones.insert(session.place().time_zone());
    if (session.has_former_place()) zones.insert(session.former_place().time_zone());
    for (const v1::SessionMove& move : session.moves()) zones.insert(move.place().time_zone());
  }
  return zones.size() == 1 ? *zones.begin() : "";
}

std::string when(const v1::SessionPlace& place, const std::string& zone, const Words& words) {
  const std::string time = time_in(words, place.local_start());
  return zone.empty() && !place.time_zone().empty() ? time + " (" + printable(place.time_zone()) + ")" : time;
}

// Two of one title are told apart.
Wording label_of(const v1::ReportedSession& session, const std::string& zone, const Words& words) {
  Wording label = title_of(session, words);
  label.text += ", " + when(session.place(), zone, words);
  return label;
}

Wording where(const v1::SessionPlace& place, const Words& words) {
  return joined({in_language(place.site_name(), words.language(), ""),
                 in_language(place.venue_name(), words.language(), ""),
                 in_language(place.room_name(), words.language(), "")});
}

// A platform of before it told each move tells from where to where they took the session, and the last reason.
std::vector<v1::SessionMove> moves_of(const v1::ReportedSession& session) {
  std::vector<v1::SessionMove> moves(session.moves().begin(), session.moves().end());
  if (!moves.empty() || !session.has_former_place()) return moves;
  v1::SessionMove& all = moves.emplace_back();
  *all.mutable_former_place() = session.former_place();
  *all.mutable_place() = session.place();
  all.set_reason(session.reason());
  return moves;
}

std::string state_in(const v1::ReportedSession& session, const Words& words) {
  std::string state = word_of(session.state(), "state", words);
  if (session.has_former_place()) state += ", " + words.text("state_moved");
  return state;
}

// The terms of the table, before it.
std::vector<std::string> terms_of_sessions(const v1::RoundReport& report, const std::string& zone,
                                           const Words& words) {
  std::vector<std::string> notes;
  for (const char* term : {"terms.seats", "terms.came", "terms.did_not_come", "terms.states", "terms.length"})
    notes.push_back(words.text(term));
  notes.push_back(zone.empty() ? words.text("times_of_several_zones")
                               : filled(words.text("times_of_one_zone"), {{"{zone}", printable(zone)}}));
  const auto is_not_recorded = [](const v1::ReportedSession& session) {
    return session.state() == v1::SESSION_STATE_NOT_RECORDED;
  };
  if (std::ranges::any_of(report.sessions(), is_not_recorded)) notes.push_back(words.text("look_at_not_recorded"));
  notes.push_back(words.text("no_leaders"));
  return notes;
}

}  // namespace

std::vector<Fact> turnout_facts(const v1::RoundReport& report, const Words& words) {
  const v1::Turnout& turnout = report.turnout();
  if (!report.has_turnout() || turnout.seats_confirmed() == 0) return {};
  const std::string least = percent(turnout.came_with_seat_count(), turnout.seats_confirmed());
  const std::string most = percent(turnout.came_with_seat_at_most(), turnout.seats_confirmed());
  const std::string taken = filled(
      words.text("taken_of"), {{"{taken}", between(turnout.came_with_seat_count(), turnout.came_with_seat_at_most())},
                               {"{seats}", std::to_string(turnout.seats_confirmed())},
                               {"{percent}", least == most ? least : least + "\u2013" + most}});
  return {{words.text("seats_taken"), taken, words.text("counts.seats_taken")},
          {words.text("did_not_come"), between(turnout.did_not_come_count(), turnout.did_not_come_at_most()),
           words.text("counts.did_not_come")}};
}

Section sessions_section(const v1::RoundReport& report, const Words& words) {
  const std::string zone = common_zone(report);
  Section section{words.text("sessions"), terms_of_sessions(report, zone, words), {}};
  const bool some_wait = std::ranges::any_of(
      report.sessions(), [](const v1::ReportedSession& session) { return session.seats_waiting() > 0; });
  section.table.columns = {text_column(words.text("column.session")), text_column(words.text("column.when")),
                           text_column(words.text("column.where")), text_column(words.text("column.state")),
                           number_column(words.text("column.length")), number_column(words.text("column.capacity")),
                           number_column(words.text("column.seats"))};
  if (some_wait) section.table.columns.push_back(number_column(words.text("column.waiting")));
  section.table.columns.push_back(number_column(words.text("column.came")));
  section.table.columns.push_back(number_column(words.text("column.did_not_come")));
  for (const v1::ReportedSession& session : report.sessions()) {
    const v1::Turnout& turnout = session.turnout();
    std::vector<Wording> row = {title_of(session, words), when(session.place(), zone, words),
                                where(session.place(), words), state_in(session, words),
                                hours(session.duration_minutes()), std::to_string(session.capacity()),
                                std::to_string(session.seats_confirmed())};
    if (some_wait) row.emplace_back(std::to_string(session.seats_waiting()));
    row.emplace_back(session.has_turnout() ? std::to_string(turnout.came_count()) : "");
    row.emplace_back(session.has_turnout()
                         ? between(turnout.did_not_come_count(), turnout.did_not_come_at_most())
                         : "");
    section.table.rows.push_back(std::move(row));
    section.table.bars.push_back({turnout.came_count(), session.seats_confirmed()});
  }
  return section;
}

Section moved_section(const v1::RoundReport& report, const Words& words) {
  const std::string zone = common_zone(report);
  Section section{words.text("moved_sessions"), {}, {}};
  section.table.columns = {text_column(words.text("column.session")), text_column(words.text("column.told")),
                           text_column(words.text("column.before")), text_column(words.text("column.after")),
                           text_column(words.text("column.reason"))};
  for (const v1::ReportedSession& session : report.sessions()) {
    for (const v1::SessionMove& move : moves_of(session)) {
      section.table.rows.push_back(
          {label_of(session, zone, words), move.told_at_us() == 0 ? "" : instant_in(words, move.told_at_us()),
           joined({when(move.former_place(), zone, words), where(move.former_place(), words)}),
           joined({when(move.place(), zone, words), where(move.place(), words)}), printable(move.reason())});
    }
  }
  return section;
}

Section corrections_section(const v1::RoundReport& report, const Words& words) {
  Section section{words.text("corrections"), {}, {}};
  section.notes.push_back(report.corrections_since_us() == 0
                              ? words.text("corrections_of_all")
                              : filled(words.text("corrections_since"),
                                       {{"{time}", instant_in(words, report.corrections_since_us())}}));
  section.notes.push_back(words.text("afterwards"));
  section.table.columns = {text_column(words.text("column.correction")), number_column(words.text("column.count")),
                           text_column(words.text("column.last"))};
  for (const v1::CorrectionCount& each : report.corrections()) {
    if (each.count() == 0) continue;
    section.table.rows.push_back({word_of(each.correction(), "correction", words), std::to_string(each.count()),
                                  day_of_instant_in(words, each.last_at_us())});
  }
  if (section.table.rows.empty()) section.notes.push_back(words.text("nothing_put_right"));
  return section;
}

std::optional<Wording> session_label(const v1::RoundReport& report, const std::string& id, const Words& words) {
  const v1::ReportedSession* session = session_in(report, id);
  if (session == nullptr) return {};
  return label_of(*session, common_zone(report), words);
}

std::string reason_of(const v1::RoundReport& report, const std::string& id) {
  const v1::ReportedSession* session = session_in(report, id);
  return session == nullptr ? "" : printable(session->reason());
}

}  // namespace opora::report
