// What stands against registering a group, and which of several things is said.
#include <algorithm>

#include <gtest/gtest.h>

#include "registration/domain/register_group.h"

namespace opora::registration {
namespace {

constexpr Instant kEnds{1'000'000};

struct Case {
  const char* rule;
  int head_count;
  std::vector<Mention> members;
  std::string refusal;
  Instant now = Instant{0};
  std::int64_t told_rightly = 0;
  std::int64_t told_wrongly = 0;
};

// A room for four. `colleague` is of the school, `stranger` of the clinic and in another group of the session.
RegisterGroupFacts facts() {
  const Group elsewhere{{"other"}, {"s"}, {"clinic"}, 1, GroupStatus::confirmed, 1, 1};
  return {
      .session = {{"s"}, {"region"}, 4, Instant{2'000'000}, kEnds, "2023-10-11"},
      .seats = {.session = {"s"}},
      .known = {{{"colleague"}, "Айыына", Occupation::teacher}, {{"stranger"}, "Мария", Occupation::teacher}},
      .careers = {{{"colleague"}, {{{"school"}, "2020-09-01", ""}}}, {{"stranger"}, {{{"clinic"}, "2020-09-01", ""}}}},
      .placements = {{{{"s"}, {"stranger"}, {"other"}}}, {elsewhere}},
  };
}

TEST(GroupRules, SayTheFirstOfWhatStandsAgainstIt) {
  const auto teacher = Occupation::teacher;
  const Mention colleague{{"colleague"}, "", {}}, stranger{{"stranger"}, "", {}}, newcomer{{"new"}, "Ольга", teacher},
      named_rightly{{"stranger"}, "Мария", teacher}, named_wrongly{{"stranger"}, "Анна", teacher},
      nameless{{"nobody"}, "", {}}, jobless{{"new"}, "Ольга", {}};
  RegisterGroupFacts free_stranger = facts();
  free_stranger.placements.groups.front().status = GroupStatus::cancelled;
  const Case cases[] = {
      {"counted only", 4, {}, ""},
      {"a colleague and a newcomer", 4, {colleague, newcomer}, ""},
      {"too late, whoever it is", 5, {stranger}, "REGISTRATION_CLOSED", kEnds},
      {"too many for the room, whoever it is", 5, {stranger, stranger}, "GROUP_LARGER_THAN_ROOM"},
      {"more names than seats", 1, {colleague, newcomer}, "MORE_NAMES_THAN_SEATS"},
      {"somebody twice", 4, {newcomer, newcomer}, "NAMED_TWICE"},
      {"a stranger by id alone, as if nobody had the id", 4, {stranger}, "UNKNOWN_PERSON"},
      {"an id that nobody has", 4, {nameless}, "UNKNOWN_PERSON"},
      {"a newcomer without an occupation", 4, {jobless}, "OCCUPATION_MISSING"},
      {"a stranger by the wrong name", 4, {named_wrongly}, "PERSON_NAMED_DIFFERENTLY", Instant{0}, 0, 1},
      {"a stranger by the right name, who comes with others", 4, {named_rightly}, "ALREADY_REGISTERED", Instant{0}, 1},
      {"before its end nothing of a name is told", 4, {named_wrongly}, "REGISTRATION_CLOSED", kEnds},
  };
  for (const Case& row : cases) {
    const RegisterGroup command{{"g"}, {"s"}, {"school"}, row.head_count, row.members};
    RegisterGroupFacts known = facts();
    if (std::ranges::find(row.members, PersonId{"stranger"}, &Mention::person) == row.members.end())
      known.placements = {};
    Strangers told;
    const auto registration = decide(known, command, row.now, told);
    EXPECT_EQ(registration ? "" : registration.error().reason, row.refusal) << row.rule;
    EXPECT_EQ(told.named_rightly, row.told_rightly) << row.rule;
    EXPECT_EQ(told.named_wrongly, row.told_wrongly) << row.rule;
    const std::size_t newcomers = registration ? registration->newcomers.size() : 0;
    EXPECT_EQ(newcomers, registration && !row.members.empty() ? 1U : 0U) << row.rule;
  }
  Strangers told;
  EXPECT_TRUE(decide(free_stranger, {{"g"}, {"s"}, {"school"}, 1, {named_rightly}}, Instant{0}, told));
}

}  // namespace
}  // namespace opora::registration
