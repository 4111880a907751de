#include "feedback/wire.h"

#include <chrono>
#include <initializer_list>
#include <string>
#include <string_view>

#include "feedback/domain/wave_steps.h"
#include "opora/feedback/v1/timers.pb.h"
#include "platform/service/contract_enum.h"
#include "platform/service/timer_of.h"

namespace opora::feedback {
namespace {

Result<void> require(std::initializer_list<std::string_view> ids) {
  for (const std::string_view id : ids)
    if (id.empty())
      return refuse(Code::invalid, "EVENT_WITHOUT_ID", "The event leaves out the id of something it is about.");
  return {};
}

template <class Message>
Timer timer_of_wave(const WaveId& wave, const char* kind, Instant due) {
  Message message;
  message.set_wave_id(wave.value);
  return timer_of(wave.value + kind, due, message);
}

template <class Event>
std::vector<RoundRegion> regions_of_round(const Event& event) {
  std::vector<RoundRegion> regions;
  for (const std::string& region : event.region_ids()) regions.push_back({{event.round_id()}, {region}});
  return regions;
}

// What an event says of a group's seats.
template <class Event>
Result<GroupTold> group_told(const Event& event, std::int32_t change, Standing standing, std::int32_t head_count,
                             std::int64_t position) {
  TRY_DO(require({event.group_id(), event.session_id()}));
  return GroupTold{{event.group_id()}, change, standing, {event.session_id()}, head_count, position};
}

template <class Event>
std::vector<MemberTold> members_told(const Event& event, std::int32_t change, bool have_left, std::int64_t position) {
  std::vector<MemberTold> members;
  for (const std::string& person : event.person_ids())
    members.push_back({{event.group_id()}, {person}, change, have_left, position});
  return members;
}

template <class Event>
Result<AttendanceTold> attendance_told(const Event& event, std::int64_t position) {
  TRY_DO(require({event.session_id(), event.person_id()}));
  return AttendanceTold{{event.session_id()}, {event.person_id()}, event.change(), position};
}

Wave from_proto(const v1::WavePlan& plan, const SeriesId& series) {
  Wave wave;
  wave.id = {plan.wave_id()};
  wave.series = series;
  wave.moment = enum_cast<Moment>(plan.moment());
  wave.months_later = plan.months_later();
  wave.questionnaire = plan.questionnaire();
  wave.version = plan.version();
  wave.opens_local = plan.opens_local();
  wave.reminds_local = plan.reminds_local();
  wave.closes_local = plan.closes_local();
  return wave;
}

constexpr std::chrono::hours kGraceUsual{48};

void put_partition(const Partition& partition, v1::Wave& message) {
  message.set_partition_question(partition.question);
  for (const PartitionGroup& group : partition.groups) {
    v1::PartitionGroup& out = *message.add_partition_groups();
    out.set_code(group.code);
    for (const std::string& option : group.options) out.add_option_codes(option);
  }
}

void put_position(const char* log, const std::string& epoch, std::int64_t position, v1::Turnout& message) {
  v1::LogPosition& out = *message.add_positions();
  out.set_log(log);
  out.set_epoch(epoch);
  out.set_position(position);
}

void put_turnout(const Wave& wave, v1::Turnout& message) {
  const Eligible& eligible = *wave.eligible;
  message.set_answered_count(wave.answered_count);
  message.set_eligible_count(eligible.at_least);
  message.set_eligible_count_at_most(eligible.at_most);
  message.set_more_answers_than_eligible(has_more_answers_than_eligible(wave));
  put_position("registration", eligible.heard.registration_epoch, eligible.heard.registration_position, message);
  put_position("scheduling", eligible.heard.scheduling_epoch, eligible.heard.scheduling_position, message);
}

void put_plan(const Wave& wave, const Series& series, v1::Wave& message) {
  message.set_wave_id(wave.id.value);
  message.set_series_id(series.id.value);
  message.set_round_id(series.about.round.value);
  message.set_project_id(series.about.project.value);
  message.set_session_id(series.about.session.value);
  message.set_moment(enum_cast<v1::Moment>(wave.moment));
  message.set_months_later(wave.months_later);
  message.set_questionnaire(wave.questionnaire);
  message.set_version(wave.version);
  message.set_time_zone(series.time_zone);
  message.set_opens_local(wave.opens_local);
  message.set_reminds_local(wave.reminds_local);
  message.set_closes_local(wave.closes_local);
  message.set_opens_at_us(wave.opens_at.us);
  message.set_closes_at_us(wave.closes_at.us);
  message.set_grace_hours(static_cast<std::int32_t>(series.grace.count()));
  message.set_entered_afterwards(series.entered_afterwards);
  message.set_primary_scale(series.primary.scale);
  message.set_primary_from(enum_cast<v1::Moment>(series.primary.from));
  message.set_primary_to(enum_cast<v1::Moment>(series.primary.to));
  put_partition(series.partition, message);
}

}  // namespace

DraftWaves from_proto(const v1::DraftWavesRequest& request) {
  DraftWaves command;
  Series& series = command.series;
  series.id = {request.series_id()};
  series.about = {{request.round_id()}, {request.project_id()}, {request.session_id()}};
  series.time_zone = request.time_zone();
  series.grace = request.grace_hours() == 0 ? kGraceUsual : std::chrono::hours(request.grace_hours());
  series.primary = {request.primary_scale(), enum_cast<Moment>(request.primary_from()),
                    enum_cast<Moment>(request.primary_to())};
  series.partition.question = request.partition_question();
  for (const v1::PartitionGroup& group : request.partition_groups())
    series.partition.groups.push_back({group.code(), {group.option_codes().begin(), group.option_codes().end()}});
  series.entered_afterwards = request.entered_afterwards();
  for (const v1::WavePlan& plan : request.waves()) command.waves.push_back(from_proto(plan, series.id));
  command.keepers = {request.keepers().begin(), request.keepers().end()};
  return command;
}

void to_proto(const Wave& wave, const Series& series, const std::vector<Keeper>& keepers, v1::Wave& message) {
  put_plan(wave, series, message);
  message.set_status(to_proto(wave.status));
  message.set_sheet_count(series.sheet_count);
  if (wave.eligible) put_turnout(wave, *message.mutable_turnout());
  if (wave.status == WaveStatus::opened) {
    message.mutable_opening()->set_opened_by(wave.opened_by);
    message.mutable_opening()->set_opened_at_us(wave.opened_at.us);
    message.mutable_opening()->set_unreadable_count(wave.unreadable_count);
  }
  for (const Keeper& keeper : keepers) {
    v1::Keeper& out = *message.add_keepers();
    out.set_account(keeper.account);
    out.set_has_confirmed(keeper.has_confirmed);
  }
}

v1::WaveStatus to_proto(WaveStatus status) { return enum_cast<v1::WaveStatus>(status); }

void to_proto(const OpenAnswer& answer, v1::OpenAnswer& message) {
  message.set_question(answer.question);
  message.set_text(answer.text);
}

Timer opening_timer(const WaveId& wave, Instant due) {
  return timer_of_wave<v1::OpenForAnswers>(wave, "/opens", due);
}
Timer reminding_timer(const WaveId& wave, Instant due) {
  return timer_of_wave<v1::RemindOfWave>(wave, "/reminds", due);
}
Timer closing_timer(const WaveId& wave, Instant due) { return timer_of_wave<v1::EndAnswering>(wave, "/closes", due); }
Timer counting_timer(const WaveId& wave, Instant due) { return timer_of_wave<v1::CountEligible>(wave, "/counts", due); }
Timer deleting_timer(const WaveId& wave, Instant due) { return timer_of_wave<v1::DeleteSealed>(wave, "/deletes", due); }
Timer dropping_timer(const WaveId& wave, Instant due) { return timer_of_wave<v1::DropStaging>(wave, "/drops", due); }

Result<Round> from_event(const scheduling::v1::RoundPlanned& event) {
  TRY_DO(require({event.round_id()}));
  return Round{{event.round_id()}};
}

std::vector<RoundProject> projects_in(const scheduling::v1::RoundPlanned& event) {
  std::vector<RoundProject> projects;
  for (const std::string& project : event.project_ids()) projects.push_back({{event.round_id()}, {project}});
  return projects;
}

std::vector<RoundRegion> regions_in(const scheduling::v1::RoundPlanned& event) { return regions_of_round(event); }
std::vector<RoundRegion> regions_in(const scheduling::v1::RoundRegionsAdded& event) { return regions_of_round(event); }

Result<Session> from_event(const scheduling::v1::SessionPublished& event, std::int64_t position) {
  TRY_DO(require({event.session_id(), event.round_id()}));
  return Session{{event.session_id()}, {event.round_id()}, {event.project_id()}, position};
}

Result<SessionId> session_in(const scheduling::v1::SessionCancelled& event) {
  TRY_DO(require({event.session_id()}));
  return SessionId{event.session_id()};
}

Result<GroupTold> from_event(const registration::v1::GroupConfirmed& event, std::int64_t position) {
  return group_told(event, event.change_number(), Standing::confirmed, event.head_count(), position);
}

Result<GroupTold> from_event(const registration::v1::GroupWaitlisted& event, std::int64_t position) {
  return group_told(event, 0, Standing::waiting, event.head_count(), position);
}

Result<GroupTold> from_event(const registration::v1::GroupCancelled& event, std::int64_t position) {
  return group_told(event, event.change_number(), Standing::cancelled, 0, position);
}

// Whether it has its seats these two do not say.
Result<GroupTold> from_event(const registration::v1::GroupHeadCountChanged& event, std::int64_t position) {
  return group_told(event, event.change_number(), Standing::waiting, event.head_count(), position);
}

Result<GroupTold> from_event(const registration::v1::GroupMembersCancelled& event, std::int64_t position) {
  return group_told(event, event.change_number(), Standing::waiting, event.head_count(), position);
}

// They were named when it was registered.
std::vector<MemberTold> members_in(const registration::v1::GroupConfirmed& event, std::int64_t position) {
  return members_told(event, 0, false, position);
}

std::vector<MemberTold> members_in(const registration::v1::GroupWaitlisted& event, std::int64_t position) {
  return members_told(event, 0, false, position);
}

std::vector<MemberTold> members_in(const registration::v1::GroupMembersCancelled& event, std::int64_t position) {
  return members_told(event, event.change_number(), true, position);
}

Result<std::vector<MemberTold>> from_event(const registration::v1::GroupMembersNamed& event, std::int64_t position) {
  TRY_DO(require({event.group_id()}));
  return members_told(event, event.change_number(), false, position);
}

Result<std::vector<MemberTold>> from_event(const registration::v1::GroupMemberSubstituted& event,
                                           std::int64_t position) {
  TRY_DO(require({event.group_id(), event.person_id(), event.substitute_person_id()}));
  return std::vector<MemberTold>{
      {{event.group_id()}, {event.person_id()}, event.change_number(), true, position},
      {{event.group_id()}, {event.substitute_person_id()}, event.change_number(), false, position}};
}

Result<AttendanceTold> from_event(const registration::v1::AttendanceRecorded& event, std::int64_t position) {
  return attendance_told(event, position);
}

Result<AttendanceTold> from_event(const registration::v1::AttendanceTakenBack& event, std::int64_t position) {
  return attendance_told(event, position);
}

Result<UnnamedTold> from_event(const registration::v1::AttendanceCounted& event, std::int64_t position) {
  TRY_DO(require({event.session_id(), event.organisation_id()}));
  return UnnamedTold{{event.session_id()}, {event.organisation_id()}, event.change(), event.person_count(), position};
}

Result<MergeTold> from_event(const registration::v1::PeopleMerged& event, std::int64_t position) {
  TRY_DO(require({event.kept_person_id(), event.merged_person_id()}));
  return MergeTold{{event.merged_person_id()}, event.change(), {event.kept_person_id()}, position};
}

Result<MergeTold> from_event(const registration::v1::PeopleUnmerged& event, std::int64_t position) {
  TRY_DO(require({event.kept_person_id(), event.merged_person_id()}));
  return MergeTold{{event.merged_person_id()}, event.change(), {}, position};
}

}  // namespace opora::feedback
