#include "registration/wire.h"

#include <algorithm>

#include "opora/registration/v1/jobs.pb.h"
#include "opora/registration/v1/timers.pb.h"
#include "platform/dates/dates.h"
#include "platform/service/contract_enum.h"
#include "platform/service/timer_of.h"
#include "platform/text/text_message.h"
#include "registration/domain/scanned.h"

namespace opora::registration {
namespace {

template <class Request>
CorrectionReason reason_in(const Request& request) {
  return {request.reason(), request.list(), request.seen_revision()};
}

const std::string& named_or(const std::string& named, const std::string& same) { return named.empty() ? same : named; }

// A device's clock may say anything; a Timestamp holds the years 1 to 9999.
void put_time(Instant at, google::protobuf::Timestamp& message) {
  constexpr std::int64_t kSecond = 1'000'000;
  constexpr std::int64_t kYear1 = -62'135'596'800 * kSecond, kYear9999 = 253'402'300'800 * kSecond - 1;
  const std::int64_t us = std::clamp(at.us, kYear1, kYear9999);
  const std::int64_t past = ((us % kSecond) + kSecond) % kSecond;
  message.set_seconds((us - past) / kSecond);
  message.set_nanos(static_cast<std::int32_t>(past * 1'000));
}

void put_member(const Person& member, v1::GroupMember& message) {
  message.set_person_id(member.id.value);
  message.set_name(member.name);
  message.set_occupation(enum_cast<v1::Occupation>(member.occupation));
  message.set_name_expired(member.expired_at.has_value());
  message.set_merged_into_person_id(member.merged_into.value);
}

template <class Message>
void put_said(const GroupChange& change, Message& message) {
  message.set_reason(enum_cast<v1::GroupChangeReason>(change.said.why.reason));
  message.set_note(change.said.note);
  message.set_changed_at_us(change.at.us);
}

}  // namespace

Organisation from_proto(const v1::AddOrganisationRequest& request) {
  return {{request.organisation_id()},
          typed_text_of(request.name()),
          enum_cast<OrganisationKind>(request.kind()),
          {request.region_id()}};
}

AddRosterMembers from_proto(const v1::AddRosterMembersRequest& request) {
  AddRosterMembers command{{request.organisation_id()}, {}};
  for (const v1::RosterMember& member : request.members())
    command.members.push_back(
        {{{member.person_id()}, composed(member.name()), enum_cast<Occupation>(member.occupation())},
         {command.organisation, member.from_date(), member.until_date()}});
  return command;
}

CorrectPerson from_proto(const v1::CorrectPersonRequest& request) {
  return {{request.organisation_id()},
          {request.person_id()},
          composed(request.name()),
          enum_cast<Occupation>(request.occupation()),
          reason_in(request)};
}

EndMembership from_proto(const v1::EndMembershipRequest& request) {
  return {{request.organisation_id()},
          {request.person_id()},
          request.from_date(),
          request.until_date(),
          reason_in(request)};
}

TwoPeople from_proto(const v1::MergePeopleRequest& request) {
  return {{request.organisation_id()},
          {request.kept_person_id()},
          {named_or(request.merged_organisation_id(), request.organisation_id())},
          {request.merged_person_id()},
          {request.reason(), request.list()}};
}

TwoPeople from_proto(const v1::UnmergePeopleRequest& request) {
  return {{request.organisation_id()},
          {request.person_id()},
          {named_or(request.other_organisation_id(), request.organisation_id())},
          {request.other_person_id()},
          {request.reason(), request.list()}};
}

RegisterGroup from_proto(const v1::RegisterGroupRequest& request) {
  return {{request.group_id()},  {request.session_id()},          {request.organisation_id()},
          request.head_count(), mentions_in(request.members()), request.late_entry(), request.in_order_of_arrival()};
}

WhoseKeys from_proto(const v1::ResolveKeysRequest& request) {
  return {request.list(),
          request.earlier_list(),
          {request.region_id()},
          {request.keys().begin(), request.keys().end()}};
}

Scan from_proto(const v1::Scan& scan) {
  const Instant at{scan.scanned_at_us()};
  const auto id = id_scanned(scan.check_in_id());
  const auto person = id_scanned(scan.person_id());
  // A device whose ids are none names its scans all the same: the same name at the same time is the same scan.
  return {{id ? *id : uuid_derived(at, scan.check_in_id())}, {person.value_or("")}, at,
          person ? "" : code_scanned(scan.person_id())};
}

Saying saying_of(const v1::TakeBackAttendanceRequest& request) {
  return {enum_cast<CorrectionCode>(request.code()), request.reason()};
}

MoveAttendance from_proto(const v1::MoveAttendanceRequest& request) {
  return {{request.session_id()},
          {request.person_id()},
          {named_or(request.to_session_id(), request.session_id())},
          {named_or(request.to_person_id(), request.person_id())},
          {enum_cast<CorrectionCode>(request.code()), request.reason()}};
}

CountAttendance from_proto(const v1::CountAttendanceRequest& request) {
  return {{request.session_id()}, {request.organisation_id()}, request.person_count(), request.reason()};
}

std::vector<CheckInId> check_ins_in(const google::protobuf::RepeatedPtrField<std::string>& ids) {
  std::vector<CheckInId> check_ins;
  for (const std::string& id : ids) check_ins.push_back({id});
  std::ranges::sort(check_ins);
  check_ins.erase(std::ranges::unique(check_ins).begin(), check_ins.end());
  return check_ins;
}

Session from_proto(const scheduling::v1::SessionPublished& published) {
  return {{published.session_id()},
          {published.region_id()},
          published.capacity(),
          Instant{published.starts_at_us()},
          Instant{published.registration_ends_at_us()},
          date_of(published.local_start())};
}

Mention mention_of(const v1::GroupMember& member) {
  return {{member.person_id()}, composed(member.name()), enum_cast<Occupation>(member.occupation())};
}

Session from_proto(const scheduling::v1::SessionMoved& moved) {
  return {{moved.session_id()},
          {moved.region_id()},
          moved.capacity(),
          Instant{moved.starts_at_us()},
          Instant{moved.registration_ends_at_us()},
          date_of(moved.local_start())};
}

std::vector<Mention> mentions_in(const google::protobuf::RepeatedPtrField<v1::GroupMember>& members) {
  std::vector<Mention> mentions;
  mentions.reserve(static_cast<std::size_t>(members.size()));
  for (const v1::GroupMember& member : members) mentions.push_back(mention_of(member));
  return mentions;
}

Timer end_timer(const SessionId& session, Instant at) {
  v1::EndRegistration end;
  end.set_session_id(session.value);
  return timer_of(session.value, at, end);
}

Timer fill_timer(const SessionId& session, Instant due, std::optional<OwedSeats> owed) {
  v1::FillSeats fill;
  fill.set_session_id(session.value);
  if (owed) {
    fill.set_decided_at_us(owed->decided_at.us);
    fill.set_seat_count(owed->count);
  }
  const char* kind = owed ? "/seats" : "/seats in doubt";
  return timer_of(session.value + kind, due, fill);
}

Timer waitlist_timer(const SessionId& session, Instant due) {
  v1::EndWaitlist end;
  end.set_session_id(session.value);
  return timer_of(session.value + "/waitlist", due, end);
}

Timer admit_timer(const SessionId& session, Instant due) {
  v1::AdmitWaitingScans admit;
  admit.set_session_id(session.value);
  return timer_of(uuid_derived(Instant{}, "scans that wait for " + session.value), due, admit);
}

Job old_names_job(const PersonId& after, Instant due) {
  v1::FindOldNames find;
  find.set_after_person_id(after.value);
  return job_of("old names", due, find);
}

v1::GroupStatus to_proto(GroupStatus status) { return enum_cast<v1::GroupStatus>(status); }

void to_proto(const Flags& flags, google::protobuf::RepeatedField<int>& out) {
  for (const CheckInFlag flag : flags) out.Add(enum_cast<v1::CheckInFlag>(flag));
}

void to_proto(const v1::Scan& scan, const RecordedScan& recorded, v1::CheckInResult& message) {
  // As it was sent, so that the device finds it; but nothing else than an id, since answers are remembered.
  message.set_check_in_id(uuid_of(scan.check_in_id()) ? scan.check_in_id() : from_proto(scan).check_in.value);
  to_proto(told(recorded.check_in.flags), *message.mutable_flags());
  message.set_set_aside(recorded.set_aside);
}

void to_proto(const Group& group, v1::GroupSummary& message) {
  message.set_group_id(group.id.value);
  message.set_organisation_id(group.organisation.value);
  message.set_head_count(group.head_count);
  message.set_named_count(group.named_count);
  message.set_status(to_proto(group.status));
  message.set_part_of_group_id(group.part_of.value);
}

void to_proto(const Group& group, int waitlist_place, const std::vector<Person>& members, v1::Group& message) {
  message.set_group_id(group.id.value);
  message.set_session_id(group.session.value);
  message.set_organisation_id(group.organisation.value);
  message.set_head_count(group.head_count);
  message.set_status(to_proto(group.status));
  message.set_waitlist_place(waitlist_place);
  message.set_part_of_group_id(group.part_of.value);
  for (const Person& member : members) put_member(member, *message.add_members());
}

void to_proto(const GroupChange& change, const std::vector<Person>& people, v1::GroupChange& message) {
  const auto person = [&](const PersonId& id) {
    const auto found = std::ranges::find(people, id, &Person::id);
    return found == people.end() ? Person{id, ""} : *found;
  };
  message.set_kind(enum_cast<v1::GroupChangeKind>(change.kind));
  put_said(change, message);
  message.set_changed_by(enum_cast<v1::GroupChangedBy>(change.said.why.by));
  message.set_head_count_before(change.before);
  message.set_head_count(change.head_count);
  for (const PersonId& leaver : change.left) put_member(person(leaver), *message.add_left());
  if (!change.substitute.empty()) put_member(person(change.substitute), *message.mutable_substitute());
  message.set_waiting_group_id(change.waiting.value);
}

void to_proto(const GroupChange& change, const PersonId& person, v1::Placement& message) {
  const bool came = change.substitute == person;
  message.set_group_id(change.group.value);
  message.set_came(came);
  message.set_other_person_id(came ? change.left.front().value : change.substitute.value);
  put_said(change, message);
  message.set_changed_by(enum_cast<v1::GroupChangedBy>(change.said.why.by));
}

void to_proto(const GroupChange& pass, v1::PassedOver& message) {
  put_said(pass, message);
  message.set_head_count(pass.head_count);
}

void to_proto(const Withdrawal& withdrawal, v1::Withdrawal& message) {
  const GroupChange& change = withdrawal.change;
  message.set_group_id(change.group.value);
  message.set_session_id(change.session.value);
  message.set_organisation_id(withdrawal.organisation.value);
  message.set_kind(enum_cast<v1::GroupChangeKind>(change.kind));
  put_said(change, message);
  message.set_changed_by(enum_cast<v1::GroupChangedBy>(change.said.why.by));
  message.set_head_count_before(change.before);
  message.set_head_count(change.head_count);
  message.set_freed_count(change.freed_count);
}

void to_proto(const Group& group, const Organisation& sender, v1::ExpectedGroup& message) {
  message.set_group_id(group.id.value);
  message.set_organisation_id(group.organisation.value);
  put_text(sender.name, *message.mutable_organisation_name());
  message.set_head_count(group.head_count);
  message.set_status(to_proto(group.status));
}

void to_proto(const Person& person, v1::ExpectedPerson& message) {
  message.set_person_id(person.id.value);
  message.set_name(person.name);
  message.set_name_expired(person.expired_at.has_value());
  message.set_merged_into_person_id(person.merged_into.value);
}

void to_proto(const RosterEntry& entry, v1::RosterMember& message) {
  message.set_person_id(entry.person.id.value);
  message.set_name(entry.person.name);
  message.set_name_expired(entry.person.expired_at.has_value());
  message.set_occupation(enum_cast<v1::Occupation>(entry.person.occupation));
  message.set_from_date(entry.from_date);
  message.set_until_date(entry.until_date);
  message.set_revision(revision_of(entry.person));
  message.set_person_corrected_by(enum_cast<v1::CorrectedBy>(entry.person.corrected_by));
  message.set_until_corrected_by(enum_cast<v1::CorrectedBy>(entry.until_corrected_by));
  message.set_merged_into_person_id(entry.person.merged_into.value);
}

void to_proto(const Correction& correction, v1::PersonCorrection& message) {
  message.set_person_id(correction.person.value);
  message.set_number(correction.number);
  message.set_corrected_by(correction.by);
  put_time(correction.at, *message.mutable_corrected_at());
  message.set_list(correction.list);
  message.set_reason(correction.reason);
  message.set_former_name(correction.former_name);
  message.set_former_occupation(enum_cast<v1::Occupation>(correction.former_occupation));
  message.set_from_date(correction.from_date);
  message.set_former_until_date(correction.former_until_date);
  message.set_identity(enum_cast<v1::IdentityChange>(correction.identity));
  message.set_other_person_id(correction.other.value);
}

void to_proto(const OrganisationIdentity& said, v1::OrganisationIdentity& message) {
  message.set_identity(enum_cast<v1::IdentityChange>(said.what));
  message.set_other_organisation_id(said.other.value);
  message.set_said_by(said.said_by);
  put_time(said.said_at, *message.mutable_said_at());
  message.set_reason(said.reason);
}

void to_proto(const NamedAttendance& named, v1::Attendance& message) {
  message.set_person_id(named.attendance.person.value);
  message.set_name(named.name);
  message.set_name_expired(named.name_expired);
  message.set_organisation_id(named.attendance.organisation.value);
  message.set_scanned_at_us(named.attendance.scanned_at.us);
  message.set_kept_person_id(named.kept.value);
}

void to_proto(const PersonActivity& told, Instant now, v1::ExpiringName& message) {
  message.set_person_id(told.person.id.value);
  message.set_name(told.person.name);
  message.set_last_active_on(told.activity.last());
  message.set_goes_on(goes_on(told.person, told.activity, now));
}

void to_proto(const Organisation& organisation, v1::Organisation& message) {
  message.set_organisation_id(organisation.id.value);
  put_text(organisation.name, *message.mutable_name());
  message.set_kind(enum_cast<v1::OrganisationKind>(organisation.kind));
  message.set_region_id(organisation.region.value);
  message.set_merged_into_organisation_id(organisation.merged_into.value);
}

void to_proto(const LikelyDuplicate& duplicate, v1::LikelyDuplicate& message) {
  for (const LikelyPerson& person : duplicate.people) {
    v1::LikelyPerson& out = *message.add_people();
    out.set_person_id(person.id.value);
    out.set_name(person.name);
    out.set_occupation(enum_cast<v1::Occupation>(person.occupation));
    for (const OrganisationId& organisation : person.organisations) out.add_organisation_ids(organisation.value);
  }
  for (const Likeness reason : duplicate.reasons) message.add_reasons(enum_cast<v1::Likeness>(reason));
}

void to_proto(const LikelyDuplicateOrganisation& duplicate, v1::LikelyDuplicateOrganisation& message) {
  for (const Organisation& organisation : duplicate.organisations) to_proto(organisation, *message.add_organisations());
  for (const Likeness reason : duplicate.reasons) message.add_reasons(enum_cast<v1::Likeness>(reason));
}

void to_proto(const CheckIn& check_in, v1::CheckIn& message) {
  message.set_check_in_id(check_in.id.value);
  message.set_person_id(check_in.person.value);
  put_time(check_in.scanned_at, *message.mutable_scanned_at());
}

void to_proto(const AttendanceCorrection& correction, v1::AttendanceCorrection& message) {
  message.set_person_id(correction.person.value);
  message.set_change(correction.change);
  message.set_kind(enum_cast<v1::CorrectionKind>(correction.kind));
  message.set_code(enum_cast<v1::CorrectionCode>(correction.code));
  message.set_reason(correction.reason);
  message.set_corrected_by(correction.by);
  put_time(correction.at, *message.mutable_corrected_at());
  message.set_other_session_id(correction.other_session.value);
  message.set_other_person_id(correction.other_person.value);
}

void to_proto(const UnnamedCount& count, v1::AttendanceCount& message) {
  message.set_organisation_id(count.organisation.value);
  message.set_change(count.change);
  message.set_person_count(count.person_count);
  message.set_reason(count.reason);
  message.set_counted_by(count.by);
  put_time(count.at, *message.mutable_counted_at());
}

void to_proto(const PersonKey& key, v1::ListedKey& message) {
  message.set_key(key.key.second);
  message.set_person_id(key.person.value);
}

void to_proto(const Unsettled& scan, const Door& door, v1::UnsettledScan& message) {
  message.set_check_in_id(scan.check_in.id.value);
  message.set_person_id(scan.check_in.person.value);
  message.set_code(scan.check_in.code);
  message.set_scanned_at_us(scan.check_in.scanned_at.us);
  message.set_session_id(scan.check_in.session.value);
  to_proto(told(flags_now(scan, door)), *message.mutable_flags());
}

void to_proto(const Conflict& conflict, v1::Conflict& message) {
  message.set_session_id(conflict.session.value);
  if (conflict.confirmed_count > conflict.capacity)
    message.add_kinds(v1::CONFLICT_KIND_ROOM_SMALLER_THAN_REGISTERED);
  if (conflict.largest_waiting_count > conflict.capacity)
    message.add_kinds(v1::CONFLICT_KIND_GROUP_LARGER_THAN_ROOM);
  message.set_capacity(conflict.capacity);
  message.set_confirmed_count(conflict.confirmed_count);
  message.set_largest_waiting_count(conflict.largest_waiting_count);
}

}  // namespace opora::registration
