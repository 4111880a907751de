// What a handler asks for at once: fetched together, and refused in one order on every engine, prefetched or not.
#include "platform/lane/gather.h"

#include "platform/lane/tests/lane_fixture.h"

namespace opora::testing {
namespace {

class Gather : public LaneFixture {
 protected:
  // Runs a command that gathers; returns its response, or "!REASON".
  std::string answer_to(const std::function<Result<std::string>(Transaction&)>& work) {
    Command command;
    command.request_id = new_request_id();
    command.run = work;
    std::string said;
    command.done = [&](const Answer& answer) {
      said = answer.response ? *answer.response : "!" + answer.response.error().reason;
    };
    EXPECT_TRUE(lane->offer(std::move(command)));
    run();
    return said;
  }
  std::string new_request_id() { return "gather" + std::to_string(++count_); }

 private:
  int count_ = 0;
};

Result<std::string> all_there_is(Transaction& tx) {
  const std::vector<std::string> several{"b", "none", "a"};
  TRY(found, gather(tx, one<Counter>("a"), maybe<Counter>("none"), all<Counter>(several), [](Reader& reader) {
        return reader.load<Counter>("b").map([](const Counter& counter) { return counter.value; });
      }));
  auto& [one_of_them, none, those, value] = found;
  return one_of_them.name + (none ? "?" : "-") + those.at(0).name + those.at(1).name + std::to_string(value);
}

TEST_P(Gather, FindsWhatThereIs) {
  for (const bool prefetch : {false, true}) {
    open(prefetch);
    for (const std::string name : {"a", "b"}) EXPECT_TRUE(lane->offer(add_to(name, name + (prefetch ? "p" : ""))));
    run();
    EXPECT_EQ(answer_to(all_there_is), prefetch ? "a-ba2" : "a-ba1");
  }
}

TEST_P(Gather, FetchesInOneTripWhatWasAskedForInOneCall) {
  open(/*prefetch=*/true);
  Stored<Counter>::load_count = 0;
  int run_count = 0;
  answer_to([&](Transaction& tx) -> Result<std::string> {
    ++run_count;
    TRY(found, gather(tx, maybe<Counter>("a"), maybe<Counter>("b"), maybe<Counter>("c")));
    return std::get<0>(found) ? "there" : "none";
  });
  const int engine_loads = database->has_free_round_trips() ? 1 : 2;  // announced, and read
  EXPECT_EQ(Stored<Counter>::load_count, engine_loads);
  EXPECT_GE(run_count, 2) << "once to learn what it wants";
}

TEST_P(Gather, RefusesTheFirstInOrderHoweverItIsFetched) {
  for (const bool prefetch : {false, true}) {
    open(prefetch);
    const auto refused = [](Reader&) -> Result<int> { return refuse(Code::conflict, "NO", "No."); };
    EXPECT_EQ(answer_to([&](Transaction& tx) -> Result<std::string> {
                TRY(found, gather(tx, one<Counter>("x"), refused));
                return std::to_string(std::get<1>(found));
              }),
              "!UNKNOWN_COUNTER");
    EXPECT_EQ(answer_to([&](Transaction& tx) -> Result<std::string> {
                TRY(found, gather(tx, refused, one<Counter>("x")));
                return std::to_string(std::get<0>(found));
              }),
              "!NO");
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, Gather, ::testing::ValuesIn(quick_engines()), name_of);

}  // namespace
}  // namespace opora::testing
