// Feedback's own types as the contract's messages, and back; other services' events as facts. An event is refused, and
// so parked, only when it does not say what it is about: EVENT_WITHOUT_ID.
#pragma once

#include <vector>

#include "feedback/domain/draft_waves.h"
#include "feedback/domain/events.h"
#include "feedback/domain/facts.h"
#include "feedback/domain/opened.h"
#include "feedback/domain/wave.h"
#include "opora/feedback/v1/feedback_service.pb.h"
#include "opora/registration/v1/events.pb.h"
#include "opora/scheduling/v1/events.pb.h"
#include "platform/events/log/event_log.h"
#include "platform/lane/transaction.h"

namespace opora::feedback {

// ---- Requests and answers ----
DraftWaves from_proto(const v1::DraftWavesRequest& request);
// A wave as whoever looks after it sees it: nothing of how many answered before it is counted.
void to_proto(const Wave& wave, const Series& series, const std::vector<Keeper>& keepers, v1::Wave& message);
v1::WaveStatus to_proto(WaveStatus status);
void to_proto(const OpenAnswer& answer, v1::OpenAnswer& message);

// ---- What feedback tells ----
// An event as the log carries it, under its wave.
EventDraft to_draft(const Event& event);

// ---- Timers, each one of its kind a wave: set again, it moves ----
Timer opening_timer(const WaveId& wave, Instant due);
Timer reminding_timer(const WaveId& wave, Instant due);
Timer closing_timer(const WaveId& wave, Instant due);
Timer counting_timer(const WaveId& wave, Instant due);
Timer deleting_timer(const WaveId& wave, Instant due);
Timer dropping_timer(const WaveId& wave, Instant due);

// ---- What others tell; positions are those of their logs ----
Result<Round> from_event(const scheduling::v1::RoundPlanned& event);
std::vector<RoundProject> projects_in(const scheduling::v1::RoundPlanned& event);
std::vector<RoundRegion> regions_in(const scheduling::v1::RoundPlanned& event);
std::vector<RoundRegion> regions_in(const scheduling::v1::RoundRegionsAdded& event);
Result<Session> from_event(const scheduling::v1::SessionPublished& event, std::int64_t position);
Result<SessionId> session_in(const scheduling::v1::SessionCancelled& event);

Result<GroupTold> from_event(const registration::v1::GroupConfirmed& event, std::int64_t position);
Result<GroupTold> from_event(const registration::v1::GroupWaitlisted& event, std::int64_t position);
Result<GroupTold> from_event(const registration::v1::GroupCancelled& event, std::int64_t position);
Result<GroupTold> from_event(const registration::v1::GroupHeadCountChanged& event, std::int64_t position);
Result<GroupTold> from_event(const registration::v1::GroupMembersCancelled& event, std::int64_t position);
// Who is in the group by it, and who is no longer.
std::vector<MemberTold> members_in(const registration::v1::GroupConfirmed& event, std::int64_t position);
std::vector<MemberTold> members_in(const registration::v1::GroupWaitlisted& event, std::int64_t position);
std::vector<MemberTold> members_in(const registration::v1::GroupMembersCancelled& event, std::int64_t position);
Result<std::vector<MemberTold>> from_event(const registration::v1::GroupMembersNamed& event, std::int64_t position);
Result<std::vector<MemberTold>> from_event(const registration::v1::GroupMemberSubstituted& event,
                                           std::int64_t position);
Result<AttendanceTold> from_event(const registration::v1::AttendanceRecorded& event, std::int64_t position);
Result<AttendanceTold> from_event(const registration::v1::AttendanceTakenBack& event, std::int64_t position);
Result<UnnamedTold> from_event(const registration::v1::AttendanceCounted& event, std::int64_t position);
Result<MergeTold> from_event(const registration::v1::PeopleMerged& event, std::int64_t position);
Result<MergeTold> from_event(const registration::v1::PeopleUnmerged& event, std::int64_t position);

}  // namespace opora::feedback
