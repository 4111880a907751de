// What `opora group` says; what it does is the platform's to decide.
#include "opora/tool/groups.h"

#include <gtest/gtest.h>

#include "opora/tool/register_group.h"
#include "platform/ids/ids.h"

namespace opora::tool {
namespace {

registration::v1::ChangeHeadCountResponse changed_to(int head_count, int promoted, int part = 0, int place = 0) {
  registration::v1::ChangeHeadCountResponse changed;
  changed.set_head_count(head_count);
  changed.set_promoted_count(promoted);
  changed.set_part_head_count(part);
  changed.set_waitlist_place(place);
  return changed;
}

TEST(ChangedGroups, AreToldInALine) {
  EXPECT_EQ(to_line(changed_to(7, 0), ""), "People in the group: 7.");
  EXPECT_EQ(to_line(changed_to(5, 1), ""), "People in the group: 5. From the waitlist 1 group moved up.");
  EXPECT_EQ(to_line(changed_to(5, 2), ""), "People in the group: 5. From the waitlist 2 groups moved up.");
  EXPECT_EQ(to_line(changed_to(7, 0, 2, 1), "part"),
            "People in the group: 7, as before. 2 more wait as group part, at place 1.");
}

TEST(ChangedGroups, ThatCantBePutBackAreWarnedOf) {
  registration::v1::Group group;
  group.set_head_count(5);
  const Instant start{1'000};
  EXPECT_EQ(warning_of(group, start, 3, Instant{999}), "") << "more people may be added again";
  EXPECT_EQ(warning_of(group, start, 5, start), "");
  EXPECT_EQ(warning_of(group, start, 3, start),
            "Its session has begun: once the group has 3 people instead of 5, nobody is added to it any more. Whoever "
            "comes after all is a late entry, a group of their own.");
}

TEST(ChangedGroups, SayWhereNothingWasToDo) {
  registration::v1::SubstituteMemberResponse substituted;
  EXPECT_EQ(to_line(substituted, "ana", "bo"), "Person bo comes in the place of ana.");
  substituted.set_was_so_before(true);
  EXPECT_EQ(to_line(substituted, "ana", "bo"),
            "Nothing was to do: person bo is in the group, and ana is not, already.");
}

// A command may be given again by whoever does not know what came of it.
TEST(RegisteredGroups, AreTheSameWhereTheSameIsSaid) {
  const RegisterOptions asked{.session = "s", .organisation = "o", .head_count = 3};
  const auto id = [](const RegisterOptions& options, const std::vector<std::string>& people = {}) {
    return registering(options, people).group_id();
  };
  EXPECT_TRUE(is_uuid(id(asked)));
  EXPECT_EQ(id(asked, {"a", "b"}), id(asked, {"b", "a"}));
  EXPECT_NE(id(asked), id(asked, {"a"}));
  for (const RegisterOptions& other : {RegisterOptions{.session = "t", .organisation = "o", .head_count = 3},
                                       RegisterOptions{.session = "s", .organisation = "p", .head_count = 3},
                                       RegisterOptions{.session = "s", .organisation = "o", .head_count = 4},
                                       RegisterOptions{.session = "s", .organisation = "o", .head_count = 3,
                                                       .number = 2}})
    EXPECT_NE(id(asked), id(other));
  RegisterOptions late = asked;
  late.late = true;
  EXPECT_TRUE(registering(late, {"a"}).late_entry());
  EXPECT_EQ(id(late), id(asked)) << "whoever was too late says so, and means the same group";
  EXPECT_EQ(registering(asked, {"a"}).members(0).person_id(), "a");
}

TEST(RegisteredGroups, AreToldWithWhereTheyStand) {
  registration::v1::RegisterGroupResponse registered;
  registered.set_status(registration::v1::GROUP_STATUS_CONFIRMED);
  EXPECT_EQ(to_line(registered, "g"), "Group g has its seats.");
  registered.set_status(registration::v1::GROUP_STATUS_WAITING);
  registered.set_waitlist_place(2);
  EXPECT_EQ(to_line(registered, "g"), "Group g waits, at place 2.");
  registered.set_status(registration::v1::GROUP_STATUS_CANCELLED);
  EXPECT_NE(to_line(registered, "g").find("--number"), std::string::npos);
  EXPECT_EQ(register_group({}, {.session = "s", .organisation = "ours", .head_count = 1}).error().reason,
            "ID_MALFORMED");
}

TEST(ChangedGroups, AreNamedByTheirIdsAndChangedForOneOfTheContractsReasons) {
  EXPECT_EQ(reasons_of_changes(), "numbers-changed, cannot-come, entered-wrongly, seats-stay-free, other");
  EXPECT_EQ(cancel_group({}, {.group = "ours", .reason = "other"}).error().reason, "ID_MALFORMED");
  const GroupOptions rainy{.group = "00000000-0000-7000-8000-000000000001", .reason = "rain"};
  EXPECT_EQ(cancel_group({}, rainy).error().reason, "UNKNOWN_REASON");
  EXPECT_EQ(change_head_count({}, {rainy, 3}).error().reason, "UNKNOWN_REASON");
}

}  // namespace
}  // namespace opora::tool
