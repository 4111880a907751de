// Who reaches what: the scopes that the policy compares a caller's scope with.
#include <array>

#include "platform/testing/engines.h"
#include "registration/handlers/record_scans.h"
#include "registration/scopes.h"
#include "registration/tests/desk.h"
#include "registration_migrations.h"

namespace opora::registration::testing {
namespace {

class Scopes : public RegistrationTest {
 protected:
  static Caller caller(network::v1::Role role) {
    Caller caller;
    caller.subject = "somebody";
    caller.role = role;
    return caller;
  }
  static Caller coordinator(const std::string& region) {
    Caller one = caller(network::v1::ROLE_COORDINATOR);
    one.scopes["region"] = {region};
    return one;
  }
  static Caller sender(const std::string& organisation) {
    Caller one = caller(network::v1::ROLE_ORGANISATION);
    one.scopes["organisation"] = {organisation};
    return one;
  }
  static Caller at_door(const std::string& session) {
    Caller one = caller(network::v1::ROLE_FACILITATOR);
    one.scopes["session"] = {session};
    return one;
  }
  template <class Response, class Request>
  bool allowed(const Request& request, const Caller& by) {
    const auto answer = service.call<Response>(request, by);
    return answer || answer.error().code != Code::denied;
  }
};

TEST_F(Scopes, OfOrganisationsAndRegions) {
  EXPECT_TRUE(allowed<v1::RegisterGroupResponse>(registration(1, 1), coordinator(kRegion)));
  EXPECT_FALSE(allowed<v1::RegisterGroupResponse>(registration(2, 1), coordinator(test_id(70))));
  EXPECT_TRUE(allowed<v1::RegisterGroupResponse>(registration(3, 1), sender(kSchool)));
  EXPECT_FALSE(allowed<v1::RegisterGroupResponse>(registration(4, 1), sender(kClinic)));
  EXPECT_TRUE(allowed<v1::AddOrganisationResponse>(organisation(test_id(71)), coordinator(kRegion)));
  EXPECT_FALSE(allowed<v1::AddOrganisationResponse>(organisation(test_id(72)), coordinator(test_id(70))));
  auto in_all_regions = organisation(test_id(73));
  in_all_regions.clear_region_id();
  EXPECT_FALSE(allowed<v1::AddOrganisationResponse>(in_all_regions, coordinator(kRegion)));
}

// What was answered first is given again to whoever asked, and to nobody who only calls themselves so.
TEST_F(Scopes, OfAnswersThatWereGivenBefore) {
  const auto request = registration(1, 1);
  ASSERT_EQ(refusal(request, sender(kSchool)), "");
  EXPECT_EQ(refusal(request, sender(kClinic)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(request, coordinator(test_id(70))), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(request, sender(kSchool)), "");
}

TEST_F(Scopes, OfGroups) {
  register_group(1, 1);
  v1::GetGroupRequest request;
  request.set_group_id(group(1));
  EXPECT_TRUE(allowed<v1::GetGroupResponse>(request, coordinator(kRegion)));
  EXPECT_FALSE(allowed<v1::GetGroupResponse>(request, coordinator(test_id(70))));
  EXPECT_TRUE(allowed<v1::GetGroupResponse>(request, sender(kSchool)));
  EXPECT_FALSE(allowed<v1::GetGroupResponse>(request, sender(kClinic)));
}

// Registered from another region: whoever did that may take it back, and so may who answers for the session.
TEST_F(Scopes, OfGroupsThatComeFromElsewhere) {
  const std::string elsewhere = test_id(75), school = test_id(76);
  auto organisation_there = organisation(school);
  organisation_there.set_region_id(elsewhere);
  ASSERT_EQ(refusal(organisation_there), "");
  auto request = registration(1, 1);
  request.set_organisation_id(school);
  ASSERT_EQ(refusal(request, coordinator(elsewhere)), "");
  v1::NameGroupMembersRequest naming;
  naming.set_request_id(fresh_request_id());
  naming.set_group_id(group(1));
  *naming.add_members() = named(1, name_of(1));
  EXPECT_EQ(refusal(naming, coordinator(test_id(70))), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(naming, coordinator(elsewhere)), "");
  v1::CancelGroupRequest cancelling;
  cancelling.set_request_id(fresh_request_id());
  cancelling.set_group_id(group(1));
  EXPECT_TRUE(allowed<v1::CancelGroupResponse>(cancelling, coordinator(kRegion)));
  cancelling.set_request_id(fresh_request_id());
  EXPECT_TRUE(allowed<v1::CancelGroupResponse>(cancelling, coordinator(elsewhere)));
}

TEST_F(Scopes, OfSessionsEvenBeforeTheyAreHeardOf) {
  EXPECT_TRUE(allowed<v1::CheckInResponse>(scan_of(1, 1), at_door(kSession)));
  EXPECT_FALSE(allowed<v1::CheckInResponse>(scan_of(2, 1), at_door(test_id(74))));
  EXPECT_TRUE(allowed<v1::CheckInResponse>(scan_of(3, 1), coordinator(kRegion)));
  auto unheard_of = scan_of(4, 1);
  unheard_of.set_session_id(test_id(74));
  EXPECT_TRUE(allowed<v1::CheckInResponse>(unheard_of, at_door(test_id(74))));
  unheard_of.set_request_id(fresh_request_id());
  EXPECT_TRUE(allowed<v1::CheckInResponse>(unheard_of, coordinator(kRegion))) << "it waits until the region is known";
  unheard_of.set_request_id(fresh_request_id());
  EXPECT_FALSE(allowed<v1::CheckInResponse>(unheard_of, at_door(kSession)));
  EXPECT_FALSE(allowed<v1::CheckInResponse>(unheard_of, sender(kSchool)));
}

TEST_F(Scopes, OfSessionsNobodyHasHeardOfAreReadByNoRegion) {
  v1::ListUnsettledScansRequest scans;
  scans.set_session_id(test_id(74));
  EXPECT_EQ(refusal(scans, coordinator(kRegion)), "UNKNOWN_SESSION");
  EXPECT_TRUE(allowed<v1::ListUnsettledScansResponse>(scans, at_door(test_id(74))));
  v1::ListAttendanceRequest attendance;
  attendance.set_session_id(test_id(74));
  EXPECT_EQ(refusal(attendance, coordinator(kRegion)), "UNKNOWN_SESSION");
  EXPECT_FALSE(allowed<v1::ListAttendanceResponse>(attendance, at_door(kSession)));
}

TEST_F(Scopes, OfUnsettledScansAreTheDoors) {
  v1::ListUnsettledScansRequest scans;
  scans.set_session_id(kSession);
  EXPECT_TRUE(allowed<v1::ListUnsettledScansResponse>(scans, coordinator(kRegion)));
  EXPECT_FALSE(allowed<v1::ListUnsettledScansResponse>(scans, coordinator(test_id(70))));
  EXPECT_TRUE(allowed<v1::ListUnsettledScansResponse>(scans, at_door(kSession)));
  EXPECT_FALSE(allowed<v1::ListUnsettledScansResponse>(scans, at_door(test_id(74))));
  EXPECT_FALSE(allowed<v1::ListUnsettledScansResponse>(scans, caller(network::v1::ROLE_OPERATOR)));
  EXPECT_FALSE(allowed<v1::ListUnsettledScansResponse>(scans, sender(kSchool)));
}

// Whoever is limited, but by something else than regions, as a role to come may be, is nobody who may settle all.
TEST_F(Scopes, OfSettlingAreRegions) {
  const auto place = opora::testing::chosen_engine().make_database();
  const auto database = place->open(std::array{registration_migrations()}).value();
  const auto view = database->read();
  IdentityMap identity_map(view->sql());
  const std::string caller;
  IdMaker ids;
  Transaction tx(identity_map, Instant{}, caller, ids, /*collecting=*/false);
  EXPECT_EQ(settles_within(tx), std::nullopt) << "an administrator, also where nobody knows the session";
  tx.hold_to_scope({});
  EXPECT_EQ(settles_within(tx), std::vector<RegionId>{});
}

// A command that lets somebody in before their session is known has to hold to their ids of that very scope.
TEST_F(Scopes, BeforeASessionIsKnownAreThoseThatCommandsHoldTo) {
  Service forgotten = make_registration();
  forgotten.scopes["session_id"].before_known = {kOrganisationScope};
  try {
    opora::testing::Harness harness(std::move(forgotten));
    FAIL() << "it started";
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("before its \"session_id\" is known"), std::string::npos)
        << error.what();
  }
}

TEST_F(Scopes, LateEntryIsForCoordinators) {
  auto request = registration(1, 1);
  request.set_late_entry(true);
  EXPECT_TRUE(allowed<v1::RegisterGroupResponse>(request, coordinator(kRegion)));
  auto theirs = registration(2, 1);
  theirs.set_late_entry(true);
  EXPECT_FALSE(allowed<v1::RegisterGroupResponse>(theirs, sender(kSchool)));
}

}  // namespace
}  // namespace opora::registration::testing
