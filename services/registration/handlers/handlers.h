// Every request, timer and event that registration handles; each has a file of its own name.
#pragma once

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/registration/v1/timers.pb.h"
#include "opora/scheduling/v1/events.pb.h"
#include "platform/lane/transaction.h"
#include "platform/result/result.h"
#include "platform/service/service.h"

namespace opora::registration {

Result<v1::AddOrganisationResponse> add_organisation(Transaction& tx, const v1::AddOrganisationRequest& request);
Result<v1::AddRosterMembersResponse> add_roster_members(Transaction& tx, const v1::AddRosterMembersRequest& request);
Result<v1::RegisterGroupResponse> register_group(Transaction& tx, const v1::RegisterGroupRequest& request);
Result<v1::NameGroupMembersResponse> name_group_members(Transaction& tx, const v1::NameGroupMembersRequest& request);
Result<v1::CancelGroupResponse> cancel_group(Transaction& tx, const v1::CancelGroupRequest& request);
Result<v1::ReopenRegistrationResponse> reopen_registration(Transaction& tx,
                                                           const v1::ReopenRegistrationRequest& request);
Result<v1::CheckInResponse> check_in(Transaction& tx, const v1::CheckInRequest& request);
Result<v1::CheckInBatchResponse> check_in_batch(Transaction& tx, const v1::CheckInBatchRequest& request);
Result<v1::ConfirmScansResponse> confirm_scans(Transaction& tx, const v1::ConfirmScansRequest& request);
Result<v1::DiscardScansResponse> discard_scans(Transaction& tx, const v1::DiscardScansRequest& request);

Result<v1::ResolveKeysResponse> resolve_keys(Transaction& tx, const v1::ResolveKeysRequest& request);
Result<v1::GetSeatsResponse> get_seats(Snapshot& snapshot, const v1::GetSeatsRequest& request);
Result<v1::GetGroupResponse> get_group(Snapshot& snapshot, const v1::GetGroupRequest& request);
Result<v1::ListGroupsResponse> list_groups(Snapshot& snapshot, const v1::ListGroupsRequest& request);
Result<v1::ListExpectedResponse> list_expected(Snapshot& snapshot, const v1::ListExpectedRequest& request);
Result<v1::ListAttendanceResponse> list_attendance(Snapshot& snapshot, const v1::ListAttendanceRequest& request);
Result<v1::ListUnsettledScansResponse> list_unsettled_scans(Snapshot& snapshot,
                                                            const v1::ListUnsettledScansRequest& request);
Result<v1::GetRosterResponse> get_roster(Snapshot& snapshot, const v1::GetRosterRequest& request);

Result<void> fill_seats(Transaction& tx, const v1::FillSeats& request);
Result<void> end_registration(Transaction& tx, const v1::EndRegistration& request);
Result<void> admit_waiting_scans(Transaction& tx, const v1::AdmitWaitingScans& request);

Result<void> on_session_published(Transaction& tx, const opora::Event<scheduling::v1::SessionPublished>& event);

}  // namespace opora::registration
