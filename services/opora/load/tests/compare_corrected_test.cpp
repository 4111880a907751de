// What a corrected folder would have the platform do, and what stands against it: who waits, what is over, who came.
#include "opora/load/tests/compared.h"

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"

namespace opora::load {
namespace {

// Whoever waits is overtaken by nobody, and the seats that a group has stay.
TEST(CompareCorrected, AHeadCountIsNotRaisedWhileOthersWait) {
  const Files two = edited(round_folder::small_folder(), {{"groups.csv", "g2,second", "g3,first,town,5,\ng2,second"}});
  Standing standing = loaded(two);
  for (auto& [id, known] : standing.groups)
    if (known.group.head_count == 5) known.group.status = registration::GroupStatus::waiting;
  const Edit raised{"groups.csv", "g1,first,dawn,3", "g1,first,dawn,4"};
  EXPECT_EQ(told(compared(edited(two, {raised}), standing)),
            (Lines{"groups.csv, line 2, column \"head_count\" NO_SEATS_FREE There are no seats for so many, or others "
                   "wait for them, whom nobody passes over"}));
  const Edit lowered{"groups.csv", "g1,first,dawn,3", "g1,first,dawn,2"};
  EXPECT_EQ(commands(compared(edited(two, {lowered}), standing).to_do), Lines{"ChangeHeadCount"});
}

// Whoever is told to put it back is told what was there.
TEST(CompareCorrected, WhatIsRefusedIsToldWithOldAndNew) {
  const auto message_of = [](const Edit& edit, const Standing& standing) {
    const Comparison comparison = compared(edited(round_folder::small_folder(), {edit}), standing);
    return comparison.refused.kept.empty() ? "" : round_folder::Wording().message(comparison.refused.kept.front());
  };
  Standing standing = loaded(round_folder::small_folder());
  EXPECT_TRUE(message_of({"sessions.csv", "T10:00,60,10", "T10:00,60,21"}, standing)
                  .ends_with("The platform has it otherwise: \"capacity\" \"10\" → \"21\"."));
  EXPECT_TRUE(message_of({"sessions.csv", "Rest,2021-03-27T10:00", "Rest,2021-03-27T11:30"}, standing)
                  .ends_with("\"local_start\" \"2021-03-27T10:00\" → \"2021-03-27T11:30\"."));
  EXPECT_TRUE(message_of({"groups.csv", "3,ana bo", "2,bo"}, standing)
                  .ends_with("\"head_count\" \"3\" → \"2\", \"members\" \"ana bo\" → \"bo\"."));
  standing.now = standing.sessions.begin()->second.starts_at + std::chrono::hours(48);
  EXPECT_TRUE(message_of({"groups.csv", "g1,first,dawn,3", "g1,first,dawn,4"}, standing)
                  .ends_with("The platform has it otherwise: \"head_count\" \"3\" → \"4\"."));
}

TEST(CompareCorrected, AGroupOfASessionThatIsOverStays) {
  Standing standing = loaded(round_folder::small_folder());
  standing.now = standing.sessions.begin()->second.starts_at + std::chrono::hours(48);
  const auto told_of = [&](const Edit& edit) {
    return told(compared(edited(round_folder::small_folder(), {edit}), standing));
  };
  EXPECT_EQ(told_of({"groups.csv", "g1,first,dawn,3,ana bo", "g1,first,dawn,2,ana"}),
            (Lines{"groups.csv, line 2 SESSION_OVER The session is over: who came is said by attendances.csv, and "
                   "nobody is taken out of a group any more"}));
  EXPECT_EQ(told_of({"groups.csv", "g1,first,dawn,3", "g1,first,dawn,4"}),
            (Lines{"groups.csv, line 2, column \"head_count\" SESSION_BEGUN The session has begun"}));
}

TEST(CompareCorrected, WhoseScanWasTakenBackMayBeLeftOut) {
  Standing standing = loaded(round_folder::small_folder());
  const PersonIds people = ids_of(keys_of(folder_of(round_folder::small_folder())));
  for (auto& [session, door] : standing.doors) door.taken_back.insert(people.at("ana"));
  const Files without = edited(round_folder::small_folder(), {{"groups.csv", "3,ana bo", "2,bo"}});
  EXPECT_EQ(commands(compared(without, standing).to_do), Lines{"CancelMembers"});
}

// The ids of its groups derive from its start, and stay what they were.
TEST(CompareCorrected, TheGroupsOfASessionThatMovesAreStillItsGroups) {
  const Standing standing = loaded(round_folder::small_folder());
  const Edit moved{"sessions.csv", "Rest,2021-03-27T10:00", "Rest,2021-03-27T08:30"};
  const Edit cancelled{"cancellations.csv", "g2\n", "g2\ng1\n"};
  const Comparison only_moved = compared(edited(round_folder::small_folder(), {moved}), standing);
  EXPECT_EQ(commands(only_moved.to_do), Lines{"MoveSession"});
  EXPECT_EQ(told(only_moved).size(), 1u) << "nothing is gone, and nothing new";
  const Comparison both = compared(edited(round_folder::small_folder(), {moved, cancelled}), standing);
  EXPECT_EQ(commands(both.to_do), (Lines{"MoveSession", "CancelGroup"}));
  for (const Stage& stage : both.to_do.stages)
    for (const Chain& chain : stage.chains)
      for (const Command& command : chain)
        if (const auto cancel = as<registration::v1::CancelGroupRequest>(command)) {
          EXPECT_TRUE(standing.groups.contains(cancel->group_id()));
        }
}

// The same again, once it was otherwise in between, is no retry.
TEST(CompareCorrected, EachComparisonIsAnAttemptOfItsOwn) {
  Standing standing = loaded(round_folder::small_folder());
  const Files renamed = edited(round_folder::small_folder(), {{"places.csv", ",Hall,", ",Great Hall,"}});
  const auto request_id = [&](std::int64_t now) {
    standing.now = Instant{now};
    for (const Stage& stage : compared(renamed, standing).to_do.stages)
      if (!stage.chains.empty())
        return as<scheduling::v1::RenameThingRequest>(stage.chains[0][0])->request_id();
    return std::string();
  };
  EXPECT_NE(request_id(1), request_id(2));
  EXPECT_EQ(request_id(2), request_id(2));
}

}  // namespace
}  // namespace opora::load
