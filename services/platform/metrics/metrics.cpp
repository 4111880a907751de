#include "platform/metrics/metrics.h"

#include <prometheus/exposer.h>
#include <prometheus/text_serializer.h>

#include "platform/log/log.h"

namespace opora {
namespace {

using prometheus::Histogram;

const Histogram::BucketBoundaries kCallSeconds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                  0.1,    0.25,  0.5,    1,     2.5,  5,     10};
const Histogram::BucketBoundaries kBatchSeconds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                   0.05,   0.1,   0.25,   0.5,   1,    2.5, 5, 10, 30};
const Histogram::BucketBoundaries kBatchCommands = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};

std::size_t outcome_index(const Error* refusal) {
  return refusal == nullptr ? 0 : static_cast<std::size_t>(refusal->code) + 1;
}

const char* code_name(Code code) {
  switch (code) {
    case Code::invalid:
      return "invalid";
    case Code::not_found:
      return "not_found";
    case Code::conflict:
      return "conflict";
    case Code::unauthenticated:
      return "unauthenticated";
    case Code::denied:
      return "denied";
    case Code::overloaded:
      return "overloaded";
    case Code::deadline:
      return "deadline";
    case Code::unavailable:
      return "unavailable";
    case Code::outcome_unknown:
      return "outcome_unknown";
    case Code::internal:
      return "internal";
  }
  return "internal";
}

double seconds(std::chrono::nanoseconds span) { return std::chrono::duration<double>(span).count(); }

template <class Builder>
auto& family(Builder builder, prometheus::Registry& registry, const char* name, const char* help) {
  return builder.Name(name).Help(help).Register(registry);
}

void log_call(const std::string& service, const std::string& method, const Error* refusal,
              std::chrono::nanoseconds took) {
  const bool alarming =
      refusal != nullptr && (refusal->code == Code::internal || refusal->code == Code::outcome_unknown);
  const auto level = !alarming                         ? log::Level::debug
                     : refusal->code == Code::internal ? log::Level::error
                                                       : log::Level::warning;
  if (!log::writes(level)) return;
  log::write(level, "A call ended.",
             {{"service", service},
              {"method", method},
              {"code", refusal == nullptr ? "ok" : code_name(refusal->code)},
              {"reason", refusal == nullptr ? "" : std::string_view(refusal->reason)},
              {"took_ms", seconds(took) * 1000}});
}

}  // namespace

Metrics::Metrics()
    : registry_(std::make_shared<prometheus::Registry>()),
      gauges_(std::make_shared<Gauges>()),
      call_seconds_(
          family(prometheus::BuildHistogram(), *registry_, "opora_call_duration_seconds", "How long calls took.")),
      batch_commands_(family(prometheus::BuildHistogram(), *registry_, "opora_batch_commands", "Commands in a batch.")),
      batch_seconds_(
          family(prometheus::BuildHistogram(), *registry_, "opora_batch_duration_seconds", "How long batches took.")),
      batch_events_(family(prometheus::BuildCounter(), *registry_, "opora_events_total", "Events committed.")),
      batches_cut_(family(prometheus::BuildCounter(), *registry_, "opora_batches_cut_total",
                          "Batches that ended at a bound of their work, with more to do.")),
      batch_failures_(
          family(prometheus::BuildCounter(), *registry_, "opora_batch_failures_total", "Batches rolled back.")),
      parked_(family(prometheus::BuildCounter(), *registry_, "opora_events_parked_total", "Events that were parked.")),
      job_failures_(family(prometheus::BuildCounter(), *registry_, "opora_job_failures_total",
                           "Jobs that failed, each time one did; they are tried again.")),
      names_gone_(family(prometheus::BuildCounter(), *registry_, "opora_names_gone_total",
                         "What people were called, deleted when its time was over.")),
      names_read_(family(prometheus::BuildCounter(), *registry_, "opora_names_read_total",
                         "What people are called, as often as somebody was told.")),
      wrong_names_(family(prometheus::BuildCounter(), *registry_, "opora_wrong_names_total",
                          "Names that were given and are not the strangers' whose they were said to be.")),
      events_distrusted_(family(prometheus::BuildCounter(), *registry_, "opora_events_distrusted_total",
                                "Times that Kafka brought as a source's events what its owner never wrote.")),
      consumer_position_(family(prometheus::BuildGauge(), *registry_, "opora_consumer_position",
                                "The last event applied of a source.")),
      consumer_lag_(
          family(prometheus::BuildGauge(), *registry_, "opora_consumer_lag_events", "Events not applied yet.")),
      consumer_stopped_(family(prometheus::BuildGauge(), *registry_, "opora_consumer_stopped",
                               "1 when a consumer gave up and waits for an operator.")),
      relay_position_(family(prometheus::BuildGauge(), *registry_, "opora_relay_position",
                             "The last event that has arrived in Kafka.")),
      relay_lag_(family(prometheus::BuildGauge(), *registry_, "opora_relay_lag_events",
                        "Events that have not arrived in Kafka yet.")),
      relay_held_(family(prometheus::BuildGauge(), *registry_, "opora_relay_lease_held",
                         "1 where this process carries the service's events to Kafka.")) {}

Metrics::~Metrics() { stop(); }

Result<void> Metrics::expose(const std::string& address) try {
  // Whoever connects and says nothing holds a thread for as long as a request may take. Beside 50 of them a scrape
  // finds one of these, beside 200 it waits three seconds; together they take 1 MB.
  const std::vector<std::string> options = {
      "listening_ports", address, "num_threads", "64", "request_timeout_ms", "1000", "enable_keep_alive", "no"};
  exposer_ = std::make_unique<prometheus::Exposer>(options);
  exposer_->RegisterCollectable(registry_);
  exposer_->RegisterCollectable(gauges_);
  return {};
} catch (const std::exception&) {
  return refuse(Code::unavailable, "METRICS_ADDRESS_UNAVAILABLE", "Nobody can listen on " + address + " for metrics.");
}

int Metrics::port() const { return exposer_ == nullptr ? 0 : exposer_->GetListeningPorts().front(); }

void Metrics::stop() {
  exposer_.reset();
  gauges_->forget();
}

std::string Metrics::text() const {
  auto families = registry_->Collect();
  for (auto& family : gauges_->Collect()) families.push_back(std::move(family));
  return prometheus::TextSerializer().Serialize(families);
}

void Metrics::call_ended(const std::string& service, const std::string& name, const Error* refusal,
                         std::chrono::nanoseconds took) {
  Method& found = method(service, name);
  auto& slot = found.outcomes[outcome_index(refusal)];
  Histogram* histogram = slot.load(std::memory_order_acquire);
  if (histogram == nullptr) {
    // Two threads that come here at once get the same child from the family.
    histogram = &call_seconds_.Add(
        {{"service", service}, {"method", name}, {"code", refusal == nullptr ? "ok" : code_name(refusal->code)}},
        kCallSeconds);
    slot.store(histogram, std::memory_order_release);
  }
  histogram->Observe(seconds(took));
  log_call(service, name, refusal, took);
}

void Metrics::refused_undeclared(const std::string& service, const std::string& method, const Error& refusal) {
  log::error("A call was refused as its contract doesn't say.",
             {{"service", service}, {"method", method}, {"code", code_name(refusal.code)}, {"reason", refusal.reason}});
}

void Metrics::batch_committed(const std::string& service, std::size_t commands, std::size_t events,
                              std::chrono::nanoseconds took) {
  Batches& found = batches(service);
  found.commands.Observe(static_cast<double>(commands));
  found.duration.Observe(seconds(took));
  found.events.Increment(static_cast<double>(events));
}

void Metrics::batch_cut(const std::string& service, BatchBound bound) {
  batches(service).cut.at(static_cast<std::size_t>(bound))->Increment();
}

void Metrics::batch_failed(const std::string& service, const std::string& why) {
  batches(service).failures.Increment();
  log::warning("A batch was rolled back.", {{"service", service}, {"why", why}});
}

void Metrics::consumer_moved(const std::string& service, const std::string& source, std::int64_t position,
                             std::int64_t head) {
  Consumer& found = consumer(service, source);
  found.position.Set(static_cast<double>(position));
  found.lag.Set(static_cast<double>(head > position ? head - position : 0));
  found.stopped.Set(0);
}

void Metrics::consumer_stopped(const std::string& service, const std::string& source, const Error& error) {
  consumer(service, source).stopped.Set(1);
  log::error("A consumer stopped and waits for an operator.",
             {{"service", service}, {"source", source}, {"reason", error.reason}, {"message", error.message}});
}

void Metrics::relay_moved(const std::string& service, std::int64_t arrived, std::int64_t head, bool is_held) {
  const prometheus::Labels labels = {{"service", service}};
  relay_position_.Add(labels).Set(static_cast<double>(arrived));
  relay_lag_.Add(labels).Set(static_cast<double>(head > arrived ? head - arrived : 0));
  relay_held_.Add(labels).Set(is_held ? 1 : 0);
  const std::lock_guard lock(relay_mutex_);
  Relayed& relayed = relayed_[service];
  relayed.arrived = arrived;
  relayed.waits = head > arrived;
  if (!is_held || arrived > relayed.troubled_at) relayed.trouble.clear();
}

void Metrics::relay_troubled(const std::string& service, const Error& error) {
  log::warning("Events can't be carried now; it is tried again.",
               {{"service", service}, {"reason", error.reason}, {"message", error.message}});
  const std::lock_guard lock(relay_mutex_);
  Relayed& relayed = relayed_[service];
  relayed.trouble = service + "'s events don't arrive in Kafka: " + error.reason + ": " + error.message;
  relayed.troubled_at = relayed.arrived;
}

std::vector<std::string> Metrics::relay_troubles() const {
  const std::lock_guard lock(relay_mutex_);
  std::vector<std::string> all;
  for (const auto& [service, relayed] : relayed_)
    if (relayed.waits && !relayed.trouble.empty()) all.push_back(relayed.trouble);
  return all;
}

void Metrics::job_failed(const std::string& service, const Job& job, const Error& error) {
  job_failures_.Add({{"service", service}, {"method", job.method}}).Increment();
  log::warning("A job failed and is tried again later.",
               {{"service", service}, {"job", job.method}, {"reason", error.reason}, {"why", error.message}});
}

void Metrics::event_parked(const std::string& service, const Parked& parked) {
  parked_.Add({{"service", service}, {"source", parked.source}}).Increment();
  log::warning("An event was parked.", {{"service", service},
                                        {"source", parked.source},
                                        {"type", parked.record.type},
                                        {"position", parked.record.position},
                                        {"reason", parked.reason}});
}

// Never whose.
void Metrics::names_gone(const std::string& service, std::int64_t names) {
  names_gone_.Add({{"service", service}}).Increment(static_cast<double>(names));
  log::audit("Names have gone.", {{"service", service}, {"names", names}});
}

// The audit's line: who was told, and how many, never whom of.
void Metrics::names_read(const std::string& service, const std::string& method, const Caller& caller,
                         std::int64_t names) {
  names_read_.Add({{"service", service}, {"method", method}}).Increment(static_cast<double>(names));
  log::audit("Names were read.", {{"service", service},
                                 {"method", method},
                                 {"subject", caller.subject},
                                 {"role", network::v1::Role_Name(caller.role)},
                                 {"names", names}});
}

void Metrics::wrong_name_given(const std::string& service, const std::string& method, const Caller& caller) {
  wrong_names_.Add({{"service", service}, {"method", method}}).Increment();
  log::audit("A name was given that is not the person's.", {{"service", service},
                                                            {"method", method},
                                                            {"subject", caller.subject},
                                                            {"role", network::v1::Role_Name(caller.role)}});
}

void Metrics::clock_judged(const std::string& service, const ClockState& state) {
  const auto off = std::chrono::duration<double>(state.off).count();
  switch (state.standing) {
    case ClockState::Standing::agreed:
      return log::info("The clock is trusted.", {{"service", service}, {"off_s", off}});
    case ClockState::Standing::contradicted:
      return log::error("The machine's clock was set to something else; the time is counted on from before.",
                        {{"service", service}, {"off_s", off}});
    case ClockState::Standing::unconfirmed:
      return log::warning("Nothing confirms the machine's clock yet, so timers wait.", {{"service", service}});
    case ClockState::Standing::aside:
      return log::error("The machine's clock is far from the database's, so the service steps aside.",
                        {{"service", service}, {"off_s", off}});
  }
}

void Metrics::time_put_right(const std::string& service, std::chrono::microseconds by) {
  log::error("The last commit was told a time that has not come; the time was put back.",
             {{"service", service}, {"by_s", std::chrono::duration<double>(by).count()}});
}

void Metrics::commits_lost(const std::string& service, std::int64_t after_position, std::int64_t up_to_position) {
  if (after_position < up_to_position)
    return log::error("The database has lost commits that others had read; the log goes on under another epoch.",
                      {{"service", service}, {"after_position", after_position}, {"up_to_position", up_to_position}});
  // Others were written in their place before anybody came who had read them: what was lost has an end, and no known
  // beginning.
  log::error("The database has lost commits that others had read, and has written others at their positions since; the "
             "log goes on under another epoch.",
             {{"service", service},
              {"lost_up_to_position", up_to_position},
              {"goes_on_after_position", after_position}});
}

void Metrics::server_changed(const std::string& service, const std::string& from, const std::string& to) {
  log::error("The database is on another server, or a standby has taken over.",
             {{"service", service}, {"from", from}, {"to", to}});
}

void Metrics::events_distrusted(const std::string& service, const std::string& source) {
  events_distrusted_.Add({{"service", service}, {"source", source}}).Increment();
  log::warning("What Kafka brought as this source's events is none of them; they are read from the source.",
               {{"service", service}, {"source", source}});
}

Metrics::Method& Metrics::method(const std::string& service, const std::string& name) {
  const Names names{service, name};
  {
    const std::shared_lock lock(mutex_);
    if (const auto found = methods_.find(names); found != methods_.end()) return *found->second;
  }
  const std::unique_lock lock(mutex_);
  if (const auto found = methods_.find(names); found != methods_.end()) return *found->second;
  auto made = std::make_unique<Method>();
  made->service = service;
  made->name = name;
  const Names owned{made->service, made->name};
  return *methods_.emplace(owned, std::move(made)).first->second;
}

Metrics::Batches& Metrics::batches(const std::string& service) {
  {
    const std::shared_lock lock(mutex_);
    if (const auto found = batches_.find(service); found != batches_.end()) return found->second;
  }
  const std::unique_lock lock(mutex_);
  const prometheus::Labels labels = {{"service", service}};
  const auto cut_at = [&](const char* bound) { return &batches_cut_.Add({{"service", service}, {"bound", bound}}); };
  return batches_
      .try_emplace(service,
                   Batches{batch_commands_.Add(labels, kBatchCommands), batch_seconds_.Add(labels, kBatchSeconds),
                           batch_events_.Add(labels), batch_failures_.Add(labels),
                           {cut_at("bytes"), cut_at("rows"), cut_at("time")}})
      .first->second;
}

Metrics::Consumer& Metrics::consumer(const std::string& service, const std::string& source) {
  const Names names{service, source};
  {
    const std::shared_lock lock(mutex_);
    if (const auto found = consumers_.find(names); found != consumers_.end()) return found->second->consumer;
  }
  const std::unique_lock lock(mutex_);
  const prometheus::Labels labels = {{"service", service}, {"source", source}};
  auto made = std::unique_ptr<NamedConsumer>(new NamedConsumer{
      service, source, {consumer_position_.Add(labels), consumer_lag_.Add(labels), consumer_stopped_.Add(labels)}});
  const Names owned{made->service, made->source};
  return consumers_.emplace(owned, std::move(made)).first->second->consumer;
}

}  // namespace opora
