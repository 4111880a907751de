#include <set>

#include "registration/tests/desk.h"
#include "registration/domain/person_key.h"

namespace opora::registration::testing {
namespace {

const std::string kAnotherRegion = test_id(70);

class ResolveKeys : public RegistrationTest {
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
    return refusal(request, by);
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
    ASSERT_EQ(refusal(request), "");
  }
  void scan(int number, const std::string& code) {
    upload(scans_at(kSession, {scan_of_code(testing::scan(number), code)}));
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
  EXPECT_EQ(events_since_last(), Types{}) << "it is nobody else's business";
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

// Loading took an administrator, so those are the network's.
TEST_F(ResolveKeys, TellsNoRegionWhomAnOlderBuildLoaded) {
  put_on_roster(kSchool, older("named"));
  become_older();
  EXPECT_EQ(refused(keys({"named"}, kRegion), coordinator(kRegion)), "LIST_OF_OTHERS");
  EXPECT_EQ(refused(keys({"x"}, kRegion), coordinator(kRegion)), "") << "it has taken the name, and nobody's person";
  auto renamed = keys({"named"}, "", "charity");
  renamed.set_earlier_list("amur");
  EXPECT_EQ(resolve(renamed)[0], older("named")) << "and the network finds its people by another one";
}

TEST_F(ResolveKeys, IsForWhomTheListIs) {
  const auto ours = resolve(keys({"m"}, kRegion), coordinator(kRegion));
  EXPECT_EQ(resolve(keys({"m"}, kRegion), coordinator(kRegion)), ours);
  EXPECT_EQ(resolve(keys({"a", "z", "m"}, kRegion), coordinator(kRegion))[2], ours[0]);
  for (const char* key : {"m", "x"}) {
    EXPECT_EQ(refused(keys({key}, kAnotherRegion), coordinator(kAnotherRegion)), "LIST_OF_OTHERS");
    EXPECT_EQ(refused(keys({key})), "LIST_OF_OTHERS") << "the network's folder hears that its list is another one";
  }
  EXPECT_EQ(resolve(keys({"m"}, kRegion)), ours) << "an administrator can act for the region";

  const auto everybodys = resolve(keys({"m"}, "", "charity"));
  EXPECT_NE(everybodys, ours);
  for (const char* key : {"m", "x"})
    EXPECT_EQ(refused(keys({key}, kRegion, "charity"), coordinator(kRegion)), "LIST_OF_OTHERS");
  EXPECT_EQ(resolve(keys({"m"}, "", "charity")), everybodys);
}

// A list of a region's own, said to be what another list was called before, gives that one nobody.
TEST_F(ResolveKeys, BindsNobodyToTheKeysOfOthers) {
  const auto theirs = resolve(keys({"a"}, kRegion, "theirs"), coordinator(kRegion));
  auto stolen = keys({"a"}, kRegion, "charity");
  stolen.set_earlier_list("theirs");
  EXPECT_EQ(resolve(keys({"b"}, "", "charity")).size(), 1U);
  EXPECT_EQ(refused(stolen, coordinator(kRegion)), "LIST_OF_OTHERS");
  auto renamed = keys({"a"}, "", "charity");
  renamed.set_earlier_list("theirs");
  EXPECT_NE(resolve(renamed), theirs);
}

// Whose key comes first says nothing of whose the others are: the build before let all bring keys into a list.
TEST_F(ResolveKeys, KeepsThePeopleOfAListThatSeveralShare) {
  const auto everybodys = resolve(keys({"p-1", "p-2"}, "", "charity"));
  const auto norths = resolve(keys({"0-a"}, kRegion, "ours"), coordinator(kRegion));
  service.restart_after(Statement("UPDATE person_keys SET list = 'charity' WHERE list = 'ours'"));
  EXPECT_EQ(resolve(keys({"p-1", "p-2"}, "", "charity")), everybodys);
  EXPECT_EQ(resolve(keys({"p-3"}, "", "charity")).size(), 1U);
  EXPECT_EQ(resolve(keys({"0-a"}, "", "charity")), norths) << "as the network was told before";
  EXPECT_EQ(resolve(keys({"0-a"}, kRegion, "charity"), coordinator(kRegion)), norths);
  EXPECT_EQ(refused(keys({"p-1"}, kRegion, "charity"), coordinator(kRegion)), "LIST_OF_OTHERS");
  EXPECT_EQ(refused(keys({"0-b"}, kRegion, "charity"), coordinator(kRegion)), "LIST_OF_OTHERS");

  auto renamed = keys({"0-a", "p-1"}, kRegion, "north");
  renamed.set_earlier_list("charity");
  const auto theirs = resolve(renamed, coordinator(kRegion));
  EXPECT_EQ(theirs[0], norths[0]);
  EXPECT_NE(theirs[1], everybodys[0]) << "its key is somebody else's";
  auto network_renamed = keys({"p-1", "p-2", "0-a"}, "", "foundation");
  network_renamed.set_earlier_list("charity");
  EXPECT_EQ(resolve(network_renamed), (std::vector<std::string>{everybodys[0], everybodys[1], norths[0]}));
}

TEST_F(ResolveKeys, OfAListThatTwoRegionsShareAreEachRegionsOwn) {
  const auto norths = resolve(keys({"a"}, kRegion, "ours"), coordinator(kRegion));
  const auto souths = resolve(keys({"b"}, kAnotherRegion, "theirs"), coordinator(kAnotherRegion));
  service.restart_after(Statement("UPDATE person_keys SET list = 'shared'"));
  EXPECT_EQ(resolve(keys({"a"}, kRegion, "shared"), coordinator(kRegion)), norths);
  EXPECT_EQ(resolve(keys({"b", "c"}, kAnotherRegion, "shared"), coordinator(kAnotherRegion))[0], souths[0]);
  EXPECT_EQ(refused(keys({"a"}, kAnotherRegion, "shared"), coordinator(kAnotherRegion)), "LIST_OF_OTHERS");
  EXPECT_EQ(refused(keys({"b"}, kRegion, "shared"), coordinator(kRegion)), "LIST_OF_OTHERS");
  EXPECT_EQ(refused(keys({"a"}, "", "shared")), "LIST_OF_OTHERS");
}

TEST_F(ResolveKeys, RefusesAKeyOfTwoPeople) {
  const auto before = resolve(keys({"a", "b"}, "", "steps"));
  const auto shared = resolve(keys({"a"}, "", "charity"));
  ASSERT_NE(before[0], shared[0]);
  auto joined = keys({"new", "a", "b"}, "", "charity");
  joined.set_earlier_list("steps");
  EXPECT_EQ(refused(joined), "KEY_OF_TWO_PEOPLE");
  EXPECT_NE(resolve(keys({"b"}, "", "charity"))[0], before[1]) << "a refused request entered nothing";
  EXPECT_EQ(resolve(keys({"a"}, "", "steps"))[0], before[0]);
  auto one_person = keys({"c"}, "", "charity");
  one_person.set_earlier_list("steps");
  const auto ids = resolve(one_person);
  one_person.set_request_id(fresh_request_id());
  EXPECT_EQ(resolve(one_person), ids);
}

TEST_F(ResolveKeys, IsDeniedToEverybodyElse) {
  EXPECT_EQ(refused(keys({"a"}, kAnotherRegion), coordinator(kRegion)), "PERMISSION_DENIED");
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

// The index lets two keys of the network go into no commit together, so the batch of both is decided again in halves.
TEST_F(ResolveKeys, IsCountedOnceHoweverOftenItIsDecided) {
  service.restart_after(Statement("CREATE UNIQUE INDEX one_of_each ON person_keys (region_id)"));
  for (const char* key : {"a", "b"})
    for (const Method& method : service.host().methods()) {
      Call call;
      call.caller = opora::testing::administrator();
      call.request = keys({key}).SerializeAsString();
      if (method.name == "ResolveKeys") service.host().call(method.index, std::move(call), [](const Answer&) {});
    }
  service.settle();
  EXPECT_EQ(service.names_read(), std::vector<std::string>(2, "administrator ResolveKeys 1"));
}

TEST_F(ResolveKeys, IsCountedLikeReadingNames) {
  resolve(keys({"a", "b"}));
  resolve(keys({"c"}, kRegion, "ours"), coordinator(kRegion));
  refused(keys({"c", "d"}, kAnotherRegion, "ours"), coordinator(kAnotherRegion));
  EXPECT_EQ(service.names_read(), (std::vector<std::string>{"administrator ResolveKeys 2",
                                                            "coordinator of " + kRegion + " ResolveKeys 1",
                                                            "coordinator of " + kAnotherRegion + " ResolveKeys 2"}))
      << "a refusal tells something as well";
  service.limit_names(3);
  EXPECT_EQ(refused(keys({"a", "b", "c", "d"})), "") << "what is told at once is never cut";
  EXPECT_EQ(refused(keys({"a"})), "NAMES_LIMITED");
}

}  // namespace
}  // namespace opora::registration::testing
