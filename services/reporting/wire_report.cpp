// What a report says, as its protobuf.
#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "platform/dates/dates.h"
#include "platform/proto/enum_code.h"
#include "platform/service/contract_enum.h"
#include "platform/text/text_message.h"
#include "reporting/domain/session_state.h"
#include "reporting/wire.h"
#include "reporting_words.h"

namespace opora::reporting {
namespace {

using scheduling::v1::PartnerRole;
using scheduling::v1::SessionKind;

void put_place(const NamedPlace& where, v1::SessionPlace& message) {
  message.set_local_start(where.place.local_start);
  message.set_time_zone(where.place.time_zone);
  if (where.site) put_text(*where.site, *message.mutable_site_name());
  if (where.venue) put_text(*where.venue, *message.mutable_venue_name());
  if (where.room) put_text(*where.room, *message.mutable_room_name());
}

void put_turnout(const Turnout& turnout, v1::Turnout& message) {
  message.set_came_count(turnout.came);
  message.set_seats_confirmed(turnout.seats);
  message.set_came_with_seat_count(turnout.came_with_seat);
  message.set_came_with_seat_at_most(turnout.came_with_seat_at_most);
  message.set_did_not_come_count(turnout.seats - turnout.came_with_seat_at_most);
  message.set_did_not_come_at_most(turnout.seats - turnout.came_with_seat);
}

void put_move(const ListedMove& move, v1::SessionMove& message) {
  message.set_told_at_us(move.told_at.us);
  put_place(move.from, *message.mutable_former_place());
  put_place(move.to, *message.mutable_place());
  message.set_reason(move.reason);
}

void put_session(const ListedSession& listed, SessionState state, v1::ReportedSession& message) {
  message.set_session_id(listed.session.id.value);
  if (listed.title) put_text(*listed.title, *message.mutable_title());
  message.set_state(enum_cast<v1::SessionState>(state));
  put_place(listed.place, *message.mutable_place());
  if (listed.first_place) put_place(*listed.first_place, *message.mutable_former_place());
  message.set_reason(listed.details.reason);
  message.set_duration_minutes(listed.session.duration_minutes);
  message.set_capacity(listed.details.capacity);
  message.set_seats_confirmed(listed.seats.confirmed);
  message.set_seats_waiting(listed.seats.waiting);
  for (const ListedMove& move : listed.moves) put_move(move, *message.add_moves());
}

void put_dates(const std::vector<ListedSession>& sessions, v1::RoundReport& report) {
  for (const ListedSession& listed : sessions) {
    const std::string& date = listed.session.local_date;
    if (listed.session.cancelled || date.empty()) continue;
    if (report.first_date().empty() || date < report.first_date()) report.set_first_date(date);
    report.set_last_date(std::max(report.last_date(), date));
  }
}

}  // namespace

void add_figures(v1::RoundReport& report, const std::vector<Figure>& figures) {
  const Words& english = reporting_words().in("en");
  for (const Figure& figure : figures) {
    v1::Figure& message = *report.add_figures();
    message.set_measure(enum_cast<v1::Measure>(figure.measure));
    message.set_measure_code(code_of(message.measure()));
    message.set_value(figure.value);
    message.set_at_most(figure.value + figure.unsure);
    message.set_counts(english.text("counts." + message.measure_code()));
  }
}

void add_breakdown(v1::RoundReport& report, Dimension dimension, const std::vector<KeyedReach>& rows,
                   const std::vector<std::optional<LocalizedText>>& labels) {
  v1::Breakdown& breakdown = *report.add_breakdowns();
  breakdown.set_dimension_code(std::string(name_of(dimension)));
  breakdown.set_dimension(value_of_code<v1::Dimension>(breakdown.dimension_code()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const KeyedReach& row = rows[i];
    v1::BreakdownRow& message = *breakdown.add_rows();
    message.set_key(row.key);
    if (dimension == Dimension::kind) message.set_kind(value_of_code<SessionKind>(row.key));
    if (labels[i]) put_text(*labels[i], *message.mutable_label());
    if (dimension == Dimension::organisation && row.key.empty())
      put_text(reporting_words().text("guests"), *message.mutable_label());
    message.set_people_count(row.reach.people);
    message.set_people_at_most(row.reach.people_at_most());
    message.set_attendance_count(row.reach.attendances);
    message.set_session_count(row.reach.sessions);
    message.set_session_minutes(row.reach.minutes);
    message.set_day_count(row.reach.days);
  }
}

void add_other_rounds(v1::RoundReport& report, const std::vector<OtherRound>& others) {
  for (const OtherRound& other : others) {
    v1::OtherRound& message = *report.add_other_rounds();
    message.set_round_id(other.round.id.value);
    if (other.name) put_text(*other.name, *message.mutable_name());
    message.set_year(other.round.year);
    message.set_people_count(other.reach.people);
    message.set_people_at_most(other.reach.people_at_most());
    message.set_attendance_count(other.reach.attendances);
  }
}

void add_partners(v1::RoundReport& report, std::vector<NamedPartnership> partners) {
  std::ranges::stable_sort(partners, {}, [](const NamedPartnership& partner) {
    return std::pair(partner.partnership.project, value_of_code<PartnerRole>(partner.partnership.role));
  });
  for (const NamedPartnership& partner : partners) {
    v1::Partner& message = *report.add_partners();
    message.set_project_id(partner.partnership.project.value);
    if (partner.project_name) put_text(*partner.project_name, *message.mutable_project_name());
    message.set_organisation_id(partner.partnership.organisation.value);
    if (partner.organisation_name) put_text(*partner.organisation_name, *message.mutable_organisation_name());
    message.set_role(value_of_code<PartnerRole>(partner.partnership.role));
    message.set_role_code(partner.partnership.role);
  }
}

void add_cancelled_sessions(v1::RoundReport& report, const std::vector<CancelledSession>& cancelled) {
  constexpr std::size_t kListed = 100;
  for (const CancelledSession& each : cancelled) {
    if (static_cast<std::size_t>(report.cancelled_sessions_size()) == kListed) return;
    v1::CancelledSession& message = *report.add_cancelled_sessions();
    message.set_session_id(each.session.id.value);
    if (each.title) put_text(*each.title, *message.mutable_title());
    message.set_local_date(each.session.local_date);
  }
}

void add_former_names(v1::RoundReport& report, const std::vector<RenamedThing>& renamed) {
  for (const RenamedThing& thing : renamed) {
    v1::FormerName& message = *report.add_former_names();
    message.set_thing_id(thing.former.id);
    put_text(thing.name, *message.mutable_name());
    put_text(thing.former.text, *message.mutable_former_name());
    message.set_until_date(date_of(to_rfc3339(thing.former.until)));
  }
}

void add_positions(v1::RoundReport& report, const std::vector<CountedLog>& logs) {
  for (const CountedLog& log : logs) {
    v1::LogPosition& message = *report.add_positions();
    message.set_log(log.log);
    message.set_epoch(log.epoch);
    message.set_position(log.position);
  }
}

void add_sessions(v1::RoundReport& report, const std::vector<ListedSession>& sessions,
                  const std::map<SessionId, CameByOrganisation>& came, Instant now) {
  std::optional<Turnout> whole;
  for (const ListedSession& listed : sessions) {
    const auto there = came.find(listed.session.id);
    const SessionState state = state_of(listed.session, listed.details, there != came.end(), now);
    v1::ReportedSession& message = *report.add_sessions();
    put_session(listed, state, message);
    if (state != SessionState::held) continue;
    const Turnout turnout = turnout_of(listed.groups, there->second);
    put_turnout(turnout, *message.mutable_turnout());
    (whole ? *whole : whole.emplace()) += turnout;
  }
  if (whole) put_turnout(*whole, *report.mutable_turnout());
  put_dates(sessions, report);
}

void add_corrections(v1::RoundReport& report, const std::vector<CorrectionCount>& corrections) {
  for (const CorrectionCount& each : corrections) {
    v1::CorrectionCount& message = *report.add_corrections();
    message.set_correction(enum_cast<v1::Correction>(each.correction));
    message.set_count(each.count);
    message.set_last_at_us(each.last_at.us);
  }
}

void to_proto(const SomebodyInTwoPlaces& somebody, v1::PersonInTwoPlaces& message) {
  message.set_person_id(somebody.person.value);
  for (const SomebodyInTwoPlaces::At& at : somebody.sessions) {
    v1::OverlappingSession& out = *message.add_sessions();
    out.set_session_id(at.session.id.value);
    out.set_round_id(at.session.round.value);
    out.set_region_id(at.session.region.value);
    if (at.title) put_text(*at.title, *out.mutable_title());
    out.set_local_start(at.details.place.local_start);
    out.set_time_zone(at.details.place.time_zone);
    out.set_duration_minutes(at.session.duration_minutes);
  }
}

}  // namespace opora::reporting
