#include "platform/testing/harness.h"

#include <array>
#include <map>
#include <utility>

#include "platform/lane/lane.h"
#include "platform/service/event_type.h"
#include "platform/testing/engines.h"

namespace opora::testing {
namespace {

constexpr Instant kStart{1'696'118'400'000'000};  // 2023-10-01 00:00 UTC

// Another service's log, written by the test.
class ScriptedLog final : public EventLog {
 public:
  ScriptedLog(std::string name, const Clock& clock) : name_(std::move(name)), clock_(clock) {}
  const std::string& name() const override { return name_; }
  LogHead head() override { return {"scripted", static_cast<std::int64_t>(records_.size())}; }
  std::vector<LogRecord> read(std::int64_t position, int limit) override {
    std::vector<LogRecord> page;
    for (auto i = static_cast<std::size_t>(position);
         i < records_.size() && page.size() < static_cast<std::size_t>(limit); ++i)
      page.push_back(records_[i]);
    return page;
  }
  Subscription subscribe(std::function<void()>) override { return nullptr; }
  void append(EventDraft draft) {
    records_.push_back({static_cast<std::int64_t>(records_.size()) + 1, clock_.now(), std::move(draft.type),
                        std::move(draft.key), std::move(draft.payload)});
  }

 private:
  std::string name_;
  const Clock& clock_;
  std::vector<LogRecord> records_;
};

struct NamesObserver final : HostObserver {
  void names_read(const std::string&, const std::string& method, const Caller& caller, std::int64_t names) override {
    read.push_back(caller.subject + " " + method + " " + std::to_string(names));
  }
  void wrong_name_given(const std::string&, const std::string& method, const Caller& caller) override {
    read.push_back(caller.subject + " " + method + " guessed");
  }
  void names_gone(const std::string&, std::int64_t names) override { gone += names; }
  std::vector<std::string> read;
  std::int64_t gone = 0;
};

}  // namespace

Caller administrator() {
  Caller caller;
  caller.subject = "administrator";
  caller.role = network::v1::ROLE_ADMINISTRATOR;
  return caller;
}

std::string test_id(int number) {
  std::string digits = std::to_string(number);
  return "00000000-0000-7000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

struct Harness::State {
  explicit State(Service made) : service(std::move(made)), place(chosen_engine().make_database()) {}

  void open() {
    const std::array migrations{platform_migrations(), service.migrations};
    auto database = place->open(migrations);
    if (!database) throw std::runtime_error(database.error().message);
    HostOptions host_options;
    host_options.clock = &clock;
    host_options.ids = &ids;
    host_options.threads = false;
    host_options.names_an_hour = names_an_hour;
    host_options.lane.asks_database_clock = false;  // the clock here is the test's
    auto made = ServiceHost::make(service, std::move(*database), host_options, observer);
    if (!made) throw std::runtime_error(made.error().message);
    host = std::move(*made);
    for (const std::string& source : host->sources()) host->follow(log_of(source));
    host->start();
  }

  std::shared_ptr<ScriptedLog> log_of(const std::string& source) {
    auto& log = logs[source];
    if (!log) log = std::make_shared<ScriptedLog>(source, clock);
    return log;
  }

  Service service;
  ManualClock clock{kStart};
  IdSource ids{1};
  NamesObserver observer;
  std::int64_t names_an_hour = 0;
  std::unique_ptr<TestDatabase> place;
  std::map<std::string, std::shared_ptr<ScriptedLog>> logs;
  std::unique_ptr<ServiceHost> host;
};

Harness::Harness(Service service) : state_(std::make_unique<State>(std::move(service))) { state_->open(); }
Harness::~Harness() = default;

Answer Harness::call_bytes(const google::protobuf::Descriptor* request_type, std::string request,
                           const Caller& caller) {
  for (const Method& method : state_->host->methods()) {
    if (method.request != request_type) continue;
    std::optional<Answer> answer;
    Call call;
    call.caller = caller;
    call.request = std::move(request);
    state_->host->call(method.index, std::move(call), [&](Answer given) { answer = std::move(given); });
    settle();
    if (!answer) throw std::logic_error(method.name + " was never answered");
    return *answer;
  }
  throw std::logic_error(request_type->full_name() + " is no request of " + state_->service.name);
}

void Harness::limit_names(std::int64_t an_hour) {
  state_->names_an_hour = an_hour;
  restart();
}

std::vector<std::string> Harness::names_read() { return std::exchange(state_->observer.read, {}); }

std::int64_t Harness::names_gone() { return std::exchange(state_->observer.gone, 0); }

void Harness::deliver(const std::string& source, const google::protobuf::Message& event, const std::string& key,
                      const std::string& type) {
  std::vector<const google::protobuf::FieldDescriptor*> set;
  event.GetReflection()->ListFields(event, &set);
  state_->log_of(source)->append(
      {type.empty() ? event_type_of(set.at(0)->message_type()) : type, key, event.SerializeAsString()});
  settle();
}

void Harness::settle() {
  for (bool busy = true; busy;) {
    busy = state_->host->step_lane();
    busy = state_->host->step_query() || busy;
    busy = state_->host->step_job() || busy;
    busy = state_->host->step_sealed() || busy;
    for (const std::string& source : state_->host->sources()) busy = state_->host->step_follow(source) || busy;
  }
}

ManualClock& Harness::clock() { return state_->clock; }
ServiceHost& Harness::host() { return *state_->host; }
std::vector<LogRecord> Harness::events() { return state_->host->log()->read(0, 1'000'000); }

std::vector<std::string> Harness::event_types() {
  std::vector<std::string> types;
  for (const LogRecord& record : events()) types.push_back(short_name_of(record.type));
  return types;
}

std::vector<std::string> Harness::violations() {
  std::vector<std::string> all;
  for (const ServiceHost::Checked& checked : state_->host->check_invariants())
    for (const std::string& violation : checked.finding.violations) all.push_back(checked.invariant + " " + violation);
  return all;
}

void Harness::restart() {
  state_->host.reset();
  state_->open();
}

void Harness::restart_after(const Statement& change) {
  state_->host.reset();
  {
    const std::array migrations{platform_migrations(), state_->service.migrations};
    const auto database = state_->place->open(migrations).value();
    database->begin();
    database->writer().execute(change, {});
    database->commit();
  }
  state_->open();
}

void Harness::restart_as(Service other) {
  state_->host.reset();
  state_->service = std::move(other);
  state_->open();
}

}  // namespace opora::testing
