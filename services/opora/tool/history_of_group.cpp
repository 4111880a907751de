#include "opora/tool/history_of_group.h"

#include <algorithm>
#include <map>

#include "opora/tool/history_of_session.h"
#include "opora/tool/lists.h"
#include "opora/tool/pages.h"
#include "platform/ids/ids.h"
#include "platform/proto/enum_code.h"
#include "reporting/report/names.h"

namespace opora::tool {
namespace {

namespace v1 = registration::v1;

class OfGroup {
 public:
  OfGroup(const GroupFacts& facts, const std::string& language) : facts_(facts) {
    history_.id = facts.group.group_id();
    history_.name = report::in_language(facts.session.title(), language, "").text;
    history_.zone = facts.session.time_zone();
    history_.is_partial = !facts.registering;
    for (const v1::GroupMember& member : facts.group.members()) know(member);
    for (const v1::GroupChange& change : facts.group.changes()) {
      for (const v1::GroupMember& leaver : change.left()) know(leaver);
      know(change.substitute());
    }
  }

  History told() {
    if (facts_.registering)
      for (const auto& each : *facts_.registering) add_event(each.at, each.event);
    else
      add({kBefore, "group.registered"});
    for (const v1::GroupChange& change : facts_.group.changes()) add_change(change);
    for (const v1::PassedOver& pass : facts_.group.passed_over())
      add({Instant{pass.changed_at_us()}, "group.passed_by", {{"count", std::to_string(pass.head_count())}}, "", "",
           code_of_reason(pass.reason()), pass.note()});
    add_attendance();
    add({kNow, "group.now_" + code_of(facts_.group.status()),
         {{"count", std::to_string(facts_.group.head_count())},
          {"place", std::to_string(facts_.group.waitlist_place())},
          {"people", people(facts_.group.members())}}});
    put_in_order(history_);
    return std::move(history_);
  }

 private:
  void add(Happening happening) { history_.happenings.push_back(std::move(happening)); }

  void know(const v1::GroupMember& member) {
    if (!member.name().empty()) names_[member.person_id()] = member.name();
  }

  std::string called(const std::string& person) const {
    const auto found = names_.find(person);
    return found == names_.end() ? person : found->second;
  }

  template <class Members>
  std::string people(const Members& members) const {
    std::string text;
    for (const v1::GroupMember& member : members) text += (text.empty() ? "" : ", ") + called(member.person_id());
    return text;
  }

  static std::string code_of_reason(v1::GroupChangeReason reason) {
    const bool says_why = reason != v1::GROUP_CHANGE_REASON_UNSPECIFIED && reason != v1::GROUP_CHANGE_REASON_OTHER;
    return says_why ? code_of(reason) : "";
  }

  // What was asked for and got; what was changed is told with its reason by add_change().
  void add_event(Instant at, const v1::Event& event) {
    if (event.has_group_confirmed()) {
      const v1::GroupConfirmed& confirmed = event.group_confirmed();
      const bool is_change = confirmed.reason() != v1::GROUP_CHANGE_REASON_UNSPECIFIED;
      if (is_change) return;
      add({at, confirmed.promoted() ? "group.promoted" : "group.confirmed",
           {{"count", std::to_string(confirmed.head_count())}}});
    }
    if (event.has_group_waitlisted())
      add({at, "group.waits",
           {{"count", std::to_string(event.group_waitlisted().head_count())},
            {"place", std::to_string(event.group_waitlisted().waitlist_place())}}});
    if (event.has_group_members_named()) {
      std::string named;
      for (const std::string& person : event.group_members_named().person_ids())
        named += (named.empty() ? "" : ", ") + called(person);
      add({at, "group.named", {{"people", named}}});
    }
    // One that an older build cancelled has no change.
    if (event.has_group_cancelled() && event.group_cancelled().reason() == v1::GROUP_CHANGE_REASON_UNSPECIFIED)
      add({at, "group.cancelled"});
  }

  void add_change(const v1::GroupChange& change) {
    Happening happening{Instant{change.changed_at_us()},
                        "group." + code_of(change.kind()),
                        {{"before", std::to_string(change.head_count_before())},
                         {"after", std::to_string(change.head_count())},
                         {"people", people(change.left())}},
                        "",
                        code_of(change.changed_by()),
                        code_of_reason(change.reason()),
                        change.note()};
    if (change.changed_by() == v1::GROUP_CHANGED_BY_UNSPECIFIED) happening.side.clear();
    if (change.kind() == v1::GROUP_CHANGE_KIND_SUBSTITUTION)
      happening.parts.emplace_back("substitute", called(change.substitute().person_id()));
    if (change.kind() == v1::GROUP_CHANGE_KIND_MORE_WAIT)
      happening.parts.emplace_back("group", change.waiting_group_id());
    if (change.kind() == v1::GROUP_CHANGE_KIND_MEMBERS_CANCELLED && change.left().empty())
      happening.what = "group.unnamed_cancelled";
    add(std::move(happening));
  }

  // Of those who are in the group, or were.
  void add_attendance() {
    for (const v1::Attendance& each : facts_.attendances)
      if (names_.contains(each.person_id()))
        add({Instant{each.scanned_at_us()}, "group.came", {{"person", called(each.person_id())}}});
    for (const v1::AttendanceCorrection& each : facts_.attendance_corrections)
      if (names_.contains(each.person_id())) add(happening_of(each, called(each.person_id()), history_.name, names_));
  }

  const GroupFacts& facts_;
  std::map<std::string, std::string> names_;
  History history_;
};

// For whoever may see who came, at the session's door or in its region.
Result<void> read_attendance(Client& client, GroupFacts& facts) {
  const auto if_allowed = [](Result<void> read) -> Result<void> {
    if (!read && read.error().code == Code::denied) return {};
    return read;
  };
  v1::ListAttendanceRequest attendance;
  attendance.set_session_id(facts.group.session_id());
  TRY_DO(if_allowed(each_page<v1::ListAttendanceResponse>(client, attendance, [&](const auto& page) {
    facts.attendances.insert(facts.attendances.end(), page.attendances().begin(), page.attendances().end());
  })));
  v1::ListAttendanceCorrectionsRequest corrections;
  corrections.set_session_id(facts.group.session_id());
  return if_allowed(each_page<v1::ListAttendanceCorrectionsResponse>(client, corrections, [&](const auto& page) {
    facts.attendance_corrections.insert(facts.attendance_corrections.end(), page.corrections().begin(),
                                        page.corrections().end());
  }));
}

}  // namespace

History history_of(const GroupFacts& facts, const std::string& language) { return OfGroup(facts, language).told(); }

Result<History> group_history(Client& client, const std::string& group, const std::string& language) {
  const auto id = uuid_of(group);
  if (!id)
    return refuse(Code::invalid, "ID_MALFORMED",
                  "\"" + group + "\" is no id of a group, which has 36 characters: opora list groups prints it.");
  GroupFacts facts;
  v1::GetGroupRequest request;
  request.set_group_id(*id);
  TRY(answer, client.call_until_settled<v1::GetGroupResponse>(request, kPatience));
  facts.group = std::move(*answer.mutable_group());
  TRY(session, session_of(client, facts.group.session_id()));
  facts.session = std::move(session);
  TRY(registering, told_in_log<v1::Event>(client, "registration", *id));
  facts.registering = std::move(registering);
  TRY_DO(read_attendance(client, facts));
  return history_of(facts, language);
}

}  // namespace opora::tool
