#include "registration/wire.h"

#include "opora/registration/v1/events.pb.h"
#include "opora/registration/v1/timers.pb.h"
#include "platform/service/contract_enum.h"
#include "platform/service/event_type.h"
#include "platform/text/text_message.h"
#include "registration/domain/scanned.h"

namespace opora::registration {
namespace {

// Each fills its case of the event and returns the key.
std::string fill(const OrganisationAdded& fact, v1::OrganisationAdded& out) {
  out.set_organisation_id(fact.organisation.value);
  put_text(fact.name, *out.mutable_name());
  out.set_kind(enum_cast<v1::OrganisationKind>(fact.kind));
  out.set_region_id(fact.region.value);
  return fact.organisation.value;
}

std::string fill(const RosterMemberAdded& fact, v1::RosterMemberAdded& out) {
  out.set_organisation_id(fact.organisation.value);
  out.set_person_id(fact.person.value);
  out.set_from_date(fact.from_date);
  out.set_until_date(fact.until_date);
  return fact.organisation.value;
}

std::string fill(const GroupConfirmed& fact, v1::GroupConfirmed& out) {
  out.set_group_id(fact.group.value);
  out.set_session_id(fact.session.value);
  out.set_organisation_id(fact.organisation.value);
  out.set_head_count(fact.head_count);
  out.set_promoted(fact.promoted);
  out.set_passed_over_waitlist(fact.passed_over_waitlist);
  for (const PersonId& person : fact.people) out.add_person_ids(person.value);
  return fact.group.value;
}

std::string fill(const GroupWaitlisted& fact, v1::GroupWaitlisted& out) {
  out.set_group_id(fact.group.value);
  out.set_session_id(fact.session.value);
  out.set_organisation_id(fact.organisation.value);
  out.set_head_count(fact.head_count);
  out.set_waitlist_place(fact.place);
  for (const PersonId& person : fact.people) out.add_person_ids(person.value);
  return fact.group.value;
}

std::string fill(const GroupMembersNamed& fact, v1::GroupMembersNamed& out) {
  out.set_group_id(fact.group.value);
  for (const PersonId& person : fact.people) out.add_person_ids(person.value);
  return fact.group.value;
}

std::string fill(const GroupCancelled& fact, v1::GroupCancelled& out) {
  out.set_group_id(fact.group.value);
  out.set_session_id(fact.session.value);
  out.set_freed_count(fact.freed_count);
  return fact.group.value;
}

std::string fill(const AttendanceRecorded& fact, v1::AttendanceRecorded& out) {
  out.set_session_id(fact.session.value);
  out.set_person_id(fact.person.value);
  out.set_organisation_id(fact.organisation.value);
  out.set_scanned_at_us(fact.scanned_at.us);
  to_proto(fact.flags, out.mutable_flags());
  return fact.person.value;
}

std::string fill(const ScanSetAside& fact, v1::ScanSetAside& out) {
  out.set_session_id(fact.session.value);
  out.set_check_in_id(fact.check_in.value);
  to_proto(fact.flags, out.mutable_flags());
  return fact.check_in.value;
}

std::string fill(const ScanSettled& fact, v1::ScanSettled& out) {
  out.set_session_id(fact.session.value);
  out.set_check_in_id(fact.check_in.value);
  out.set_outcome(enum_cast<v1::ScanOutcome>(fact.outcome));
  out.set_attended_session_id(fact.attended.value);
  return fact.check_in.value;
}

std::string fill(const RegistrationEnded& fact, v1::RegistrationEnded& out) {
  out.set_session_id(fact.session.value);
  out.set_confirmed_count(fact.confirmed_count);
  out.set_waiting_head_count(fact.waiting_head_count);
  return fact.session.value;
}

std::string fill(const RegistrationReopened& fact, v1::RegistrationReopened& out) {
  out.set_session_id(fact.session.value);
  out.set_until_us(fact.until.us);
  return fact.session.value;
}

// Which case of the contract's event a fact is.
v1::OrganisationAdded& body_of(v1::Event& e, const OrganisationAdded&) { return *e.mutable_organisation_added(); }
v1::RosterMemberAdded& body_of(v1::Event& e, const RosterMemberAdded&) { return *e.mutable_roster_member_added(); }
v1::GroupConfirmed& body_of(v1::Event& e, const GroupConfirmed&) { return *e.mutable_group_confirmed(); }
v1::GroupWaitlisted& body_of(v1::Event& e, const GroupWaitlisted&) { return *e.mutable_group_waitlisted(); }
v1::GroupMembersNamed& body_of(v1::Event& e, const GroupMembersNamed&) { return *e.mutable_group_members_named(); }
v1::GroupCancelled& body_of(v1::Event& e, const GroupCancelled&) { return *e.mutable_group_cancelled(); }
v1::AttendanceRecorded& body_of(v1::Event& e, const AttendanceRecorded&) { return *e.mutable_attendance_recorded(); }
v1::ScanSetAside& body_of(v1::Event& e, const ScanSetAside&) { return *e.mutable_scan_set_aside(); }
v1::ScanSettled& body_of(v1::Event& e, const ScanSettled&) { return *e.mutable_scan_settled(); }
v1::RegistrationEnded& body_of(v1::Event& e, const RegistrationEnded&) { return *e.mutable_registration_ended(); }
v1::RegistrationReopened& body_of(v1::Event& e, const RegistrationReopened&) {
  return *e.mutable_registration_reopened();
}

}  // namespace

EventDraft to_draft(const Event& event) {
  return std::visit(
      [](const auto& fact) {
        v1::Event out;
        auto& body = body_of(out, fact);
        std::string key = fill(fact, body);
        return EventDraft{event_type_of(body.GetDescriptor()), std::move(key), out.SerializeAsString()};
      },
      event);
}

Organisation from_proto(const v1::AddOrganisationRequest& request) {
  return {{request.organisation_id()},
          text_of(request.name()),
          enum_cast<OrganisationKind>(request.kind()),
          {request.region_id()}};
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

std::vector<CheckInId> check_ins_in(const google::protobuf::RepeatedPtrField<std::string>& ids) {
  std::vector<CheckInId> check_ins;
  for (const std::string& id : ids) check_ins.push_back({id});
  return check_ins;
}

Session from_proto(const scheduling::v1::SessionPublished& published) {
  constexpr std::size_t kDateLength = 10;  // of YYYY-MM-DDTHH:MM
  return {{published.session_id()},
          {published.region_id()},
          published.capacity(),
          Instant{published.starts_at_us()},
          Instant{published.registration_ends_at_us()},
          published.local_start().substr(0, kDateLength)};
}

std::vector<Mention> mentions_in(const google::protobuf::RepeatedPtrField<v1::GroupMember>& members) {
  std::vector<Mention> mentions;
  mentions.reserve(static_cast<std::size_t>(members.size()));
  for (const v1::GroupMember& member : members)
    mentions.push_back({{member.person_id()}, member.name(), enum_cast<Occupation>(member.occupation())});
  return mentions;
}

std::vector<Mention> mentions_in(const google::protobuf::RepeatedPtrField<v1::RosterMember>& members) {
  std::vector<Mention> mentions;
  mentions.reserve(static_cast<std::size_t>(members.size()));
  for (const v1::RosterMember& member : members)
    mentions.push_back({{member.person_id()}, member.name(), enum_cast<Occupation>(member.occupation())});
  return mentions;
}

Membership membership_in(const v1::RosterMember& member, const OrganisationId& organisation) {
  return {organisation, member.from_date(), member.until_date()};
}

Timer end_timer(const SessionId& session, Instant at) {
  v1::EndRegistration end;
  end.set_session_id(session.value);
  return {session.value, at, v1::EndRegistration::descriptor()->full_name(), end.SerializeAsString()};
}

v1::GroupStatus to_proto(GroupStatus status) { return enum_cast<v1::GroupStatus>(status); }

Timer fill_timer(const GroupId& cancelled, const SessionId& session) {
  v1::FillSeats fill;
  fill.set_session_id(session.value);
  return {cancelled.value, Instant{}, v1::FillSeats::descriptor()->full_name(), fill.SerializeAsString()};
}

v1::CheckInResult result_of(const v1::Scan& scan, const Admission& admission) {
  v1::CheckInResult result;
  // As it was sent, so that the device finds it; but nothing else than an id, since answers are remembered.
  result.set_check_in_id(uuid_of(scan.check_in_id()) ? scan.check_in_id() : from_proto(scan).check_in.value);
  to_proto(told(admission.check_in.flags), result.mutable_flags());
  result.set_set_aside(admission.set_aside);
  return result;
}

void to_proto(const Flags& flags, google::protobuf::RepeatedField<int>* out) {
  for (const CheckInFlag flag : flags) out->Add(enum_cast<v1::CheckInFlag>(flag));
}

v1::GroupMember to_proto(const Person& person) {
  v1::GroupMember member;
  member.set_person_id(person.id.value);
  member.set_name(person.name);
  member.set_occupation(enum_cast<v1::Occupation>(person.occupation));
  return member;
}

v1::GroupSummary summary_of(const Group& group) {
  v1::GroupSummary summary;
  summary.set_group_id(group.id.value);
  summary.set_organisation_id(group.organisation.value);
  summary.set_head_count(group.head_count);
  summary.set_named_count(group.named_count);
  summary.set_status(to_proto(group.status));
  return summary;
}

}  // namespace opora::registration
