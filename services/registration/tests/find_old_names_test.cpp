#include <algorithm>

#include "registration/tests/old_names.h"

namespace opora::registration::testing {
namespace {

class FindOldNames : public OldNamesDesk {
 protected:
  // So many people on the school's roster, by numbers from `first` on.
  void add_people(int first, int count, const std::string& until) {
    constexpr int kAtOnce = 150;
    for (int begin = 0; begin < count; begin += kAtOnce) {
      v1::AddRosterMembersRequest request;
      request.set_organisation_id(kSchool);
      for (int i = begin; i < std::min(count, begin + kAtOnce); ++i) {
        auto& member = *request.add_members();
        member.set_person_id(person(first + i));
        member.set_name(name_of(first + i));
        member.set_occupation(v1::OCCUPATION_TEACHER);
        member.set_from_date("2020-01-01");
        member.set_until_date(until);
      }
      ASSERT_EQ(refusal(request), "");
    }
  }
};

TEST_F(FindOldNames, FindsThemBehindAnyNumberOfOthers) {
  add_people(100, 450, "");
  add_people(900, 1, "2021-06-30");
  leap_to("2023-10-13");
  EXPECT_EQ(going(), std::vector<std::string>{person(900) + " 2023-11-12 2021-06-30"});
}

TEST_F(FindOldNames, FindsAllOfThem) {
  add_people(100, 450, "2021-06-30");
  leap_to("2023-10-13");
  EXPECT_EQ(going().size(), 450U);
  on("2023-11-12");
  EXPECT_EQ(going().size(), 0U);
  EXPECT_EQ(names_in(1), (std::vector<std::string>{name_of(1), name_of(2)}));
}

TEST_F(FindOldNames, LooksOnceADay) {
  leap_to("2023-10-13");
  add_people(100, 1, "2021-06-30");
  service.clock().advance(std::chrono::hours(23));
  service.settle();
  EXPECT_EQ(going().size(), 0U);
  service.clock().advance(std::chrono::hours(1));
  service.settle();
  EXPECT_EQ(going().size(), 1U);
}

TEST_F(FindOldNames, LooksAtEachStart) {
  leap_to("2023-10-13");
  add_people(100, 1, "2021-06-30");
  service.restart();
  service.settle();
  EXPECT_EQ(going().size(), 1U);
}

}  // namespace
}  // namespace opora::registration::testing
