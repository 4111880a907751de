// What is told, as the contract's events.
#include <variant>

#include "opora/registration/v1/events.pb.h"
#include "platform/service/contract_enum.h"
#include "platform/service/event_draft.h"
#include "platform/text/text_message.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

template <class Message>
void put_why(const Why& why, Message& message) {
  message.set_reason(enum_cast<v1::GroupChangeReason>(why.reason));
  message.set_changed_by(enum_cast<v1::GroupChangedBy>(why.by));
}

// Merges keep their order among each other, whoever they are of: two ids meet in each, and out of order it might seem
// that one which was merged away stands for others.
constexpr const char* kMergesOfPeople = "merges of people";
constexpr const char* kMergesOfOrganisations = "merges of organisations";

// Each fact as its case of the contract's event, under its key.
EventDraft draft(const OrganisationAdded& fact) {
  v1::OrganisationAdded out;
  out.set_organisation_id(fact.organisation.value);
  put_text(fact.name, *out.mutable_name());
  out.set_kind(enum_cast<v1::OrganisationKind>(fact.kind));
  out.set_region_id(fact.region.value);
  return draft_of<v1::Event>(fact.organisation.value, std::move(out));
}

EventDraft draft(const OrganisationRenamed& fact) {
  v1::OrganisationRenamed out;
  out.set_organisation_id(fact.organisation.value);
  put_text(fact.name, *out.mutable_name());
  put_text(fact.former_name, *out.mutable_former_name());
  out.set_reason(fact.reason);
  return draft_of<v1::Event>(fact.organisation.value, std::move(out));
}

EventDraft draft(const RosterMemberAdded& fact) {
  v1::RosterMemberAdded out;
  out.set_organisation_id(fact.organisation.value);
  out.set_person_id(fact.person.value);
  out.set_from_date(fact.from_date);
  out.set_until_date(fact.until_date);
  return draft_of<v1::Event>(fact.organisation.value, std::move(out));
}

EventDraft draft(const PersonCorrected& corrected) {
  v1::PersonCorrected out;
  out.set_person_id(corrected.person.value);
  out.set_name_changed(corrected.name_changed);
  out.set_occupation_changed(corrected.occupation_changed);
  return draft_of<v1::Event>(corrected.person.value, std::move(out));
}

EventDraft draft(const RosterMemberChanged& changed) {
  v1::RosterMemberChanged out;
  out.set_organisation_id(changed.organisation.value);
  out.set_person_id(changed.person.value);
  out.set_from_date(changed.from_date);
  out.set_until_date(changed.until_date);
  return draft_of<v1::Event>(changed.organisation.value, std::move(out));
}

EventDraft draft(const PeopleMerged& merged) {
  v1::PeopleMerged out;
  out.set_kept_person_id(merged.kept.value);
  out.set_merged_person_id(merged.merged.value);
  out.set_change(merged.change);
  return draft_of<v1::Event>(kMergesOfPeople, std::move(out));
}

EventDraft draft(const PeopleUnmerged& parted) {
  v1::PeopleUnmerged out;
  out.set_kept_person_id(parted.kept.value);
  out.set_merged_person_id(parted.merged.value);
  out.set_change(parted.change);
  return draft_of<v1::Event>(kMergesOfPeople, std::move(out));
}

EventDraft draft(const OrganisationsMerged& merged) {
  v1::OrganisationsMerged out;
  out.set_kept_organisation_id(merged.kept.value);
  out.set_merged_organisation_id(merged.merged.value);
  out.set_change(merged.change);
  return draft_of<v1::Event>(kMergesOfOrganisations, std::move(out));
}

EventDraft draft(const OrganisationsUnmerged& parted) {
  v1::OrganisationsUnmerged out;
  out.set_kept_organisation_id(parted.kept.value);
  out.set_merged_organisation_id(parted.merged.value);
  out.set_change(parted.change);
  out.set_were_merged(parted.were_merged);
  return draft_of<v1::Event>(kMergesOfOrganisations, std::move(out));
}

EventDraft draft(const GroupConfirmed& fact) {
  v1::GroupConfirmed out;
  out.set_group_id(fact.group.value);
  out.set_session_id(fact.session.value);
  out.set_organisation_id(fact.organisation.value);
  out.set_head_count(fact.head_count);
  out.set_promoted(fact.promoted);
  out.set_passed_over_waitlist(fact.passed_over_waitlist);
  for (const PersonId& person : fact.people) out.add_person_ids(person.value);
  put_why(fact.why, out);
  out.set_change_number(fact.change);
  return draft_of<v1::Event>(fact.group.value, std::move(out));
}

EventDraft draft(const GroupWaitlisted& fact) {
  v1::GroupWaitlisted out;
  out.set_group_id(fact.group.value);
  out.set_session_id(fact.session.value);
  out.set_organisation_id(fact.organisation.value);
  out.set_head_count(fact.head_count);
  out.set_waitlist_place(fact.place);
  for (const PersonId& person : fact.people) out.add_person_ids(person.value);
  out.set_part_of_group_id(fact.part_of.value);
  put_why(fact.why, out);
  return draft_of<v1::Event>(fact.group.value, std::move(out));
}

EventDraft draft(const GroupMembersNamed& fact) {
  v1::GroupMembersNamed out;
  out.set_group_id(fact.group.value);
  for (const PersonId& person : fact.people) out.add_person_ids(person.value);
  out.set_change_number(fact.change);
  return draft_of<v1::Event>(fact.group.value, std::move(out));
}

EventDraft draft(const GroupCancelled& fact) {
  v1::GroupCancelled out;
  out.set_group_id(fact.group.value);
  out.set_session_id(fact.session.value);
  out.set_freed_count(fact.freed_count);
  put_why(fact.why, out);
  out.set_change_number(fact.change);
  return draft_of<v1::Event>(fact.group.value, std::move(out));
}

EventDraft draft(const GroupHeadCountChanged& fact) {
  v1::GroupHeadCountChanged out;
  out.set_group_id(fact.group.value);
  out.set_session_id(fact.session.value);
  out.set_head_count(fact.head_count);
  out.set_freed_count(fact.waits ? 0 : std::max(0, fact.before - fact.head_count));
  out.set_change_number(fact.change);
  put_why(fact.why, out);
  return draft_of<v1::Event>(fact.group.value, std::move(out));
}

EventDraft draft(const GroupMemberSubstituted& fact) {
  v1::GroupMemberSubstituted out;
  out.set_group_id(fact.group.value);
  out.set_session_id(fact.session.value);
  out.set_person_id(fact.person.value);
  out.set_substitute_person_id(fact.substitute.value);
  out.set_change_number(fact.change);
  put_why(fact.why, out);
  return draft_of<v1::Event>(fact.group.value, std::move(out));
}

EventDraft draft(const GroupMembersCancelled& fact) {
  v1::GroupMembersCancelled out;
  out.set_group_id(fact.group.value);
  out.set_session_id(fact.session.value);
  for (const PersonId& person : fact.people) out.add_person_ids(person.value);
  out.set_head_count(fact.head_count);
  out.set_freed_count(fact.waits ? 0 : fact.before - fact.head_count);
  out.set_change_number(fact.change);
  put_why(fact.why, out);
  return draft_of<v1::Event>(fact.group.value, std::move(out));
}

EventDraft draft(const AttendanceRecorded& fact) {
  v1::AttendanceRecorded out;
  out.set_session_id(fact.session.value);
  out.set_person_id(fact.person.value);
  out.set_organisation_id(fact.organisation.value);
  out.set_scanned_at_us(fact.scanned_at.us);
  to_proto(fact.flags, *out.mutable_flags());
  out.set_change(fact.change);
  return draft_of<v1::Event>(fact.person.value, std::move(out));
}

EventDraft draft(const AttendanceTakenBack& fact) {
  v1::AttendanceTakenBack out;
  out.set_session_id(fact.session.value);
  out.set_person_id(fact.person.value);
  out.set_change(fact.change);
  out.set_code(enum_cast<v1::CorrectionCode>(fact.code));
  out.set_moved_to_session_id(fact.moved_to_session.value);
  out.set_moved_to_person_id(fact.moved_to_person.value);
  return draft_of<v1::Event>(fact.person.value, std::move(out));
}

EventDraft draft(const AttendanceCounted& fact) {
  v1::AttendanceCounted out;
  out.set_session_id(fact.session.value);
  out.set_organisation_id(fact.organisation.value);
  out.set_person_count(fact.person_count);
  out.set_change(fact.change);
  return draft_of<v1::Event>(fact.session.value, std::move(out));
}

EventDraft draft(const ScanSetAside& fact) {
  v1::ScanSetAside out;
  out.set_session_id(fact.session.value);
  out.set_check_in_id(fact.check_in.value);
  to_proto(fact.flags, *out.mutable_flags());
  return draft_of<v1::Event>(fact.check_in.value, std::move(out));
}

EventDraft draft(const ScanSettled& fact) {
  v1::ScanSettled out;
  out.set_session_id(fact.session.value);
  out.set_check_in_id(fact.check_in.value);
  out.set_outcome(enum_cast<v1::ScanOutcome>(fact.outcome));
  out.set_attended_session_id(fact.attended.value);
  return draft_of<v1::Event>(fact.check_in.value, std::move(out));
}

EventDraft draft(const RegistrationEnded& fact) {
  v1::RegistrationEnded out;
  out.set_session_id(fact.session.value);
  out.set_confirmed_count(fact.confirmed_count);
  out.set_waiting_head_count(fact.waiting_head_count);
  return draft_of<v1::Event>(fact.session.value, std::move(out));
}

EventDraft draft(const RegistrationReopened& fact) {
  v1::RegistrationReopened out;
  out.set_session_id(fact.session.value);
  out.set_until_us(fact.until.us);
  return draft_of<v1::Event>(fact.session.value, std::move(out));
}

}  // namespace

EventDraft to_draft(const Event& event) {
  return std::visit([](const auto& fact) { return draft(fact); }, event);
}

}  // namespace opora::registration
