// Room for one more: in all, of one peer, and who has to go for whom.
#include "platform/rpc/visitors.h"

#include <gtest/gtest.h>

namespace opora {
namespace {

using Room = Visitors::Room;

struct Case {
  const char* rule;
  DoorLimits limits;
  std::vector<const char*> inside;
  const char* peer;  // who comes
  Room room;
};

class RoomForOneMore : public ::testing::TestWithParam<Case> {};

TEST_P(RoomForOneMore, FollowsTheLimits) {
  Visitors visitors(GetParam().limits);
  int number = 10;
  for (const char* peer : GetParam().inside) visitors.enter(number++, peer, 1, {});
  EXPECT_EQ(visitors.room_for(GetParam().peer), GetParam().room) << GetParam().rule;
}

INSTANTIATE_TEST_SUITE_P(Rules, RoomForOneMore,
                         ::testing::Values(Case{"nobody is inside", {4, 2}, {}, "a", Room::enough},
                                           Case{"one of a peer's two", {4, 2}, {"a"}, "a", Room::enough},
                                           Case{"both of a peer's two", {4, 2}, {"a", "a"}, "a", Room::full_of_peer},
                                           Case{"another peer", {4, 2}, {"a", "a"}, "b", Room::enough},
                                           Case{"the last place", {3, 2}, {"a", "a"}, "b", Room::enough},
                                           Case{"all places", {3, 2}, {"a", "a", "b"}, "c", Room::full},
                                           Case{"both limits", {2, 2}, {"a", "a"}, "a", Room::full_of_peer},
                                           Case{"no address", {4, 2}, {"", "", ""}, "", Room::enough},
                                           Case{"all, without addresses", {3, 2}, {"", "", ""}, "", Room::full}),
                         [](const auto& info) { return "Row" + std::to_string(info.index); });

class VisitorsTest : public ::testing::Test {
 protected:
  static Visitors::Time at(int second) { return Visitors::Time() + std::chrono::seconds(second); }
  Visitors visitors_{{10, 10}};
};

TEST_F(VisitorsTest, WhoIsSilentLongestIsFirst) {
  EXPECT_EQ(visitors_.longest_silent(), std::nullopt);
  visitors_.enter(1, "a", 100, at(1));
  visitors_.enter(2, "b", 101, at(2));
  visitors_.enter(3, "b", 102, at(3));
  EXPECT_EQ(visitors_.longest_silent(), 1);
  EXPECT_EQ(visitors_.longest_silent("b"), 2);
  EXPECT_EQ(visitors_.longest_silent("c"), std::nullopt);
  visitors_.speak(2);
  EXPECT_EQ(visitors_.longest_silent("b"), 3);
  visitors_.leave(1);
  EXPECT_EQ(visitors_.longest_silent(), 3);
  EXPECT_EQ(visitors_.silent_since(at(2)), std::nullopt);
  EXPECT_EQ(visitors_.silent_since(at(3)), 3);
  EXPECT_EQ(visitors_.count(), 2U);
}

TEST_F(VisitorsTest, TheLastOfThoseWhoHaveMostGoesForSomebodyWhoHasLess) {
  EXPECT_EQ(visitors_.last_of_most("a"), std::nullopt);
  int number = 1;
  for (const char* peer : {"a", "b", "a", "b", "a"}) visitors_.enter(number++, peer, 1, at(0));
  EXPECT_EQ(visitors_.last_of_most("c"), 5);
  EXPECT_EQ(visitors_.last_of_most("a"), std::nullopt) << "it would take a place of its own";
  EXPECT_EQ(visitors_.last_of_most("b"), std::nullopt) << "they would take one another's in turns";
  EXPECT_EQ(visitors_.last_of_most(""), std::nullopt);
  visitors_.leave(5);
  visitors_.leave(1);
  EXPECT_EQ(visitors_.last_of_most("c"), 4);
  visitors_.leave(4);
  EXPECT_EQ(visitors_.last_of_most("c"), std::nullopt) << "one each";
}

TEST_F(VisitorsTest, NetworksOfOneSiteAreOneNeighbourhood) {
  const std::string site = "\x20\x01\x0d\xb8\x33\x44";
  visitors_.enter(1, site + "aa", 1, at(0));
  visitors_.enter(2, site + "bb", 1, at(0));
  visitors_.enter(3, "\x7f\x01\x01\x02", 1, at(0));
  EXPECT_EQ(visitors_.last_of_most("\x7f\x01\x01\x03"), 2);
  EXPECT_EQ(visitors_.last_of_most(site + "cc"), std::nullopt);
}

TEST_F(VisitorsTest, WhoHasNoAddressMakesNoRoomForOthers) {
  for (const int number : {1, 2, 3}) visitors_.enter(number, "", 1, at(0));
  EXPECT_EQ(visitors_.last_of_most("a"), std::nullopt);
}

TEST_F(VisitorsTest, ANumberGivenOutAgainIsAnotherVisitor) {
  visitors_.enter(1, "a", 100, at(1));
  visitors_.speak(1);
  visitors_.enter(1, "b", 101, at(2));
  EXPECT_EQ(visitors_.count(), 1U);
  EXPECT_EQ(visitors_.inside().at(1).identity, 101U);
  EXPECT_EQ(visitors_.longest_silent("a"), std::nullopt);
  EXPECT_EQ(visitors_.longest_silent("b"), 1);
  visitors_.leave(1);
  visitors_.leave(1);
  EXPECT_EQ(visitors_.count(), 0U);
}

}  // namespace
}  // namespace opora
