// What hosts tell becomes series with few labels, and what needs somebody becomes a log line.
#include "platform/metrics/metrics.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/log/log.h"
#include "platform/rpc/tests/fake_host.h"

namespace opora {
namespace {

using namespace std::chrono_literals;

using Labels = std::set<std::string>;

std::vector<std::string> in_backticks(const std::string& text) {
  std::vector<std::string> words;
  for (auto begin = text.find('`'); begin != std::string::npos;) {
    const auto end = text.find('`', begin + 1);
    words.push_back(text.substr(begin + 1, end - begin - 1));
    begin = end == std::string::npos ? end : text.find('`', end + 1);
  }
  return words;
}

// The labels of each metric, as docs/metrics.md says: | `name` | type | unit | labels | …
std::map<std::string, Labels> described() {
  std::map<std::string, Labels> all;
  std::ifstream page(OPORA_METRICS_PAGE);
  for (std::string line; std::getline(page, line);) {
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, '|');) cells.push_back(cell);
    const auto name = cells.size() > 4 ? in_backticks(cells[1]) : std::vector<std::string>();
    if (name.size() != 1) continue;
    const auto labels = in_backticks(cells[4]);
    all[name.front()] = Labels(labels.begin(), labels.end());
  }
  return all;
}

// That each series of /metrics has its metric's labels. What is not described is found by tidy.
void expect_described_labels(const std::string& text) {
  static const auto all = described();
  ASSERT_FALSE(all.empty()) << OPORA_METRICS_PAGE;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::string name = line.substr(0, line.find_first_of("{ "));
    for (const std::string_view part : {"_bucket", "_sum", "_count"})
      if (name.ends_with(part) && !all.contains(name)) name.resize(name.size() - part.size());
    if (!all.contains(name)) continue;
    Labels labels;
    for (auto end = line.find("=\""); end != std::string::npos; end = line.find("=\"", end + 1)) {
      const auto begin = line.find_last_of("{,", end) + 1;
      labels.insert(line.substr(begin, end - begin));
    }
    labels.erase("le");
    EXPECT_EQ(labels, all.at(name)) << line;
  }
}

class MetricsTest : public ::testing::Test {
 protected:
  void SetUp() override { log::write_to(&lines_); }
  void TearDown() override { log::write_to(nullptr); }
  // The value of a series, as text; empty if there is no such series.
  std::string value(const std::string& series) const {
    const std::string text = "\n" + metrics_.text();
    expect_described_labels(text);
    const auto at = text.find("\n" + series + " ");
    if (at == std::string::npos) return "";
    const auto begin = at + series.size() + 2;
    return text.substr(begin, text.find('\n', begin) - begin);
  }
  Metrics metrics_;
  std::ostringstream lines_;
};

TEST_F(MetricsTest, CallsAreCountedByServiceMethodAndCode) {
  const Error conflict{Code::conflict, "REGISTRATION_CLOSED", ""};
  metrics_.call_ended("registration", "RegisterGroup", nullptr, 2ms);
  metrics_.call_ended("registration", "RegisterGroup", nullptr, 20ms);
  metrics_.call_ended("registration", "RegisterGroup", &conflict, 1ms);
  metrics_.call_ended("registration", "GetSeats", nullptr, 1ms);
  const std::string call = "opora_call_duration_seconds";
  EXPECT_EQ(value(call + R"(_count{code="ok",method="RegisterGroup",service="registration"})"), "2");
  EXPECT_EQ(value(call + R"(_count{code="conflict",method="RegisterGroup",service="registration"})"), "1");
  EXPECT_EQ(value(call + R"(_count{code="ok",method="GetSeats",service="registration"})"), "1");
  EXPECT_EQ(value(call + R"(_bucket{code="ok",method="RegisterGroup",service="registration",le="0.0025"})"), "1");
  EXPECT_EQ(metrics_.text().find("REGISTRATION_CLOSED"), std::string::npos) << "reasons are no labels";
}

TEST_F(MetricsTest, BatchesAndConsumers) {
  metrics_.batch_committed("registration", 3, 5, 1ms);
  metrics_.batch_committed("registration", 1, 0, 1ms);
  metrics_.batch_cut("registration", BatchBound::rows);
  metrics_.consumer_moved("reporting", "registration", 7, 12);
  EXPECT_EQ(value(R"(opora_batch_commands_sum{service="registration"})"), "4");
  EXPECT_EQ(value(R"(opora_batch_duration_seconds_count{service="registration"})"), "2");
  EXPECT_EQ(value(R"(opora_batches_cut_total{bound="rows",service="registration"})"), "1");
  EXPECT_EQ(value(R"(opora_batches_cut_total{bound="time",service="registration"})"), "0");
  EXPECT_EQ(value(R"(opora_events_total{service="registration"})"), "5");
  EXPECT_EQ(value(R"(opora_consumer_position{service="reporting",source="registration"})"), "7");
  EXPECT_EQ(value(R"(opora_consumer_lag_events{service="reporting",source="registration"})"), "5");
  metrics_.consumer_moved("reporting", "registration", 13, 12);
  EXPECT_EQ(value(R"(opora_consumer_lag_events{service="reporting",source="registration"})"), "0");
  EXPECT_EQ(lines_.str(), "") << "what is ordinary is not written";
}

TEST_F(MetricsTest, TheBuildIsALabelOfWhatIsAlwaysOne) {
  EXPECT_EQ(metrics_.text().find("opora_build_info"), std::string::npos);
  metrics_.tell_build("1.2.3", "3f2a9c01");
  EXPECT_EQ(value(R"(opora_build_info{version="1.2.3",contracts="3f2a9c01"})"), "1");
}

TEST_F(MetricsTest, WhatKeepsEventsFromKafkaIsSaidUntilItIsOver) {
  const Error denied{Code::denied, "KAFKA_DENIED", "Kafka does not know us."};
  metrics_.relay_moved("registration", 3, 5, true);
  EXPECT_TRUE(metrics_.relay_troubles().empty());
  struct Case {
    const char* rule;
    std::int64_t arrived, head;
    bool is_held, is_over;
  };
  for (const Case& each : {Case{"nothing has arrived", 3, 6, true, false}, Case{"something has", 4, 6, true, true},
                           Case{"there is nothing to carry", 3, 3, true, true},
                           Case{"another replica carries", 3, 6, false, true}}) {
    SCOPED_TRACE(each.rule);
    metrics_.relay_moved("registration", 3, 5, true);
    metrics_.relay_troubled("registration", denied);
    metrics_.relay_moved("registration", each.arrived, each.head, each.is_held);
    if (each.is_over)
      EXPECT_TRUE(metrics_.relay_troubles().empty());
    else
      EXPECT_EQ(metrics_.relay_troubles(),
                (std::vector<std::string>{
                    "registration's events don't arrive in Kafka: KAFKA_DENIED: Kafka does not know us."}));
  }
}

TEST_F(MetricsTest, TheCacheIsThereOrNotOrNotWanted) {
  EXPECT_EQ(value("opora_cache_connected"), "");
  bool connected = false;
  metrics_.watch_cache([&] { return connected; });
  EXPECT_EQ(value("opora_cache_connected"), "0");
  connected = true;
  EXPECT_EQ(value("opora_cache_connected"), "1");
  metrics_.stop();
  EXPECT_EQ(value("opora_cache_connected"), "");
}

TEST_F(MetricsTest, HowManyNamesGoIsWrittenAndCounted) {
  lines_.str("");
  metrics_.names_gone("registration", 12);
  EXPECT_NE(lines_.str().find(R"("names":12)"), std::string::npos) << lines_.str();
  EXPECT_EQ(value(R"(opora_names_gone_total{service="registration"})"), "12");
}

TEST_F(MetricsTest, WhoIsToldNamesIsWrittenAndCounted) {
  Caller caller;
  caller.subject = "door-7";
  caller.role = network::v1::ROLE_FACILITATOR;
  metrics_.names_read("registration", "ListExpected", caller, 3);
  metrics_.names_read("registration", "ListExpected", caller, 4);
  EXPECT_EQ(value(R"(opora_names_read_total{method="ListExpected",service="registration"})"), "7");
  EXPECT_NE(lines_.str().find(R"("subject":"door-7","role":"ROLE_FACILITATOR","names":3)"), std::string::npos)
      << lines_.str();
}

TEST_F(MetricsTest, WhoGuessesAtNamesIsWrittenAndCounted) {
  Caller caller;
  caller.subject = "school";
  caller.role = network::v1::ROLE_ORGANISATION;
  metrics_.wrong_name_given("registration", "RegisterGroup", caller);
  EXPECT_EQ(value(R"(opora_wrong_names_total{method="RegisterGroup",service="registration"})"), "1");
  EXPECT_NE(lines_.str().find(R"("subject":"school","role":"ROLE_ORGANISATION")"), std::string::npos) << lines_.str();
}

TEST_F(MetricsTest, WhatNeedsSomebodyIsWritten) {
  const Error internal{Code::internal, "MISTAKE", "secret name"}, unknown{Code::outcome_unknown, "OUTCOME_UNKNOWN", ""};
  const auto lines_after = [&](const std::function<void()>& happening) {
    lines_.str("");
    happening();
    return lines_.str();
  };
  const auto mistake = lines_after([&] { metrics_.call_ended("registration", "GetSeats", &internal, 1ms); });
  EXPECT_NE(mistake.find("\"reason\":\"MISTAKE\""), std::string::npos) << mistake;
  EXPECT_EQ(mistake.find("secret name"), std::string::npos);
  EXPECT_NE(lines_after([&] { metrics_.call_ended("registration", "GetSeats", &unknown, 1ms); }), "");
  const auto undeclared = lines_after([&] { metrics_.refused_undeclared("registration", "GetSeats", internal); });
  EXPECT_NE(undeclared.find(R"("method":"GetSeats","code":"internal","reason":"MISTAKE")"), std::string::npos)
      << undeclared;
  EXPECT_EQ(undeclared.find("secret name"), std::string::npos);
  EXPECT_NE(lines_after([&] { metrics_.batch_failed("registration", "disk full"); }).find("disk full"),
            std::string::npos);
  EXPECT_NE(lines_after([&] { metrics_.consumer_stopped("reporting", "registration", unknown); }), "");
  const auto parked = lines_after([&] {
    metrics_.event_parked("reporting",
                          {"registration", {4, {}, "opora.x.v1.Happened", "key-7", "payload"}, "UNKNOWN", ""});
  });
  EXPECT_NE(parked.find("\"position\":4"), std::string::npos) << parked;
  EXPECT_EQ(parked.find("key-7"), std::string::npos) << "keys are personal data in a team of nine";
  const auto job = lines_after([&] {
    metrics_.job_failed("registration", {"id-9", {}, "opora.x.v1.Find", "request"}, {Code::unavailable, "AWAY", "No."});
  });
  EXPECT_NE(job.find("\"reason\":\"AWAY\""), std::string::npos) << job;
  EXPECT_EQ(job.find("request"), std::string::npos) << job;
  EXPECT_EQ(value(R"(opora_job_failures_total{method="opora.x.v1.Find",service="registration"})"), "1");
  EXPECT_EQ(value(R"(opora_batch_failures_total{service="registration"})"), "1");
  EXPECT_EQ(value(R"(opora_consumer_stopped{service="reporting",source="registration"})"), "1");
  EXPECT_EQ(value(R"(opora_events_parked_total{service="reporting",source="registration"})"), "1");
}

TEST_F(MetricsTest, WhatWasLostIsToldAsFarAsItIsKnown) {
  const auto line = [&](std::int64_t after_position, std::int64_t up_to_position) {
    lines_.str("");
    metrics_.commits_lost("registration", after_position, up_to_position);
    return lines_.str();
  };
  EXPECT_NE(line(3, 5).find(R"("after_position":3,"up_to_position":5)"), std::string::npos) << lines_.str();
  const std::string overwritten = R"("lost_up_to_position":5,"goes_on_after_position":)";
  EXPECT_NE(line(7, 5).find(overwritten + "7"), std::string::npos) << lines_.str();
  EXPECT_NE(line(5, 5).find(overwritten + "5"), std::string::npos) << lines_.str();
}

TEST_F(MetricsTest, HostsAreAskedUntilForgotten) {
  testing::FakeHost host;
  host.fake_log->append(9);
  host.parked_events.resize(2);
  metrics_.watch(host);
  metrics_.watch_token_cache([] { return std::size_t{4}; });
  EXPECT_EQ(value(R"(opora_queued_calls{service="registration"})"), "5");
  EXPECT_EQ(value(R"(opora_wal_bytes{service="registration"})"), "4096");
  EXPECT_EQ(value(R"(opora_outbox_position{service="registration"})"), "9");
  EXPECT_EQ(value(R"(opora_parked_events{service="registration"})"), "2");
  EXPECT_EQ(value(R"(opora_late_jobs{service="registration"})"), "3");
  EXPECT_EQ(value(R"(opora_overdue{service="registration",what="things_to_do"})"), "2");
  EXPECT_EQ(value(R"(opora_sealed_turned_away_at_seconds{service="registration"})"), "3600");
  EXPECT_EQ(value(R"(opora_ready{service="registration"})"), "1");
  EXPECT_EQ(value("opora_token_cache_entries"), "4");
  host.fake_log->break_down();
  EXPECT_EQ(value(R"(opora_outbox_position{service="registration"})"), "") << "a broken database leaves a gap";
  EXPECT_EQ(value(R"(opora_queued_calls{service="registration"})"), "5") << "and hides nothing else";
  metrics_.stop();
  EXPECT_EQ(value(R"(opora_queued_calls{service="registration"})"), "");
}

TEST_F(MetricsTest, NoServiceIsReadyWhereNoConnectionComesThrough) {
  testing::FakeHost host;
  metrics_.watch(host);
  EXPECT_EQ(value("opora_connections_open"), "") << "before there is a door";
  ConnectionFigures figures{.open = 7, .most = 90, .refused = {{"all", 3}}, .ended = {{"quiet", 2}}};
  metrics_.watch_connections([&] { return figures; });
  EXPECT_EQ(value("opora_connections_open"), "7");
  EXPECT_EQ(value("opora_connections_most"), "90");
  EXPECT_EQ(value(R"(opora_connections_refused_total{reason="all"})"), "3");
  EXPECT_EQ(value(R"(opora_connections_ended_total{reason="quiet"})"), "2");
  EXPECT_EQ(value(R"(opora_ready{service="registration"})"), "1");
  figures.is_open = false;
  EXPECT_EQ(value(R"(opora_ready{service="registration"})"), "0");
  metrics_.stop();
  EXPECT_EQ(value("opora_connections_open"), "");
}

TEST_F(MetricsTest, ManyThreadsCountEverything) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([this, t] {
      for (int i = 0; i < 1000; ++i) metrics_.call_ended("registration", t % 2 == 0 ? "Even" : "Odd", nullptr, 1ms);
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(value(R"(opora_call_duration_seconds_count{code="ok",method="Even",service="registration"})"), "2000");
  EXPECT_EQ(value(R"(opora_call_duration_seconds_count{code="ok",method="Odd",service="registration"})"), "2000");
}

// A connection to this machine.
class Connection {
 public:
  explicit Connection(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(number_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  ~Connection() { close(number_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  int number() const { return number_; }
  // Nothing was sent to it, and it was not closed from there.
  bool is_left_alone() const {
    char byte = 0;
    return recv(number_, &byte, 1, MSG_DONTWAIT) < 0 && errno == EAGAIN;
  }

 private:
  const int number_ = socket(AF_INET, SOCK_STREAM, 0);
};

// One HTTP request, answered whole.
std::string get(int port, const std::string& path) {
  const Connection connection(port);
  const std::string request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  EXPECT_EQ(send(connection.number(), request.data(), request.size(), 0), static_cast<ssize_t>(request.size()));
  std::string answer;
  char buffer[4096];
  for (ssize_t size = 0; (size = recv(connection.number(), buffer, sizeof buffer, 0)) > 0;)
    answer.append(buffer, static_cast<std::size_t>(size));
  return answer;
}

// Those who say nothing are ended after a while. On a busy machine that may come first, so it is tried again.
TEST_F(MetricsTest, WhoSaysNothingKeepsNobodyOut) {
  ASSERT_TRUE(metrics_.expose("127.0.0.1:0"));
  constexpr std::size_t kIdle = 50;
  std::size_t left_alone = 0;
  const auto end = std::chrono::steady_clock::now() + 20s;
  while (left_alone < kIdle / 2 && std::chrono::steady_clock::now() < end) {
    std::vector<std::unique_ptr<Connection>> idle;
    while (idle.size() < kIdle) idle.push_back(std::make_unique<Connection>(metrics_.port()));
    EXPECT_NE(get(metrics_.port(), "/metrics").find("200 OK"), std::string::npos);
    const auto count = std::ranges::count_if(idle, [](const auto& each) { return each->is_left_alone(); });
    left_alone = static_cast<std::size_t>(count);
  }
  EXPECT_GE(left_alone, kIdle / 2) << "a scrape was answered only once they were ended";
}

TEST_F(MetricsTest, AreServedOverHttp) {
  testing::FakeHost host;
  metrics_.watch(host);
  metrics_.call_ended("registration", "GetSeats", nullptr, 1ms);
  ASSERT_TRUE(metrics_.expose("127.0.0.1:0"));
  const std::string answer = get(metrics_.port(), "/metrics");
  EXPECT_NE(answer.find("200 OK"), std::string::npos);
  EXPECT_NE(answer.find("opora_call_duration_seconds_count"), std::string::npos);
  EXPECT_NE(answer.find("opora_wal_bytes"), std::string::npos);
  Metrics second;
  const auto taken = second.expose("127.0.0.1:" + std::to_string(metrics_.port()));
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().reason, "METRICS_ADDRESS_UNAVAILABLE");
}

}  // namespace
}  // namespace opora
