#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class FindExpiredKeys : public RegistrationTest {
 protected:
  void SetUp() override {
    RegistrationTest::SetUp();
    for (const std::string& list : {std::string("steps"), std::string("other")}) {
      v1::ResolveKeysRequest request;
      request.set_request_id(fresh_request_id());
      request.set_list(list);
      request.add_keys("ana");
      request.add_keys("boris");
      ASSERT_EQ(refusal(request), "");
    }
    // As the expiry of Ana's name in the one list leaves it.
    service.restart_after(Statement("DELETE FROM person_keys WHERE list = 'steps' AND key = 'ana'"));
    service.restart_after(Statement("INSERT INTO expired_keys VALUES ('016f5e66-e800-8acb-8741-c62c8047b9c1', 5)"));
  }
  static v1::FindExpiredKeysRequest of(const std::string& list, const std::string& region = "") {
    v1::FindExpiredKeysRequest request;
    request.set_list(list);
    request.set_region_id(region);
    for (const char* key : {"boris", "ana", "vera"}) request.add_keys(key);
    return request;
  }
  std::vector<std::string> found(const v1::FindExpiredKeysRequest& request) {
    const auto response = answer<v1::FindExpiredKeysResponse>(request);
    return {response.keys().begin(), response.keys().end()};
  }
};

TEST_F(FindExpiredKeys, AreThoseOfTheListThatAreNobodysAnyMore) {
  EXPECT_EQ(found(of("steps")), std::vector<std::string>{"ana"});
  EXPECT_EQ(found(of("other")), std::vector<std::string>{}) << "who is somebody there";
}

TEST_F(FindExpiredKeys, AreForWhomTheListIs) {
  EXPECT_EQ(refusal(of("steps", kRegion), coordinator(kRegion)), "LIST_OF_OTHERS");
  EXPECT_EQ(refusal(of("steps"), coordinator(kRegion)), "PERMISSION_DENIED");
  EXPECT_EQ(refusal(of("of-nobody", kRegion), coordinator(kRegion)), "");
}

}  // namespace
}  // namespace opora::registration::testing
