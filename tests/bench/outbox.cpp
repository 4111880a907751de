// Outbox: how long an event takes from its commit in PostgreSQL until Kafka has acknowledged it, beside an event that
// is published without a platform, in interleaved rounds; and how fast events that wait are drained. The last line is
// one JSON object of medians.
#include <algorithm>
#include <array>
#include <condition_variable>
#include <iostream>
#include <map>
#include <mutex>
#include <thread>

#include <nlohmann/json.hpp>

#include "bench/load.h"
#include "bench/options.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "platform/events/kafka/kafka_carrier.h"
#include "platform/events/kafka/publisher.h"
#include "platform/events/kafka/tail.h"
#include "platform/events/kafka/topics.h"
#include "platform/service/service_host.h"
#include "platform/sql/database.h"
#include "platform/sql/postgres/open_postgres.h"
#include "platform/testing/kafka_test_broker.h"
#include "process/must.h"
#include "process/services_under_test.h"
#include "registration/service.h"

namespace opora::bench {
namespace {

using testing::DurablePostgres;
using testing::must;
using testing::ScratchFolder;
using Time = std::chrono::steady_clock::time_point;

constexpr int kPerSecond = 500;
constexpr std::int64_t kWaiting = 200'000;
constexpr std::chrono::minutes kPatience{2};
constexpr const char* kService = "registration";

double ms(std::chrono::steady_clock::duration span) { return std::chrono::duration<double, std::milli>(span).count(); }

// When each position was committed and acknowledged.
class Stamps {
 public:
  void committed(std::int64_t upto) {
    const std::lock_guard lock(mutex_);
    const Time now = std::chrono::steady_clock::now();
    while (static_cast<std::int64_t>(committed_.size()) < upto) committed_.push_back(now);
  }
  void acknowledged(std::int64_t upto) {
    {
      const std::lock_guard lock(mutex_);
      const Time now = std::chrono::steady_clock::now();
      while (static_cast<std::int64_t>(acknowledged_.size()) < upto) acknowledged_.push_back(now);
    }
    changed_.notify_all();
  }
  void wait_for(std::int64_t position) {
    std::unique_lock lock(mutex_);
    const bool came = changed_.wait_for(
        lock, kPatience, [&] { return static_cast<std::int64_t>(acknowledged_.size()) >= position; });
    if (!came) throw std::runtime_error("not everything was acknowledged");
  }
  // Of all after the first `skipped`, sorted.
  std::vector<double> latencies_ms(std::size_t skipped) {
    const std::lock_guard lock(mutex_);
    std::vector<double> all;
    for (std::size_t i = skipped; i < std::min(committed_.size(), acknowledged_.size()); ++i)
      all.push_back(ms(acknowledged_[i] - committed_[i]));
    std::sort(all.begin(), all.end());
    return all;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Time> committed_, acknowledged_;
};

double at(const std::vector<double>& sorted, double p) {
  return sorted.at(std::min(sorted.size() - 1, static_cast<std::size_t>(p * static_cast<double>(sorted.size()))));
}

// Calls `each` so many times a second, by the clock and not by its own pace.
void at_a_pace(int seconds, const std::function<void()>& each) {
  const Time started = std::chrono::steady_clock::now();
  for (int i = 0; i < seconds * kPerSecond; ++i) {
    std::this_thread::sleep_until(started + std::chrono::microseconds(1'000'000 / kPerSecond) * i);
    each();
  }
}

struct World {
  ScratchFolder scratch;
  DurablePostgres postgres{scratch};
  testing::KafkaTestBroker broker;
  KafkaOptions kafka = must(parse_kafka_options(broker.address(), ""), "the broker's address");
  SystemClock clock;
  IdSource ids;
  HostObserver observer;
  int next = 0;

  World() {
    const std::array topics{TopicDescription{.name = topic_of(kService)}};
    must(apply_topics(kafka, topics, std::chrono::seconds(30)), "the topics");
  }

  std::unique_ptr<Database> open_database(const std::string& name) {
    const Service service = make_registration();
    const std::array migrations{platform_migrations(), service.migrations};
    return must(open_postgres({.address = "host=" + postgres.host() + " user=opora dbname=" + name}, migrations),
                "the database");
  }

  // Registration in this process, whose events go to Kafka, and what is told of each.
  std::unique_ptr<ServiceHost> host(const std::string& database, Stamps& stamps) {
    HostOptions options;
    options.clock = &clock;
    options.ids = &ids;
    options.make_carrier = [this, &stamps](CarrierCalls calls) {
      calls.arrived = [&stamps, arrived = std::move(calls.arrived)](std::int64_t position) {
        stamps.acknowledged(position);
        arrived(position);
      };
      return kafka_carrier(kafka, kService)(std::move(calls));
    };
    return must(ServiceHost::make(make_registration(), open_database(database), options, observer), "the service");
  }
};

std::string organisation(World& world) {
  registration::v1::AddOrganisationRequest request;
  request.set_request_id(world.ids.next(world.clock.now()));
  request.set_organisation_id(world.ids.next(world.clock.now()));
  (*request.mutable_name()->mutable_by_language())["en"] = "Invented organisation";
  request.set_kind(registration::v1::ORGANISATION_KIND_SOCIAL_SERVICE);
  request.set_region_id(world.ids.next(world.clock.now()));
  return request.SerializeAsString();
}

// Commands at 500 a second; each commits one event.
std::vector<double> measure_commits(World& world, int seconds) {
  const std::string database = "outbox" + std::to_string(world.next++);
  world.postgres.make_database(database);
  Stamps stamps;
  const auto host = world.host(database, stamps);
  const auto subscription = host->log()->subscribe([&] { stamps.committed(host->log()->head().position); });
  host->start();
  Caller caller;
  caller.subject = "bench";
  caller.role = network::v1::ROLE_ADMINISTRATOR;
  const auto method = std::find_if(host->methods().begin(), host->methods().end(),
                                   [](const Method& each) { return each.name == "AddOrganisation"; });
  const auto call = [&] {
    host->call(method->index, {caller, organisation(world), {}, {}}, [](const Answer& answer) {
      if (!answer.response) std::abort();
    });
  };
  call();
  stamps.wait_for(1);  // the relay has its lease, and the publisher is warm
  at_a_pace(seconds, call);
  stamps.wait_for(1 + seconds * kPerSecond);
  host->stop();
  return stamps.latencies_ms(1);
}

// The same number of records, as large, published by librdkafka alone.
std::vector<double> measure_raw(World& world, int seconds) {
  Stamps stamps;
  const auto publisher =
      must(KafkaPublisher::make(world.kafka, kService,
                                {[&](std::int64_t position) { stamps.acknowledged(position); }, [](const Error&) {}}),
           "the publisher");
  must<bool>(publisher->check(std::chrono::seconds(10)).map([] { return true; }), "the topic");
  std::int64_t position = 0;
  const auto publish = [&] {
    const LogRecord record{++position, world.clock.now(), "opora.registration.v1.OrganisationAdded", "key",
                           std::string(150, 'x')};
    stamps.committed(position);
    publisher->publish("raw", {&record, 1});
  };
  publish();
  stamps.wait_for(1);
  at_a_pace(seconds, publish);
  stamps.wait_for(1 + seconds * kPerSecond);
  return stamps.latencies_ms(1);
}

// Events that wait in the outbox when the relay starts; how many a second arrive, and whether all do, in order.
double measure_drain(World& world) {
  const std::string database = "outbox" + std::to_string(world.next++);
  world.postgres.make_database(database);
  std::vector<std::int64_t> heard;
  std::mutex mutex;
  std::condition_variable changed;
  bool listens = false;
  Stamps stamps;
  const auto host = world.host(database, stamps);
  world.postgres.run("psql", "--quiet --dbname=" + database +
                                 " --command=\"INSERT INTO outbox (position, time, type, key, payload) SELECT n, n, "
                                 "'opora.registration.v1.OrganisationAdded', 'key-' || n % 1000, "
                                 "decode(repeat('ab', 150), 'hex') FROM generate_series(1, " +
                                 std::to_string(kWaiting) + ") n; UPDATE lane SET head = " + std::to_string(kWaiting) +
                                 ";\"");
  const std::string epoch = host->log()->head().epoch;
  TailCallbacks calls;
  calls.on_assigned = [&](bool is_ours) {
    const std::lock_guard lock(mutex);
    listens = is_ours;
    changed.notify_all();
  };
  calls.on_records = [&](const std::string& of, const std::vector<LogRecord>& records) {
    const std::lock_guard lock(mutex);
    for (const LogRecord& record : records)
      if (of == epoch) heard.push_back(record.position);
    changed.notify_all();
  };
  const auto tail = must(KafkaTail::make(world.kafka, kService, "bench-" + epoch, std::move(calls)), "the tail");
  std::unique_lock lock(mutex);
  if (!changed.wait_for(lock, kPatience, [&] { return listens; })) throw std::runtime_error("the tail got no share");
  lock.unlock();

  const Time started = std::chrono::steady_clock::now();
  host->start();
  stamps.wait_for(kWaiting);
  const double seconds = ms(std::chrono::steady_clock::now() - started) / 1000;
  lock.lock();
  if (!changed.wait_for(lock, kPatience, [&] { return heard.size() >= static_cast<std::size_t>(kWaiting); }))
    throw std::runtime_error("only " + std::to_string(heard.size()) + " events were heard");
  for (std::int64_t i = 0; i < kWaiting; ++i)
    if (heard[static_cast<std::size_t>(i)] != i + 1) throw std::runtime_error("the order was not kept");
  lock.unlock();
  host->stop();
  return static_cast<double>(kWaiting) / seconds;
}

int run_outbox(const BenchOptions& options) {
  World world;
  std::map<std::string, std::vector<double>> series;
  for (int round = 1; round <= options.rounds; ++round) {
    const std::vector<double> raw = measure_raw(world, options.seconds);
    const std::vector<double> acks = measure_commits(world, options.seconds);
    series["raw_ack_p50_ms"].push_back(at(raw, 0.5));
    series["raw_ack_p99_ms"].push_back(at(raw, 0.99));
    series["ack_p50_ms"].push_back(at(acks, 0.5));
    series["ack_p99_ms"].push_back(at(acks, 0.99));
    series["drain_per_s"].push_back(measure_drain(world));
    std::cerr << "round " << round;
    for (const auto& [figure, values] : series) std::cerr << "  " << figure << " " << values.back();
    std::cerr << "\n";
  }
  nlohmann::json result;
  for (const auto& [figure, values] : series) result[figure] = median(values);
  result["rounds"] = options.rounds;
  std::cout << result.dump() << std::endl;
  return 0;
}

}  // namespace
}  // namespace opora::bench

int main(int count, char** words) {
  using namespace opora::bench;
  const Bench outbox{"outbox",
                     "from commit to Kafka's acknowledgement at 500 events a second, and 200,000 waiting ones drained"};
  return run_bench(outbox, {words + 1, words + count}, run_outbox);
}
