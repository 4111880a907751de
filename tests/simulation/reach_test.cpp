// A simulation that never gets somewhere proves nothing about it: within half of the seeds that others run, everything
// it is for happens.
#include <gtest/gtest.h>

#include "platform/faults/failpoint.h"
#include "simulation/runner.h"

namespace opora::simulation {
namespace {

constexpr std::uint64_t kSeedsToReachAll = 300;

// Of what is wrong about people.
const char* const kCorrectionsOfPeople[] = {
    "CorrectPersonRequest OK",
    "CorrectPersonRequest NOTHING_TO_CORRECT",
    "CorrectPersonRequest CORRECTED_SINCE",
    "EndMembershipRequest OK",
    "EndMembershipRequest UNKNOWN_MEMBERSHIP",
    "EndMembershipRequest DATES_REVERSED",
    "EndMembershipRequest MEMBERSHIPS_OVERLAP",
    "somebody who has left",
    "somebody who hasn't left after all",
    "somebody who came after they had left"};

// Of what was wrong about who came.
const char* const kCorrectionsOfAttendance[] = {
    "TakeBackAttendanceRequest OK",
    "TakeBackAttendanceRequest UNKNOWN_ATTENDANCE",
    "RestoreAttendanceRequest OK",
    "MoveAttendanceRequest OK",
    "MoveAttendanceRequest ATTENDANCE_TAKEN_BACK",
    "CountAttendanceRequest OK",
    "CountAttendanceRequest REASON_MISSING",
    "CountAttendanceRequest COUNT_LARGER_THAN_ROOM",
    "CountAttendanceRequest SESSION_NOT_BEGUN",
    "an attendance that counts again",
    "an attendance that is moved",
    "people counted anew without names"};

const char* const kChangesOfGroups[] = {
    "ChangeHeadCountRequest OK",
    "ChangeHeadCountRequest NO_SEATS_FREE",
    "ChangeHeadCountRequest FEWER_THAN_NAMED",
    "SubstituteMemberRequest OK",
    "SubstituteMemberRequest NOT_IN_GROUP",
    "CancelMembersRequest OK",
    "CancelMembersRequest NOBODY_LEFT",
    "PassOverWaitlistRequest NO_SEATS_FREE",
    "a substitution",
    "more people who wait by themselves",
    "a waitlist that a coordinator passes over"};

// Of people and organisations that are one.
const char* const kMerges[] = {
    "MergePeopleRequest OK",
    "MergePeopleRequest NOTHING_TO_MERGE",
    "MergePeopleRequest KEPT_WAS_MERGED",
    "MergePeopleRequest MERGED_BEFORE",
    "MergePeopleRequest OTHERS_MERGED_INTO_IT",
    "UnmergePeopleRequest OK",
    "MergeOrganisationsRequest OK",
    "UnmergeOrganisationsRequest OK",
    "somebody who came under two ids",
    "two people who are two after all",
    "two organisations that are two after all",
    "two organisations that are said to be two"};

// What becomes of a plan that is corrected.
const char* const kCorrectionsOfPlans[] = {
    "MoveSessionRequest OK",
    "MoveSessionRequest ROOM_DOUBLE_BOOKED",
    "ChangeCapacityRequest OK",
    "ChangeCapacityRequest CAPACITY_LARGER_THAN_ROOM",
    "CancelSessionRequest OK",
    "RenameThingRequest OK",
    "RenameThingRequest SESSION_CANCELLED",
    "RegisterGroupRequest SESSION_CANCELLED",
    "a scan set aside, CHECK_IN_FLAG_SESSION_CANCELLED"};

// Of waves, and of who is asked in them.
const char* const kAsked[] = {
    "DraftWavesRequest OK",
    "DraftWavesRequest ID_TAKEN",
    "DraftWavesRequest TWO_KEEPERS_NEEDED",
    "DraftWavesRequest CLOSES_BEFORE_IT_OPENS",
    "DraftWavesRequest CLOSES_IN_THE_PAST",
    "AddKeeperRequest OK",
    "AddKeeperRequest NOT_A_KEEPER",
    "AddKeeperRequest KEEPER_CONFIRMED",
    "ConfirmKeeperRequest OK",
    "ConfirmKeeperRequest NO_PASSPHRASE_YET",
    "ConfirmKeeperRequest PASSPHRASE_MISTYPED",
    "ConfirmKeeperRequest PASSPHRASE_WRONG",
    "ReplaceKeeperRequest OK",
    "ReplaceKeeperRequest ANSWERS_BEGUN",
    "IssueSheetsRequest OK",
    "IssueSheetsRequest SERIES_OVER",
    "SubmitAnswersRequest OK",
    "SubmitAnswersRequest TOKEN_MISTYPED",
    "SubmitAnswersRequest LINK_CODE_MISTYPED",
    "SubmitAnswersRequest SHEET_TOKEN_UNKNOWN",
    "SubmitAnswersRequest SHEET_TOKEN_OF_OTHER_WAVE",
    "SubmitAnswersRequest SHEET_TOKEN_VOID",
    "SubmitAnswersRequest WAVE_NOT_OPEN_YET",
    "SubmitAnswersRequest ANSWERS_OF_ANOTHER_VERSION",
    "SubmitAnswersRequest UNKNOWN_QUESTION",
    "SubmitAnswersRequest UNKNOWN_OPTION",
    "SubmitAnswersRequest STORAGE_UNAVAILABLE",
    "CloseWaveRequest OK",
    "CloseWaveRequest CLOSES_BY_ITSELF",
    "GiveUpWaveRequest OK",
    "OpenWaveRequest OK",
    "OpenWaveRequest NOT_A_KEEPER",
    "OpenWaveRequest PASSPHRASE_WRONG",
    "OpenWaveRequest WAVE_NOT_OPEN_YET",
    "OpenWaveRequest WAVE_STILL_OPEN",
    "OpenWaveRequest WAVE_NOT_COUNTED",
    "OpenWaveRequest WAVE_OPENED",
    "OpenWaveRequest WAVE_DESTROYED",
    "a token that is used twice",
    "an answer to a sealed call that was lost",
    "an opening that breaks off",
    "a reminder",
    "a wave that is scheduled again",
    "a wave that is opened",
    "a wave that is given up",
    "a wave that too few have answered",
    "people who were told of too late",
    "crash before a sealed answer is out",
    "crash at sealed.written",
    "crash at sealed.committed",
    "crash at sealed.answered"};

const char* const kWhatHappens[] = {
    "crash between two turns",
    "crash between two answers",
    "the database is busy",
    "the database is too slow",
    "the database breaks",
    "a log that can't be read",
    "an empty page",
    "a gap",
    "a repeated page",
    "events that their owner never wrote",
    "parked POISONED",
    "an event held behind a parked one",
    "a log that has lost its end",
    "a consumer that stops before it mixes two pasts",
    "an answer given again",
    "a promotion",
    "a clock that is set wrong",
    "a machine that starts again",
    "a time that an operator confirms",
    "registration opened again",
    "a seat freed too late",
    "AddRoundRegionsRequest OK",
    "PlanSessionRequest ROOM_OUTSIDE_ROUND",
    "RegisterGroupRequest OK",
    "RegisterGroupRequest REGISTRATION_CLOSED",
    "RegisterGroupRequest GROUP_LARGER_THAN_ROOM",
    "RegisterGroupRequest UNKNOWN_SESSION",
    "RegisterGroupRequest UNKNOWN_ORGANISATION",
    "RegisterGroupRequest UNKNOWN_PERSON",
    "RegisterGroupRequest REQUEST_ID_REUSED",
    "RegisterGroupRequest ALREADY_REGISTERED",
    "RegisterGroupRequest PERMISSION_DENIED",
    "RegisterGroupRequest INVALID_REQUEST",
    "RegisterGroupRequest FIELD_NOT_ALLOWED",
    "RegisterGroupRequest QUEUE_FULL",
    "RegisterGroupRequest STORAGE_UNAVAILABLE",
    "RegisterGroupRequest TOOK_TOO_LONG",
    "RegisterGroupRequest INTERNAL",
    "CancelGroupRequest OK",
    "CancelGroupRequest UNKNOWN_GROUP",
    "NameGroupMembersRequest OK",
    "NameGroupMembersRequest GROUP_CANCELLED",
    "NameGroupMembersRequest MORE_NAMES_THAN_SEATS",
    "ResolveKeysRequest OK",
    "ResolveKeysRequest LIST_OF_OTHERS",
    "AddRosterMembersRequest OK",
    "CheckInRequest OK",
    "CheckInBatchRequest OK",
    "CheckInBatchRequest PERMISSION_DENIED",
    "a scan that waits for its session",
    "a scan that is nobody's id",
    "a scan from another region",
    "a waitlist that is passed over",
    "somebody named after they came",
    "a scan set aside, CHECK_IN_FLAG_OUTSIDE_SESSION",
    "a scan set aside, CHECK_IN_FLAG_GROUP_CANCELLED",
    "a scan set aside, CHECK_IN_FLAG_TOO_MANY_UNKNOWN",
    "ConfirmScansRequest OK",
    "ConfirmScansRequest NOT_A_PERSON",
    "ConfirmScansRequest SCAN_DISCARDED",
    "ConfirmScansRequest SESSION_NOT_BEGUN",
    "DiscardScansRequest OK",
    "DiscardScansRequest SCAN_SETTLED",
};

std::set<std::string> everything() {
  std::set<std::string> all(std::begin(kWhatHappens), std::end(kWhatHappens));
  all.insert(std::begin(kCorrectionsOfPeople), std::end(kCorrectionsOfPeople));
  all.insert(std::begin(kCorrectionsOfAttendance), std::end(kCorrectionsOfAttendance));
  all.insert(std::begin(kChangesOfGroups), std::end(kChangesOfGroups));
  all.insert(std::begin(kCorrectionsOfPlans), std::end(kCorrectionsOfPlans));
  all.insert(std::begin(kAsked), std::end(kAsked));
  all.insert(std::begin(kMerges), std::end(kMerges));
  for (const std::string_view step : testing::failpoints()) all.insert("crash at " + std::string(step));
  return all;
}

TEST(Reach, EverythingHappens) {
  std::set<std::string> missing = everything();
  std::uint64_t seed = 0;
  std::string last;
  while (seed < kSeedsToReachAll && !missing.empty())
    for (const std::string& what : run_seed(++seed).met)
      if (missing.erase(what) > 0) last = what;
  EXPECT_EQ(missing, std::set<std::string>{});
  RecordProperty("seeds", std::to_string(seed));
  RecordProperty("last", last);
}

}  // namespace
}  // namespace opora::simulation
