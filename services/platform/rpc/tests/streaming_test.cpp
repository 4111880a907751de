// Reading logs and operators' calls over a real connection.
#include <thread>

#include "opora/platform/v1/operations_service.pb.h"
#include "platform/rpc/tests/fixture.h"

namespace opora::testing {
namespace {

using namespace opora::platform::v1;

class StreamingTest : public ServerTest {
 protected:
  static ReadRequest from(std::int64_t position, bool follow, const std::string& epoch = "") {
    ReadRequest request;
    request.set_log("registration");
    request.set_after_position(position);
    request.set_follow(follow);
    request.set_epoch(epoch);
    return request;
  }
  FakeLog& log() { return *host_.fake_log; }
  // Positions read until `last` was, or the log ended.
  std::vector<std::int64_t> read(const ReadRequest& request, std::int64_t last) {
    std::vector<std::int64_t> positions;
    const auto result = client()->read_events(request, [&](const ReadResponse& page) {
      for (const auto& event : page.events()) positions.push_back(event.position());
      return positions.empty() || positions.back() < last;
    });
    EXPECT_TRUE(result) << result.error().message;
    return positions;
  }
  static std::vector<std::int64_t> range(std::int64_t first, std::int64_t last) {
    std::vector<std::int64_t> positions;
    for (auto p = first; p <= last; ++p) positions.push_back(p);
    return positions;
  }
};

TEST_F(StreamingTest, HistoryComesInOrderWithoutGapsOverManyPages) {
  log().append(1700);
  EXPECT_EQ(read(from(0, false), INT64_MAX), range(1, 1700));
  EXPECT_EQ(read(from(1699, false), INT64_MAX), range(1700, 1700));
  EXPECT_EQ(read(from(1700, false), INT64_MAX), range(1, 0));
}

TEST_F(StreamingTest, AnEventArrivesAsTheLogHoldsIt) {
  log().append(1, 3);
  ReadResponse got;
  ASSERT_TRUE(client()->read_events(from(0, false, "epoch-1"), [&](const ReadResponse& page) {
    got = page;
    return true;
  }));
  EXPECT_EQ(got.epoch(), "epoch-1");
  EXPECT_EQ(got.head(), 1);
  ASSERT_EQ(got.events_size(), 1);
  EXPECT_EQ(got.events(0).time_us(), 10);
  EXPECT_EQ(got.events(0).type(), "opora.x.v1.Happened");
  EXPECT_EQ(got.events(0).key(), "key");
  EXPECT_EQ(got.events(0).payload(), "xxx");
}

TEST_F(StreamingTest, AnEmptyLogTellsItsHead) {
  std::vector<std::int64_t> heads;
  ASSERT_TRUE(client()->read_events(from(0, false), [&](const ReadResponse& page) {
    heads.push_back(page.head());
    return true;
  }));
  EXPECT_EQ(heads, std::vector<std::int64_t>{0});
}

TEST_F(StreamingTest, LargeEventsAreSplitOverPages) {
  log().append(40, 100'000);
  std::int64_t largest = 0;
  int events = 0;
  ASSERT_TRUE(client()->read_events(from(0, false), [&](const ReadResponse& page) {
    largest = std::max(largest, static_cast<std::int64_t>(page.ByteSizeLong()));
    events += page.events_size();
    return true;
  }));
  EXPECT_EQ(events, 40);
  EXPECT_LT(largest, 1'200'000);
}

TEST_F(StreamingTest, HistoryThenLiveWithoutGaps) {
  log().append(10);
  std::thread writer;
  std::vector<std::int64_t> positions;
  ASSERT_TRUE(client()->read_events(from(0, true), [&](const ReadResponse& page) {
    // The reader has the history: what comes from now on is live.
    if (!writer.joinable())
      writer = std::thread([this] {
        for (int i = 0; i < 500; ++i) log().append(1);
      });
    for (const auto& event : page.events()) positions.push_back(event.position());
    return positions.size() < 510;
  }));
  writer.join();
  EXPECT_EQ(positions, range(1, 510));
}

TEST_F(StreamingTest, AReaderThatDoesNotReadHoldsNobodyUp) {
  Signal connected, go_on;
  std::vector<std::int64_t> positions;
  const auto reader = client();
  auto reading = std::async(std::launch::async, [&] {
    return reader->read_events(from(0, true), [&](const ReadResponse& page) {
      if (positions.empty() && page.events().empty()) {
        connected.set();
        go_on.wait();
      }
      for (const auto& event : page.events()) positions.push_back(event.position());
      return positions.empty() || positions.back() < 2000;
    });
  });
  connected.wait();
  for (int i = 0; i < 2000; ++i)
    log().append(1, 10'000);  // 20 MB: far more than any window; the committing thread goes on
  EXPECT_EQ(read(from(1990, false), INT64_MAX), range(1991, 2000)) << "and so do other readers";
  go_on.set();
  EXPECT_TRUE(reading.get());
  EXPECT_EQ(positions, range(1, 2000));
}

TEST_F(StreamingTest, ReadingThatIsRefused) {
  log().append(5);
  ReadRequest other = from(0, false);
  other.set_log("reporting");
  ReadRequest nameless = from(0, false);
  nameless.clear_log();
  struct Case {
    const char* rule;
    ReadRequest request;
    network::v1::Role role;
    const char* reason;
  };
  const Case cases[] = {
      {"a service that is not here", other, network::v1::ROLE_SERVICE, "UNKNOWN_LOG"},
      {"no service", nameless, network::v1::ROLE_SERVICE, "INVALID_REQUEST"},
      {"a position before the beginning", from(-1, false), network::v1::ROLE_SERVICE, "INVALID_REQUEST"},
      {"a position behind the end", from(6, false), network::v1::ROLE_SERVICE, "POSITION_AHEAD"},
      {"a log restored since", from(1, true, "epoch-0"), network::v1::ROLE_SERVICE, "EPOCH_CHANGED"},
      {"a role that may not", from(0, false), network::v1::ROLE_COORDINATOR, "PERMISSION_DENIED"},
      {"operators may", from(0, false), network::v1::ROLE_OPERATOR, ""},
  };
  for (const auto& c : cases) {
    const auto result = client(c.role)->read_events(c.request, [](const ReadResponse&) { return true; });
    EXPECT_EQ(result ? "" : result.error().reason, c.reason) << c.rule;
  }
  const auto nobody = client_with("")->read_events(from(0, false), [](const ReadResponse&) { return true; });
  ASSERT_FALSE(nobody);
  EXPECT_EQ(nobody.error().reason, "TOKEN_MISSING");
}

TEST_F(StreamingTest, ALogRestoredOrBrokenEndsTheStream) {
  log().append(1);
  const auto restored = client()->read_events(from(0, true), [&](const ReadResponse&) {
    log().restore("epoch-2");
    log().append(1);
    return true;
  });
  ASSERT_FALSE(restored);
  EXPECT_EQ(restored.error().reason, "EPOCH_CHANGED");
  log().break_down();
  const auto broken = client()->read_events(from(0, true), [](const ReadResponse&) { return true; });
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().reason, "LOG_UNAVAILABLE");
}

TEST_F(StreamingTest, AReaderThatLeavesIsForgotten) {
  for (int i = 0; i < 200; ++i)  // more than there may be at once
    ASSERT_TRUE(client(network::v1::ROLE_SERVICE)
                    ->read_events(from(0, true), [](const ReadResponse&) { return false; }))
        << i;
  const auto end = std::chrono::steady_clock::now() + kLong;
  while (log().subscription_count() > 0 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  EXPECT_EQ(log().subscription_count(), 0u);
}

TEST_F(StreamingTest, WhoReadsManyLogsLeavesServicesTheirPlaces) {
  std::vector<std::unique_ptr<Client>> readers;
  std::vector<std::jthread> reading;
  std::stop_source stop;
  std::atomic<int> open = 0, refused = 0;
  const auto read = [&](network::v1::Role role) {
    Client& reader = *readers.emplace_back(client(role));
    reading.emplace_back([&] {
      const auto ended = reader.read_events(
          from(0, true), [&](const ReadResponse&) { return ++open, true; }, stop.get_token());
      if (!ended && ended.error().reason == "TOO_MANY_READERS") ++refused;
    });
  };
  constexpr int kOnes = 8;
  for (int i = 0; i < 2 * kOnes; ++i) read(network::v1::ROLE_OPERATOR);
  const auto until = std::chrono::steady_clock::now() + kLong;
  while (open + refused < 2 * kOnes && std::chrono::steady_clock::now() < until) std::this_thread::yield();
  EXPECT_EQ(open, kOnes);
  EXPECT_EQ(refused, kOnes);
  for (int i = 0; i < 2 * kOnes; ++i) read(network::v1::ROLE_SERVICE);
  while (open < 3 * kOnes && std::chrono::steady_clock::now() < until) std::this_thread::yield();
  EXPECT_EQ(open, 3 * kOnes);
  stop.request_stop();
}

TEST_F(StreamingTest, AStopTokenEndsReading) {
  std::stop_source stop;
  const auto result = client()->read_events(
      from(0, true),
      [&](const ReadResponse&) {
        stop.request_stop();
        return true;
      },
      stop.get_token());
  EXPECT_TRUE(result);
}

TEST_F(StreamingTest, StoppingTheServerEndsStreamsAtOnce) {
  Signal connected;
  const auto reader = client();
  auto reading = std::async(std::launch::async, [&] {
    return reader->read_events(from(0, true), [&](const ReadResponse&) {
      connected.set();
      return true;
    });
  });
  connected.wait();
  server_->stop(kLong);
  const auto result = reading.get();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().reason, "SERVER_STOPPING");
}

TEST_F(StreamingTest, OperatorsSeeInvariantsAndParkedEvents) {
  host_.checks = {{"Seats are never oversold.", {3, {"s1"}}}};
  host_.parked_events.assign(700,
                             {"scheduling", {9, {}, "opora.x.v1.Happened", "key", ""}, "UNKNOWN_EVENT_TYPE", "Newer."});
  const auto operator_client = client(network::v1::ROLE_OPERATOR);
  const auto checked = operator_client->call<CheckInvariantsResponse>(CheckInvariantsRequest(), kLong);
  ASSERT_TRUE(checked) << checked.error().message;
  ASSERT_EQ(checked->checks_size(), 1);
  EXPECT_EQ(checked->checks(0).service(), "registration");
  EXPECT_EQ(checked->checks(0).invariant(), "Seats are never oversold.");
  EXPECT_EQ(checked->checks(0).checked_count(), 3);
  EXPECT_EQ(checked->checks(0).violations(0), "s1");
  const auto listed = operator_client->call<ListParkedEventsResponse>(ListParkedEventsRequest(), kLong);
  ASSERT_TRUE(listed) << listed.error().message;
  EXPECT_EQ(listed->total_count(), 700);
  ASSERT_EQ(listed->events_size(), 500);
  EXPECT_EQ(listed->events(0).source(), "scheduling");
  EXPECT_EQ(listed->events(0).position(), 9);
  EXPECT_EQ(listed->events(0).reason(), "UNKNOWN_EVENT_TYPE");
}

TEST_F(StreamingTest, OperatorsRetryAndSkip) {
  const auto operator_client = client(network::v1::ROLE_OPERATOR);
  RetryParkedEventsRequest retry;
  retry.set_service("registration");
  retry.set_source("scheduling");
  const auto retried = operator_client->call<RetryParkedEventsResponse>(retry, kLong);
  ASSERT_TRUE(retried) << retried.error().message;
  EXPECT_EQ(retried->applied_count(), 2);
  EXPECT_EQ(retried->parked_count(), 3);
  retry.set_source("reporting");
  EXPECT_EQ(operator_client->call<RetryParkedEventsResponse>(retry, kLong).error().reason, "NOT_PARKED");
  retry.set_service("gardening");
  EXPECT_EQ(operator_client->call<RetryParkedEventsResponse>(retry, kLong).error().reason, "UNKNOWN_SERVICE");
  SkipParkedEventRequest skip;
  skip.set_service("registration");
  skip.set_source("scheduling");
  EXPECT_EQ(operator_client->call<SkipParkedEventResponse>(skip, kLong).error().reason, "INVALID_REQUEST");
  skip.set_position(4);
  EXPECT_EQ(operator_client->call<SkipParkedEventResponse>(skip, kLong)->applied_count(), 4);
  EXPECT_EQ(client(network::v1::ROLE_SERVICE)->call<SkipParkedEventResponse>(skip, kLong).error().reason,
            "PERMISSION_DENIED");
}

}  // namespace
}  // namespace opora::testing
