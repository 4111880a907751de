// Where things lie, as the policy asks: a coordinator changes what is in their own regions and nothing else.
#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

class Scopes : public SchedulingTest {
 protected:
  // What a coordinator of another region, and then one of this region, is answered.
  template <class Request>
  void expect_only_its_coordinator(Request request) {
    request.set_request_id(test_id(next_++));
    const Caller elsewhere = coordinator({test_id(kOther)});
    auto stranger = service.call_bytes(Request::descriptor(), request.SerializeAsString(), elsewhere);
    ASSERT_FALSE(stranger.response) << Request::descriptor()->name();
    EXPECT_EQ(stranger.response.error().code, Code::denied) << Request::descriptor()->name();
    EXPECT_EQ(refusal(request, coordinator({test_id(kOther), test_id(kRegion)})), "") << Request::descriptor()->name();
  }

 private:
  int next_ = 2'000'000;
};

TEST_F(Scopes, ACoordinatorActsInTheirRegion) {
  add_programme_and_round();
  ASSERT_EQ(refusal(country()), "");
  ASSERT_EQ(refusal(region()), "");
  ASSERT_EQ(refusal(add_regions({test_id(kRegion)})), "");
  expect_only_its_coordinator(site());
  expect_only_its_coordinator(venue());
  expect_only_its_coordinator(room());
  expect_only_its_coordinator(session());
  expect_only_its_coordinator(publish(test_id(kSession)));
}

TEST_F(Scopes, TheNetworkItselfIsItsAdministrators) {
  EXPECT_NE(refusal(country(), coordinator({test_id(kRegion)})), "");
  EXPECT_NE(refusal(programme(), coordinator({test_id(kRegion)})), "");
  EXPECT_EQ(service.events().size(), 0u);
}

}  // namespace
}  // namespace opora::scheduling::testing
