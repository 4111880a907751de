#include <map>

#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

const std::string kRegionOfOthers = test_id(70);

using Keys = std::map<std::string, std::string>;

class ListKeys : public RegistrationTest {
 protected:
  Keys bring_in(const std::vector<std::string>& names, const std::string& region = "",
                const std::string& list = "amur") {
    v1::ResolveKeysRequest request;
    request.set_request_id(fresh_request_id());
    request.set_list(list);
    request.set_region_id(region);
    for (const std::string& name : names) request.add_keys(name);
    const auto response = answer<v1::ResolveKeysResponse>(request);
    Keys people;
    for (std::size_t i = 0; i < names.size(); ++i) people[names[i]] = response.person_ids(static_cast<int>(i));
    return people;
  }
  static v1::ListKeysRequest of(const std::string& list, const std::string& region = "", int size = 0,
                                const std::string& token = "") {
    v1::ListKeysRequest request;
    request.set_list(list);
    request.set_region_id(region);
    request.set_page_size(size);
    request.set_page_token(token);
    return request;
  }
  Keys listed(const std::string& list, const std::string& region = "", int size = 0,
              const Caller& by = opora::testing::administrator()) {
    Keys keys;
    std::string token;
    int count = 0;
    do {
      const auto page = answer<v1::ListKeysResponse>(of(list, region, size, token), by);
      count += page.keys_size();
      for (const auto& each : page.keys()) keys[each.key()] = each.person_id();
      token = page.next_page_token();
    } while (!token.empty() && count < 100);
    EXPECT_EQ(static_cast<int>(keys.size()), count) << "none twice";
    return keys;
  }
};

TEST_F(ListKeys, TellsWhoseEachIs) {
  const Keys ours = bring_in({"b", "a", "c", "d", "e"});
  bring_in({"a"}, "", "other");
  for (const int size : {1, 2, 3, 5, 6}) EXPECT_EQ(listed("amur", "", size), ours) << size;
}

TEST_F(ListKeys, HasNoneOfAListThatNobodyBroughtAKeyInto) {
  EXPECT_EQ(listed("amur"), Keys());
  EXPECT_EQ(listed("amur", kRegion, 0, coordinator(kRegion)), Keys());
}

TEST_F(ListKeys, IsForWhomTheListIs) {
  const Keys theirs = bring_in({"m"}, kRegion);
  EXPECT_EQ(listed("amur", kRegion, 0, coordinator(kRegion)), theirs);
  EXPECT_EQ(listed("amur", kRegion), theirs) << "an administrator can act for the region";
  EXPECT_EQ(refusal(of("amur")), "LIST_OF_OTHERS");
  EXPECT_EQ(refusal(of("amur", kRegionOfOthers), coordinator(kRegionOfOthers)), "LIST_OF_OTHERS");
  EXPECT_EQ(refusal(of("amur", kRegion), coordinator(kRegionOfOthers)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(of("amur"), coordinator(kRegion)), "PERMISSION_DENIED");
  bring_in({"m"}, "", "charity");
  EXPECT_EQ(refusal(of("charity", kRegion), coordinator(kRegion)), "LIST_OF_OTHERS");
  EXPECT_EQ(refusal(of("charity"), facilitator(kSession)), "PERMISSION_DENIED");
}

// As older builds let several bring keys into one list.
TEST_F(ListKeys, TellsARegionOfItsOwnInAListOfSeveral) {
  Keys all = bring_in({"p-1", "p-2"}, "", "charity");
  const Keys theirs = bring_in({"0-a"}, kRegion, "ours");
  service.restart_after(Statement("UPDATE person_keys SET list = 'charity' WHERE list = 'ours'"));
  EXPECT_EQ(listed("charity", kRegion, 0, coordinator(kRegion)), theirs);
  all.insert(theirs.begin(), theirs.end());
  EXPECT_EQ(listed("charity"), all);
}

TEST_F(ListKeys, IsCountedLikeReadingNames) {
  bring_in({"a", "b", "c", "d"});
  service.names_read();
  listed("amur");
  EXPECT_EQ(service.names_read(), std::vector<std::string>{"administrator ListKeys 4"});
  service.limit_names(3);
  EXPECT_EQ(refusal(of("amur")), "");
  EXPECT_EQ(refusal(of("amur")), "NAMES_LIMITED");
}

TEST_F(ListKeys, RefusesATokenOfAnotherList) {
  bring_in({"a", "b"});
  bring_in({"a"}, "", "other");
  const auto page = answer<v1::ListKeysResponse>(of("amur", "", 1));
  ASSERT_NE(page.next_page_token(), "");
  EXPECT_EQ(refusal(of("other", "", 1, page.next_page_token())), "BAD_PAGE_TOKEN");
}

}  // namespace
}  // namespace opora::registration::testing
