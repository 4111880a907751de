// Every handler of reporting: one query, and a consumer for each event type of scheduling and registration.
#pragma once

#include "opora/registration/v1/events.pb.h"
#include "opora/reporting/v1/reporting_service.pb.h"
#include "opora/scheduling/v1/events.pb.h"
#include "platform/lane/transaction.h"
#include "platform/service/service.h"

namespace opora::reporting {

Result<v1::GetRoundReportResponse> get_round_report(Snapshot& snapshot, const v1::GetRoundReportRequest& request);

Result<void> on_region_added(Transaction& tx, const Event<scheduling::v1::RegionAdded>& event);
Result<void> on_site_added(Transaction& tx, const Event<scheduling::v1::SiteAdded>& event);
Result<void> on_programme_added(Transaction& tx, const Event<scheduling::v1::ProgrammeAdded>& event);
Result<void> on_project_added(Transaction& tx, const Event<scheduling::v1::ProjectAdded>& event);
Result<void> on_partnership_added(Transaction& tx, const Event<scheduling::v1::PartnershipAdded>& event);
Result<void> on_round_planned(Transaction& tx, const Event<scheduling::v1::RoundPlanned>& event);
Result<void> on_round_regions_added(Transaction& tx, const Event<scheduling::v1::RoundRegionsAdded>& event);
Result<void> on_session_published(Transaction& tx, const Event<scheduling::v1::SessionPublished>& event);

Result<void> on_organisation_added(Transaction& tx, const Event<registration::v1::OrganisationAdded>& event);
Result<void> on_group_confirmed(Transaction& tx, const Event<registration::v1::GroupConfirmed>& event);
Result<void> on_group_waitlisted(Transaction& tx, const Event<registration::v1::GroupWaitlisted>& event);
Result<void> on_group_members_named(Transaction& tx, const Event<registration::v1::GroupMembersNamed>& event);
Result<void> on_group_cancelled(Transaction& tx, const Event<registration::v1::GroupCancelled>& event);
Result<void> on_roster_member_added(Transaction& tx, const Event<registration::v1::RosterMemberAdded>& event);
Result<void> on_attendance_recorded(Transaction& tx, const Event<registration::v1::AttendanceRecorded>& event);
Result<void> on_scan_set_aside(Transaction& tx, const Event<registration::v1::ScanSetAside>& event);
Result<void> on_scan_settled(Transaction& tx, const Event<registration::v1::ScanSettled>& event);

}  // namespace opora::reporting
