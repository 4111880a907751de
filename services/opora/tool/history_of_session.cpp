#include "opora/tool/history_of_session.h"

#include <algorithm>

#include "opora/tool/lists.h"
#include "opora/tool/pages.h"
#include "opora/tool/present_names.h"
#include "platform/proto/enum_code.h"
#include "reporting/report/names.h"

namespace opora::tool {
namespace {

namespace s = scheduling::v1;
namespace r = registration::v1;

std::string called(const std::map<std::string, std::string>& names, const std::string& id) {
  const auto found = names.find(id);
  return found == names.end() || found->second.empty() ? id : found->second;
}

// Where and when, of a message that says so.
template <class Message>
std::vector<std::pair<std::string, std::string>> place_in(const Message& message, const SessionFacts& facts) {
  return {{"room", called(facts.names, message.room_id())},
          {"start", message.local_start()},
          {"minutes", std::to_string(message.duration_minutes())},
          {"capacity", std::to_string(message.capacity())}};
}

s::CorrectionKind kind_of(const s::Event& event) {
  switch (event.event_case()) {
    case s::Event::kSessionMoved: return s::CORRECTION_KIND_MOVED;
    case s::Event::kSessionCapacityChanged: return s::CORRECTION_KIND_CAPACITY_CHANGED;
    case s::Event::kSessionCancelled: return s::CORRECTION_KIND_CANCELLED;
    case s::Event::kThingRenamed: return s::CORRECTION_KIND_RENAMED;
    default: return s::CORRECTION_KIND_UNSPECIFIED;
  }
}

std::string reason_of(const s::Event& event) {
  switch (event.event_case()) {
    case s::Event::kSessionMoved: return event.session_moved().reason();
    case s::Event::kSessionCapacityChanged: return event.session_capacity_changed().reason();
    case s::Event::kSessionCancelled: return event.session_cancelled().reason();
    case s::Event::kThingRenamed: return event.thing_renamed().reason();
    default: return {};
  }
}

// What a correction has made of it, which only its event tells.
void put_values(const s::Event& event, const SessionFacts& facts, const std::string& language, Happening& happening) {
  happening.what += "_so";
  if (event.has_session_moved()) happening.parts = place_in(event.session_moved(), facts);
  if (event.has_session_capacity_changed())
    happening.parts = {{"capacity", std::to_string(event.session_capacity_changed().capacity())}};
  if (event.has_thing_renamed())
    happening.parts = {{"former", report::in_language(event.thing_renamed().former_name(), language, "?").text},
                       {"title", report::in_language(event.thing_renamed().name(), language, "?").text}};
}

class OfSession {
 public:
  OfSession(const SessionFacts& facts, const std::string& language) : facts_(facts), language_(language) {
    history_.id = facts.session.session_id();
    history_.name = report::in_language(facts.session.title(), language, "").text;
    history_.zone = facts.session.time_zone();
    history_.is_partial = !facts.planning || !facts.registering;
  }

  History told() {
    add({kBefore, "session.planned", {{"title", history_.name}}});
    add_publishing();
    add_corrections();
    add_registration();
    for (const r::AttendanceCount& count : facts_.counts)
      add({Instant{count.counted_at().seconds() * 1'000'000}, "session.counted",
           {{"count", std::to_string(count.person_count())},
            {"organisation", called(facts_.names, count.organisation_id())}},
           count.counted_by(), "", "", count.reason()});
    for (const r::AttendanceCorrection& correction : facts_.attendance_corrections)
      add(happening_of(correction, called(facts_.names, correction.person_id()), history_.name, facts_.names));
    for (const r::UnsettledScan& scan : facts_.unsettled)
      add({Instant{scan.scanned_at_us()}, "session.scan_waits", {{"flags", flags_in(scan.flags())}}});
    put_in_order(history_);
    return std::move(history_);
  }

 private:
  void add(Happening happening) { history_.happenings.push_back(std::move(happening)); }

  void add_publishing() {
    bool is_told = false;
    for (const auto& [at, event] : facts_.planning.value_or(std::vector<Told<s::Event>>())) {
      if (!event.has_session_published()) continue;
      is_told = true;
      add({at, "session.published_so", place_in(event.session_published(), facts_)});
    }
    if (!is_told && facts_.session.published()) add({kBefore, "session.published"});
  }

  // Each with its event, which come in the same order; of what was only planned there was none.
  void add_corrections() {
    const auto events = facts_.planning.value_or(std::vector<Told<s::Event>>());
    auto next = std::ranges::find_if(events, [](const auto& told) { return told.event.has_session_published(); });
    const Instant published = next == events.end() ? kNow : next->at;
    for (const s::Correction& each : facts_.corrections) {
      Happening happening{Instant{each.corrected_at_us()}, "session." + code_of(each.kind()), {}, each.corrected_by(),
                          "", "", each.reason()};
      const auto own = std::find_if(next, events.end(), [&](const Told<s::Event>& told) {
        return kind_of(told.event) == each.kind() && reason_of(told.event) == each.reason();
      });
      if (own != events.end() && each.corrected_at_us() >= published.us) {
        if (each.kind() != s::CORRECTION_KIND_CANCELLED) put_values(own->event, facts_, language_, happening);
        next = own + 1;
      }
      add(std::move(happening));
    }
  }

  void add_registration() {
    for (const auto& [at, event] : facts_.registering.value_or(std::vector<Told<r::Event>>())) {
      if (event.has_registration_ended())
        add({at, "session.registration_ended",
             {{"confirmed", std::to_string(event.registration_ended().confirmed_count())},
              {"waiting", std::to_string(event.registration_ended().waiting_head_count())}}});
      if (event.has_registration_reopened()) add({at, "session.registration_reopened"});
      if (event.has_scan_set_aside() && event.scan_set_aside().session_id() == history_.id)
        add({at, "session.scan_set_aside", {{"flags", flags_in(event.scan_set_aside().flags())}}});
      if (event.has_scan_settled() && event.scan_settled().session_id() == history_.id)
        add({at, event.scan_settled().outcome() == r::SCAN_OUTCOME_CONFIRMED ? "session.scan_confirmed"
                                                                             : "session.scan_discarded"});
    }
  }

  static std::string flags_in(const google::protobuf::RepeatedField<int>& flags) {
    std::string text;
    for (const int flag : flags)
      text += (text.empty() ? "" : ", ") + code_of(static_cast<r::CheckInFlag>(flag));
    return text;
  }

  const SessionFacts& facts_;
  const std::string& language_;
  History history_;
};

// What some may not be told is left out; other refusals end it.
template <class Answer, class Asked, class Each>
Result<void> pages_if_allowed(Client& client, const Asked& request, const Each& each) {
  const auto read = each_page<Answer>(client, request, each);
  if (!read && (read.error().code == Code::denied || read.error().reason == "UNKNOWN_SESSION")) return {};
  return read;
}

// Of places, and of organisations as far as whoever asks may read them.
Result<std::map<std::string, std::string>> names_for(Client& client, const s::Session& session,
                                                     const std::string& language) {
  TRY(region, region_of(client, session));
  TRY(places, names_of_places(client));
  TRY(organisations, readable_organisations(client, region));
  std::map<std::string, std::string> names;
  for (const PresentNames* some : {&places, &organisations})
    for (const auto& [id, name] : *some) names.emplace(id, report::in_language(name, language, "").text);
  return names;
}

template <class Rows>
auto appended_to(Rows& rows, const auto& of) {
  return [&rows, of](const auto& page) { rows.insert(rows.end(), of(page).begin(), of(page).end()); };
}

Result<void> read_registering(Client& client, SessionFacts& facts) {
  const std::string& id = facts.session.session_id();
  r::ListAttendanceCountsRequest counts;
  counts.set_session_id(id);
  TRY_DO(pages_if_allowed<r::ListAttendanceCountsResponse>(
      client, counts, appended_to(facts.counts, [](const auto& page) -> const auto& { return page.counts(); })));
  r::ListAttendanceCorrectionsRequest corrections;
  corrections.set_session_id(id);
  TRY_DO(pages_if_allowed<r::ListAttendanceCorrectionsResponse>(
      client, corrections,
      appended_to(facts.attendance_corrections, [](const auto& page) -> const auto& { return page.corrections(); })));
  if (facts.registering) return {};  // it tells of each when it was set aside and what became of it
  r::ListUnsettledScansRequest unsettled;
  unsettled.set_session_id(id);
  return pages_if_allowed<r::ListUnsettledScansResponse>(
      client, unsettled, appended_to(facts.unsettled, [](const auto& page) -> const auto& { return page.scans(); }));
}

// Of whom something was said afterwards, and of the sessions they were moved from and to: who was expected at this one
// has a name that its door is told.
Result<void> read_names_of_corrected(Client& client, const std::string& language, SessionFacts& facts) {
  if (facts.attendance_corrections.empty()) return {};
  r::ListExpectedRequest expected;
  expected.set_session_id(facts.session.session_id());
  TRY_DO(pages_if_allowed<r::ListExpectedResponse>(client, expected, [&](const auto& page) {
    for (const auto& group : page.groups())
      for (const auto& person : group.people()) facts.names.emplace(person.person_id(), person.name());
  }));
  for (const r::AttendanceCorrection& correction : facts.attendance_corrections) {
    const std::string& other = correction.other_session_id();
    if (other.empty() || facts.names.contains(other)) continue;
    const auto session = session_of(client, other);
    if (session) facts.names.emplace(other, report::in_language(session->title(), language, "").text);
  }
  return {};
}

}  // namespace

Happening happening_of(const r::AttendanceCorrection& correction, const std::string& person,
                       const std::string& session, const std::map<std::string, std::string>& names) {
  Happening happening{Instant{correction.corrected_at().seconds() * 1'000'000},
                      "attendance." + code_of(correction.kind()),
                      {{"person", person}, {"session", session}, {"person_id", correction.person_id()}},
                      correction.corrected_by(),
                      "",
                      "",
                      correction.reason()};
  const bool says_why =
      correction.code() != r::CORRECTION_CODE_UNSPECIFIED && correction.code() != r::CORRECTION_CODE_OTHER;
  if (says_why) happening.code = code_of(correction.code());
  if (correction.kind() != r::CORRECTION_KIND_MOVED_AWAY && correction.kind() != r::CORRECTION_KIND_MOVED_HERE)
    return happening;
  const bool is_of_another = correction.other_person_id() != correction.person_id();
  const std::string& other = is_of_another ? correction.other_person_id() : correction.other_session_id();
  happening.parts.emplace_back("other", called(names, other));
  happening.parts.emplace_back("other_id", other);
  return happening;
}

History history_of(const SessionFacts& facts, const std::string& language) {
  return OfSession(facts, language).told();
}

Result<History> session_history(Client& client, const std::string& session, const std::string& language) {
  SessionFacts facts;
  TRY(planned, session_of(client, session));
  facts.session = std::move(planned);
  const std::string& id = facts.session.session_id();
  TRY(names, names_for(client, facts.session, language));
  facts.names = std::move(names);
  s::ListCorrectionsRequest corrections;
  corrections.set_thing_id(id);
  TRY_DO(pages_if_allowed<s::ListCorrectionsResponse>(
      client, corrections,
      appended_to(facts.corrections, [](const auto& page) -> const auto& { return page.corrections(); })));
  TRY(planning, told_in_log<s::Event>(client, "scheduling", id));
  facts.planning = std::move(planning);
  TRY(registering, told_in_log<r::Event>(client, "registration", id, {"ScanSetAside", "ScanSettled"}));
  facts.registering = std::move(registering);
  TRY_DO(read_registering(client, facts));
  TRY_DO(read_names_of_corrected(client, language, facts));
  return history_of(facts, language);
}

}  // namespace opora::tool
