#include "simulation/ledger.h"

#include <algorithm>

#include "platform/lane/lane_time.h"
#include "platform/service/event_type.h"

namespace opora::simulation {
namespace {

namespace v1 = registration::v1;

constexpr const char* kCapacity = "No session has more confirmed seats than its capacity, at any event.";
constexpr const char* kNotOvertaken = "A group is confirmed at once only while nobody waits.";
constexpr const char* kArrivalOrder = "Groups are promoted in the order in which they came.";
constexpr const char* kPlaces = "A waiting group is told its place in the order of arrival.";
constexpr const char* kNoFreeSeat = "No seat stays free that the head of the waitlist fits.";
constexpr const char* kCancelledOnce = "A group is cancelled once, and frees the seats it had.";
constexpr const char* kCancelledAsAChange = "Cancelling a group comes after its other changes.";
constexpr const char* kAttendedOnce = "An attendance is told once a person and session, and again once taken back.";
constexpr const char* kTakenBackOnce = "An attendance is taken back only while it counts.";
constexpr const char* kMovedWhole = "An attendance that is moved away counts where it was moved to.";
constexpr const char* kCountsInOrder = "Counts of a session and organisation are numbered in their order.";
constexpr const char* kUnnamedBounded =
    "As many people are counted without names at a session as there are seats, or thirty.";
constexpr const char* kAddedOnce = "An organisation is added once.";
constexpr const char* kEndedOnce = "Registration for a session ends once, in time, with the counts of that moment.";
constexpr const char* kReopenedForATime = "Registration is opened again for a time to come, and not past the start.";
constexpr const char* kInItsRound = "A session is published in a region of its round's.";
constexpr const char* kVersionsRise = "A session's version rises with each change, until it is cancelled.";
constexpr const char* kRegionsStay = "No region of a round is taken away.";
constexpr const char* kPassedOver = "A waitlist is passed over only once its session has begun.";
constexpr const char* kDoubtsConfirmed = "A doubtful scan is attendance only where somebody has confirmed it.";
constexpr const char* kDoorsOpened = "Nobody comes before the doors can have opened.";
constexpr const char* kUnknownBounded =
    "As many people count by themselves whom nobody knows as there are seats, or thirty.";
constexpr const char* kSettledOnce = "A scan is set aside once, and settled once.";
constexpr const char* kOneTimeAtOnce = "Nobody is on one roster twice at once, nor leaves before they come.";
constexpr const char* kCorrectsSomething = "A correction is told of what was told before, and says something else.";
constexpr const char* kAsManyAsAsked = "A group is confirmed with as many people as it has.";
constexpr const char* kKnownGroup = "Events of a group come after it was registered.";

}  // namespace

void Ledger::tell(const LogRecord& record) {
  const bool is_new = told_.emplace(short_name_of(record.type), record.key).second;
  if (record.type == event_type_of(v1::OrganisationAdded::descriptor()))
    verdict_.expect(is_new, kAddedOnce, "organisation " + record.key);
}

void Ledger::read_scheduling(const std::vector<LogRecord>& log) {
  for (const LogRecord& record : log) {
    tell(record);
    scheduling::v1::Event event;
    event.ParseFromString(record.payload);
    if (event.has_round_planned()) {
      const auto& regions = event.round_planned().region_ids();
      regions_[event.round_planned().round_id()].insert(regions.begin(), regions.end());
    }
    if (event.has_round_regions_added()) read(event.round_regions_added());
    if (event.has_session_published()) read(event.session_published());
    if (event.has_session_moved()) read(event.session_moved());
    if (event.has_session_capacity_changed()) read(event.session_capacity_changed());
    if (event.has_session_cancelled()) read(event.session_cancelled());
    if (event.has_thing_renamed() && event.thing_renamed().kind() == scheduling::v1::NAMED_THING_SESSION)
      changed(event.thing_renamed().thing_id(), event.thing_renamed().version());
  }
}

void Ledger::read(const scheduling::v1::SessionPublished& event) {
  ToldSession& session = sessions_[event.session_id()];
  session.facts = event;
  session.capacity_max = event.capacity();
  session.starts_min_us = session.starts_max_us = event.starts_at_us();
  verdict_.expect(regions_of(event.round_id()).contains(event.region_id()), kInItsRound,
                  "session " + event.session_id());
}

ToldSession& Ledger::changed(const std::string& id, int version) {
  const auto found = sessions_.find(id);
  const int before = found == sessions_.end() ? 0 : found->second.version;
  verdict_.expect(found != sessions_.end() && version > before && !found->second.is_cancelled, kVersionsRise,
                  "session " + id);
  ToldSession& session = sessions_[id];
  session.version = version;
  return session;
}

void Ledger::read(const scheduling::v1::SessionMoved& event) {
  ToldSession& session = changed(event.session_id(), event.version());
  session.is_changed = true;
  ++session.move_count;
  session.facts.set_local_start(event.local_start());
  session.facts.set_duration_minutes(event.duration_minutes());
  session.facts.set_capacity(event.capacity());
  session.facts.set_starts_at_us(event.starts_at_us());
  session.facts.set_registration_ends_at_us(event.registration_ends_at_us());
  session.capacity_max = std::max(session.capacity_max, event.capacity());
  session.starts_min_us = std::min(session.starts_min_us, event.starts_at_us());
  session.starts_max_us = std::max(session.starts_max_us, event.starts_at_us());
}

void Ledger::read(const scheduling::v1::SessionCapacityChanged& event) {
  ToldSession& session = changed(event.session_id(), event.version());
  session.is_changed = true;
  session.facts.set_capacity(event.capacity());
  session.capacity_max = std::max(session.capacity_max, event.capacity());
}

void Ledger::read(const scheduling::v1::SessionCancelled& event) {
  ToldSession& session = changed(event.session_id(), event.version());
  session.is_changed = session.is_cancelled = true;
}

void Ledger::read(const scheduling::v1::RoundRegionsAdded& event) {
  const std::set<std::string> now(event.region_ids().begin(), event.region_ids().end());
  std::set<std::string>& before = regions_[event.round_id()];
  verdict_.expect(std::ranges::includes(now, before) && now.size() > before.size(), kRegionsStay,
                  "round " + event.round_id());
  before = now;
}

void Ledger::read_registration(const std::vector<LogRecord>& log) {
  for (const LogRecord& record : log) {
    tell(record);
    v1::Event event;
    event.ParseFromString(record.payload);
    expect_moved(event);
    switch (event.event_case()) {
      case v1::Event::kGroupConfirmed:
        read(event.group_confirmed(), record.time);
        break;
      case v1::Event::kGroupWaitlisted:
        read(event.group_waitlisted());
        break;
      case v1::Event::kGroupCancelled:
        read(event.group_cancelled(), record.time);
        break;
      case v1::Event::kAttendanceRecorded:
        read(event.attendance_recorded(), record.time);
        break;
      case v1::Event::kAttendanceTakenBack:
        read(event.attendance_taken_back());
        break;
      case v1::Event::kAttendanceCounted:
        read(event.attendance_counted());
        break;
      case v1::Event::kGroupMembersNamed:
        read(event.group_members_named());
        break;
      case v1::Event::kGroupHeadCountChanged:
        read(event.group_head_count_changed(), record.time);
        break;
      case v1::Event::kGroupMemberSubstituted:
        read(event.group_member_substituted());
        break;
      case v1::Event::kGroupMembersCancelled:
        read(event.group_members_cancelled(), record.time);
        break;
      case v1::Event::kScanSetAside:
        read(event.scan_set_aside());
        break;
      case v1::Event::kScanSettled:
        read(event.scan_settled());
        break;
      case v1::Event::kRegistrationEnded:
        read(event.registration_ended(), record.time);
        break;
      case v1::Event::kRegistrationReopened:
        read(event.registration_reopened(), record.time);
        break;
      default:
        read_of_people(event);
        break;
    }
    follows_a_settled_scan_ = event.has_scan_settled();
    if (!event.has_attendance_taken_back()) moved_to_.reset();
  }
  expect_moved({});
  for (auto& [id, session] : sessions_) no_seat_stays_free(session);
}

// Who works where, what was wrong about people, and who is one.
void Ledger::read_of_people(const v1::Event& event) {
  if (event.has_roster_member_added()) read(event.roster_member_added());
  if (event.has_roster_member_changed()) read(event.roster_member_changed());
  if (event.has_person_corrected()) read(event.person_corrected());
  if (event.has_people_merged()) read(event.people_merged());
  if (event.has_people_unmerged()) read(event.people_unmerged());
  if (event.has_organisations_merged()) read(event.organisations_merged());
  if (event.has_organisations_unmerged()) read(event.organisations_unmerged());
}

ToldGroup* Ledger::group_of(const std::string& group) {
  const auto found = groups_.find(group);
  if (found != groups_.end()) return &found->second;
  verdict_.record_violation(kKnownGroup, "group " + group);
  return nullptr;
}

// Called before every event of the session that is no promotion: by then the freed seats have gone to whom they fit.
void Ledger::no_seat_stays_free(ToldSession& session) {
  if (!std::exchange(session.has_freed, false) || session.waiting.empty() || session.is_changed) return;
  const int free_count = session.facts.capacity() - session.confirmed_count;
  const ToldGroup& head = groups_.at(session.waiting.front());
  verdict_.expect(head.head_count > free_count, kNoFreeSeat,
                  "session " + session.facts.session_id() + " keeps " + std::to_string(free_count) + " free, and " +
                      std::to_string(head.head_count) + " of group " + session.waiting.front() + " wait");
}

void Ledger::read(const v1::GroupConfirmed& event, Instant time) {
  ToldSession& session = sessions_[event.session_id()];
  ToldGroup& group = groups_[event.group_id()];
  if (event.promoted() && event.passed_over_waitlist()) {
    note_pass(event, time);
  } else if (event.promoted()) {
    trace_.met("a promotion");
    const bool is_head = !session.waiting.empty() && session.waiting.front() == event.group_id();
    verdict_.expect(is_head, kArrivalOrder, "group " + event.group_id() + " of session " + event.session_id());
    std::erase(session.waiting, event.group_id());
  } else {
    no_seat_stays_free(session);
    verdict_.expect(session.waiting.empty() != event.passed_over_waitlist(), kNotOvertaken,
                    "group " + event.group_id());
    group = {event.session_id(), event.organisation_id(), event.head_count(), true};
    group.registered_count = event.head_count();
    note_members(event.group_id(), event.person_ids());
  }
  verdict_.expect(event.head_count() == group.head_count, kAsManyAsAsked, "group " + event.group_id());
  if (event.passed_over_waitlist() && !event.promoted()) {
    trace_.met("a waitlist that is passed over");
    verdict_.expect((time + kClocksAgree).us >= session.starts_min_us, kPassedOver, "group " + event.group_id());
  }
  group.confirmed = true;
  take_seats(session, event.head_count(), event.group_id());
}

void Ledger::take_seats(ToldSession& session, int more, const std::string& group) {
  session.confirmed_count += more;
  verdict_.expect(session.confirmed_count <= session.capacity_max, kCapacity,
                  "session " + session.facts.session_id() + " has " + std::to_string(session.confirmed_count) + " of " +
                      std::to_string(session.capacity_max) + " with group " + group);
}

void Ledger::read(const v1::GroupWaitlisted& event) {
  ToldSession& session = sessions_[event.session_id()];
  no_seat_stays_free(session);
  session.waiting.push_back(event.group_id());
  ToldGroup& group = groups_[event.group_id()];
  group = {event.session_id(), event.organisation_id(), event.head_count(), false, event.waitlist_place()};
  group.registered_count = event.head_count();
  note_members(event.group_id(), event.person_ids());
  note_part(event);
  verdict_.expect(event.waitlist_place() == static_cast<int>(session.waiting.size()), kPlaces,
                  "group " + event.group_id() + " was told place " + std::to_string(event.waitlist_place()) + " of " +
                      std::to_string(session.waiting.size()));
}

void Ledger::read(const v1::GroupCancelled& event, Instant time) {
  ToldSession& session = sessions_[event.session_id()];
  no_seat_stays_free(session);
  ToldGroup* group = group_of(event.group_id());
  if (group == nullptr) return;
  const int freed_count = group->confirmed ? group->head_count : 0;
  verdict_.expect(!group->cancelled && event.freed_count() == freed_count, kCancelledOnce, "group " + event.group_id());
  // Nobody has changed a group that waits for what isn't held.
  const bool is_no_change = session.is_cancelled && !group->confirmed;
  if (!is_no_change) expect_nobody_came(event.group_id(), *group, session, time);
  verdict_.expect(event.change_number() + (is_no_change ? 1 : 0) > group->change_number, kCancelledAsAChange,
                  "group " + event.group_id());
  group->change_number = event.change_number();
  group->cancelled = true;
  session.confirmed_count -= event.freed_count();
  std::erase(session.waiting, event.group_id());
  session.has_freed = time.us < session.facts.starts_at_us();
  if (!session.has_freed && !session.waiting.empty()) trace_.met("a seat freed too late");
}

void Ledger::note_members(const std::string& id, const google::protobuf::RepeatedPtrField<std::string>& people) {
  ToldGroup& group = groups_.at(id);
  for (const std::string& person : people) {
    if (!named_.contains(person) && was_unknown_.contains(person)) trace_.met("somebody named after they came");
    group.members.insert(person);
    group.ever.insert(person);
    named_.insert(person);
    expect_in_one_group(id, person);
  }
}

void Ledger::read(const v1::GroupMembersNamed& event) {
  if (group_of(event.group_id()) != nullptr) note_members(event.group_id(), event.person_ids());
}

void Ledger::read(const v1::RosterMemberAdded& event) {
  rosters_[event.person_id()].push_back({event.organisation_id(), event.from_date(), event.until_date()});
  named_.insert(event.person_id());
}

void Ledger::read(const v1::RosterMemberChanged& event) {
  const std::string what = "person " + event.person_id() + " at organisation " + event.organisation_id();
  ++corrections_[event.person_id()];
  ToldMembership* changed = nullptr;
  for (ToldMembership& each : rosters_[event.person_id()])
    if (each.organisation == event.organisation_id() && each.from == event.from_date()) changed = &each;
  if (changed == nullptr) return verdict_.record_violation(kCorrectsSomething, what);
  verdict_.expect(changed->until != event.until_date(), kCorrectsSomething, what);
  if (changed->until.empty()) trace_.met("somebody who has left");
  if (event.until_date().empty()) trace_.met("somebody who hasn't left after all");
  changed->until = event.until_date();
  changed->is_corrected = true;
  verdict_.expect(changed->until.empty() || changed->from <= changed->until, kOneTimeAtOnce, what);
  for (const ToldMembership& other : rosters_[event.person_id()]) {
    const bool is_before = !other.until.empty() && other.until < changed->from;
    const bool is_after = !changed->until.empty() && changed->until < other.from;
    verdict_.expect(&other == changed || other.organisation != changed->organisation || is_before || is_after,
                    kOneTimeAtOnce, what);
  }
}

void Ledger::read(const v1::PersonCorrected& event) {
  ++corrections_[event.person_id()];
  verdict_.expect(event.name_changed() || event.occupation_changed(), kCorrectsSomething,
                  "person " + event.person_id());
}

const std::vector<ToldMembership>& Ledger::memberships_of(const std::string& person) const {
  static const std::vector<ToldMembership> none;
  const auto found = rosters_.find(person);
  return found == rosters_.end() ? none : found->second;
}

void Ledger::read(const v1::AttendanceRecorded& event, Instant time) {
  const auto has = [&](v1::CheckInFlag flag) { return std::ranges::count(event.flags(), static_cast<int>(flag)) > 0; };
  const std::string what = "person " + event.person_id() + " at session " + event.session_id();
  ToldAttendance& told = attendances_[{event.session_id(), event.person_id()}];
  verdict_.expect(!told.counts && event.change() == told.change + 1, kAttendedOnce, what);
  told = {event.organisation_id(), has(v1::CHECK_IN_FLAG_UNKNOWN_PERSON), event.change(), true};
  if (event.change() > 0) trace_.met("an attendance that counts again");
  const bool is_moved = std::exchange(moved_to_, {}).has_value();

  ToldSession& session = sessions_[event.session_id()];
  constexpr std::int64_t kDoorsBefore = 3 * 3'600'000'000LL;
  verdict_.expect((time + kClocksAgree).us >= session.starts_min_us - kDoorsBefore, kDoorsOpened, what);
  if (told.is_of_unknown_person) {
    was_unknown_.insert(event.person_id());
    ++session.stranger_count;
  }
  if (follows_a_settled_scan_) return;
  const bool is_doubtful = has(v1::CHECK_IN_FLAG_OUTSIDE_SESSION) || has(v1::CHECK_IN_FLAG_GROUP_CANCELLED) ||
                           has(v1::CHECK_IN_FLAG_TOO_MANY_UNKNOWN) || has(v1::CHECK_IN_FLAG_TAKEN_BACK) ||
                           has(v1::CHECK_IN_FLAG_SESSION_CANCELLED);
  verdict_.expect(!is_doubtful, kDoubtsConfirmed, what);
  // Whoever moves or restores one has looked at them; nothing here says whether that or a scan has given it again.
  told.is_one_of_the_unknown = told.is_of_unknown_person && !is_moved && event.change() == 0;
  if (told.is_one_of_the_unknown) ++session.unknown_count;
  verdict_.expect(session.unknown_count <= std::max(session.capacity_max, 30), kUnknownBounded, what);
}

void Ledger::read(const v1::AttendanceTakenBack& event) {
  const std::string what = "person " + event.person_id() + " at session " + event.session_id();
  ToldAttendance& told = attendances_[{event.session_id(), event.person_id()}];
  verdict_.expect(told.counts && event.change() == told.change + 1, kTakenBackOnce, what);
  if (std::exchange(told.is_one_of_the_unknown, false)) --sessions_[event.session_id()].unknown_count;
  told.change = event.change();
  told.counts = false;
  moved_to_.reset();
  if (event.moved_to_session_id().empty()) return;
  trace_.met("an attendance that is moved");
  const std::pair<std::string, std::string> there{event.moved_to_session_id(), event.moved_to_person_id()};
  if (!attendances_[there].counts) moved_to_ = there;
}

// If the event before has moved an attendance to where none counted, `next` tells of that one.
void Ledger::expect_moved(const v1::Event& next) {
  if (!moved_to_) return;
  const auto& recorded = next.attendance_recorded();
  const bool is_told = recorded.session_id() == moved_to_->first && recorded.person_id() == moved_to_->second;
  verdict_.expect(is_told, kMovedWhole, "person " + moved_to_->second + " at session " + moved_to_->first);
}

void Ledger::read(const v1::AttendanceCounted& event) {
  ToldSession& session = sessions_[event.session_id()];
  ToldSession::Unnamed& unnamed = session.unnamed[event.organisation_id()];
  verdict_.expect(event.change() == unnamed.change + 1 && event.person_count() != unnamed.count, kCountsInOrder,
                  "session " + event.session_id() + ", organisation " + event.organisation_id());
  const bool is_more = event.person_count() > unnamed.count;
  if (unnamed.change > 0) trace_.met("people counted anew without names");
  unnamed = {event.person_count(), event.change()};
  int all = 0;
  for (const auto& [organisation, each] : session.unnamed) all += each.count;
  verdict_.expect(!is_more || all <= std::max(session.capacity_max, 30), kUnnamedBounded,
                  "session " + event.session_id() + " has " + std::to_string(all));
}

void Ledger::read(const v1::ScanSetAside& event) {
  const bool is_new = scans_.try_emplace(event.check_in_id(), ToldScan{event.session_id()}).second;
  verdict_.expect(is_new, kSettledOnce, "scan " + event.check_in_id());
  for (const int flag : event.flags())
    trace_.met("a scan set aside, " + v1::CheckInFlag_Name(static_cast<v1::CheckInFlag>(flag)));
}

void Ledger::read(const v1::ScanSettled& event) {
  const auto found = scans_.find(event.check_in_id());
  const bool is_open = found != scans_.end() && !found->second.is_settled;
  verdict_.expect(is_open, kSettledOnce, "scan " + event.check_in_id());
  if (is_open) found->second.is_settled = true;
}

bool Ledger::is_named(const std::string& person) const {
  const std::vector<std::string> ids = people_.ids_of(person);
  return std::ranges::any_of(ids, [&](const std::string& id) { return named_.contains(id); });
}

bool Ledger::had_left(const std::string& session, const std::string& person) const {
  return std::ranges::any_of(groups_, [&](const auto& each) {
    return each.second.session == session && each.second.cancelled && each.second.members.contains(person);
  });
}

void Ledger::read(const v1::RegistrationEnded& event, Instant time) {
  ToldSession& session = sessions_[event.session_id()];
  no_seat_stays_free(session);
  int waiting_count = 0;
  for (const std::string& group : session.waiting) waiting_count += groups_.at(group).head_count;
  const std::int64_t end_us = session.ends_at_us > 0 ? session.ends_at_us : session.facts.registration_ends_at_us();
  const bool as_told = (time.us >= end_us || session.is_changed) &&
                       event.confirmed_count() == session.confirmed_count &&
                       event.waiting_head_count() == waiting_count;
  verdict_.expect((!session.has_ended || session.is_changed) && as_told, kEndedOnce, "session " + event.session_id());
  session.has_ended = true;
}

void Ledger::read(const v1::RegistrationReopened& event, Instant time) {
  ToldSession& session = sessions_[event.session_id()];
  verdict_.expect(time.us < event.until_us() && event.until_us() <= session.starts_max_us, kReopenedForATime,
                  "session " + event.session_id());
  if (session.has_ended) trace_.met("registration opened again");
  session.has_ended = false;
  session.ends_at_us = event.until_us();
}

}  // namespace opora::simulation
