#include <set>

#include "registration/tests/desk.h"
#include "registration/domain/person_key.h"

namespace opora::registration {
namespace {

const std::string kElsewhere = test_id(70);

class ResolveKeys : public Desk {
 protected:
  v1::ResolveKeysRequest keys(const std::vector<std::string>& names, const std::string& region = "",
                              const std::string& list = "amur") {
    v1::ResolveKeysRequest request;
    request.set_request_id(fresh_request_id());
    request.set_list(list);
    request.set_region_id(region);
    for (const std::string& name : names) request.add_keys(name);
    return request;
  }
  std::vector<std::string> resolve(const v1::ResolveKeysRequest& request,
                                   const Caller& by = opora::testing::administrator()) {
    const auto answer = service.call<v1::ResolveKeysResponse>(request, by);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? std::vector<std::string>{answer->person_ids().begin(), answer->person_ids().end()}
                  : std::vector<std::string>(static_cast<std::size_t>(request.keys_size()));
  }
  std::string refused(const v1::ResolveKeysRequest& request, const Caller& by = opora::testing::administrator()) {
    return refusal<v1::ResolveKeysResponse>(request, by);
  }
  void put_on_roster(const std::string& organisation, const std::string& of_person) {
    v1::AddRosterMembersRequest request;
    request.set_request_id(fresh_request_id());
    request.set_organisation_id(organisation);
    auto& member = *request.add_members();
    member.set_person_id(of_person);
    member.set_name("Анна");
    member.set_occupation(v1::OCCUPATION_TEACHER);
    member.set_from_date("2020-01-01");
    ASSERT_EQ(refusal<v1::AddRosterMembersResponse>(request), "");
  }
  void scan(int number, const std::string& code) {
    upload(scans_at(kSession, {scan_of_code(registration::scan(number), code)}));
  }
  // As builds left it that knew nothing of keys.
  void become_older() {
    service.restart_after(Statement("UPDATE people SET derivable = NULL"));
    service.restart_after(Statement("UPDATE attendances SET derivable = NULL"));
  }
  static std::string older(const std::string& key) { return older_id({"amur", key}).value; }
};

TEST_F(ResolveKeys, GivesEachKeyOneIdForGood) {
  const auto first = resolve(keys({"a", "b", "a"}));
  EXPECT_EQ(first[0], first[2]);
  EXPECT_NE(first[0], first[1]);
  EXPECT_EQ(resolve(keys({"b", "c", "a"}))[0], first[1]);
  service.restart();
  EXPECT_EQ(resolve(keys({"a", "b"})), (std::vector<std::string>{first[0], first[1]}));
  EXPECT_EQ(news(), Types{}) << "it is nobody else's business";
}

TEST_F(ResolveKeys, GivesTheFirstAnswerToTheSameRequest) {
  const auto request = keys({"a"});
  EXPECT_EQ(resolve(request), resolve(request));
  auto other = request;
  other.add_keys("b");
  EXPECT_EQ(refused(other), "REQUEST_ID_REUSED");
}

// The attack that made this: ids computed from a folder's keys, as loads of older builds derived them.
TEST_F(ResolveKeys, NobodysIdIsToldByTheirKey) {
  std::vector<std::string> names;
  for (int number = 1; number <= 300; ++number) names.push_back("person-" + std::to_string(number));
  const auto ids = resolve(keys(names));
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), names.size());
  for (std::size_t i = 0; i < names.size(); ++i) EXPECT_NE(ids[i], older(names[i]));
}

TEST_F(ResolveKeys, FindsWhomAnOlderBuildLoaded) {
  put_on_roster(kSchool, older("on-roster"));
  open_doors();
  scan(1, older("guest"));
  become_older();
  EXPECT_EQ(resolve(keys({"on-roster", "guest"})), (std::vector<std::string>{older("on-roster"), older("guest")}));
  EXPECT_NE(resolve(keys({"nobody"}))[0], older("nobody"));
  EXPECT_NE(resolve(keys({"guest"}, "", "other"))[0], older("guest")) << "another list's key is somebody else's";
  auto renamed = keys({"guest", "late"}, "", "charity");
  renamed.set_earlier_list("amur");
  EXPECT_EQ(resolve(renamed)[0], older("guest"));
  EXPECT_EQ(resolve(keys({"guest"}))[0], older("guest")) << "both lists' keys are theirs";
}

// Whoever puts somebody under a derived id, by a scan or in a group, before the key is first resolved, does not get the
// key's person by that.
TEST_F(ResolveKeys, BelievesInDerivedIdsOfOlderBuildsOnly) {
  scan(1, older("scanned"));
  put_on_roster(kSchool, older("named"));
  const auto ids = resolve(keys({"scanned", "named"}));
  EXPECT_NE(ids[0], older("scanned"));
  EXPECT_NE(ids[1], older("named"));
}

TEST_F(ResolveKeys, IsForARegionsPeople) {
  const auto ours = resolve(keys({"a"}, kRegion), coordinator(kRegion));
  EXPECT_EQ(resolve(keys({"a"}, kRegion), coordinator(kRegion)), ours);
  EXPECT_EQ(resolve(keys({"a"})), ours) << "an administrator has all";
  EXPECT_EQ(refused(keys({"x", "a"}, kElsewhere), coordinator(kElsewhere)), "KEY_OF_ANOTHER_REGION");
  EXPECT_EQ(refused(keys({"x"}, kElsewhere), coordinator(kElsewhere)), "") << "a refused request entered nothing";
  EXPECT_EQ(refused(keys({"x"}, kRegion), coordinator(kRegion)), "KEY_OF_ANOTHER_REGION");

  const auto theirs = resolve(keys({"everybodys", "on-roster"}));
  put_on_roster(kSchool, theirs[1]);
  EXPECT_EQ(resolve(keys({"everybodys", "on-roster"}, kRegion), coordinator(kRegion)), theirs);
  EXPECT_EQ(refused(keys({"everybodys"}, kElsewhere), coordinator(kElsewhere)), "");
  EXPECT_EQ(refused(keys({"on-roster"}, kElsewhere), coordinator(kElsewhere)), "KEY_OF_ANOTHER_REGION");
}

TEST_F(ResolveKeys, IsDeniedToEverybodyElse) {
  EXPECT_EQ(refused(keys({"a"}, kElsewhere), coordinator(kRegion)), "PERMISSION_DENIED");
  EXPECT_EQ(refused(keys({"a"}), coordinator(kRegion)), "PERMISSION_DENIED") << "the network's are administrators'";
  for (const auto role : {network::v1::ROLE_ORGANISATION, network::v1::ROLE_FACILITATOR, network::v1::ROLE_OPERATOR}) {
    Caller caller;
    caller.subject = "somebody";
    caller.role = role;
    caller.scopes["organisation"] = {kSchool};
    caller.scopes["session"] = {kSession};
    EXPECT_EQ(refused(keys({"a"}, kRegion), caller), "PERMISSION_DENIED");
  }
}

TEST_F(ResolveKeys, TakesAsManyAsTheContractSays) {
  EXPECT_EQ(refused(keys(std::vector<std::string>(300, "a"))), "");
  EXPECT_EQ(refused(keys(std::vector<std::string>(301, "a"))), "INVALID_REQUEST");
  EXPECT_EQ(refused(keys({})), "INVALID_REQUEST");
  EXPECT_EQ(refused(keys({"Anna"})), "INVALID_REQUEST");
  EXPECT_EQ(refused(keys({"a/b"})), "INVALID_REQUEST");
}

TEST_F(ResolveKeys, IsCountedLikeReadingNames) {
  resolve(keys({"a", "b"}));
  resolve(keys({"c"}, kRegion), coordinator(kRegion));
  refused(keys({"c", "d"}, kElsewhere), coordinator(kElsewhere));
  EXPECT_EQ(service.names_read(), (std::vector<std::string>{"administrator ResolveKeys 2",
                                                            "coordinator of " + kRegion + " ResolveKeys 1",
                                                            "coordinator of " + kElsewhere + " ResolveKeys 2"}))
      << "a refusal tells something as well";
  service.limit_names(3);
  EXPECT_EQ(refused(keys({"a", "b", "c", "d"})), "") << "what is told at once is never cut";
  EXPECT_EQ(refused(keys({"a"})), "NAMES_LIMITED");
}

}  // namespace
}  // namespace opora::registration
