#include "platform/metrics/gauges.h"

#include "platform/sql/sql.h"

namespace opora {
namespace {

using Ask = std::function<double(ServiceHost&, bool is_open)>;

struct Question {
  const char* name;
  const char* help;
  Ask ask;
};

double unix_time_of(const std::optional<Instant>& at) { return at ? static_cast<double>(at->us) / 1e6 : 0.0; }

// It grows with each commit. Of what nobody is to be counted at, that would tell.
std::int64_t wal_bytes_of(const ServiceHost& host) {
  constexpr std::int64_t kCoarse = 4 << 20;
  const std::int64_t bytes = host.wal_bytes();
  return host.service().sealed_tables.empty() ? bytes : bytes - bytes % kCoarse;
}

const Question kQuestions[] = {
    {"opora_queued_calls", "Calls that wait for their turn.",
     [](ServiceHost& host, bool) { return static_cast<double>(host.waiting_count()); }},
    {"opora_wal_bytes", "Bytes of the database's write-ahead log.",
     [](ServiceHost& host, bool) { return static_cast<double>(wal_bytes_of(host)); }},
    {"opora_outbox_position", "The service's last event.",
     [](ServiceHost& host, bool) {
       const auto log = host.log();
       return log == nullptr ? 0.0 : static_cast<double>(log->head().position);
     }},
    {"opora_parked_events", "Events that could not be applied, and those waiting behind them.",
     [](ServiceHost& host, bool) {
       const auto count = host.parked_lately();
       if (!count) throw EngineError(EngineError::Kind::busy, "how many are parked is not known now");
       return static_cast<double>(*count);
     }},
    {"opora_late_jobs", "Jobs that are more than an hour late.",
     [](ServiceHost& host, bool) {
       const auto count = host.late_jobs_lately();
       if (!count) throw EngineError(EngineError::Kind::busy, "how many jobs are late is not known now");
       return static_cast<double>(*count);
     }},
    {"opora_clock_off_seconds", "The machine's clock beyond the one it is held against; 0 where there is none.",
     [](ServiceHost& host, bool) { return std::chrono::duration<double>(host.clock().off).count(); }},
    {"opora_clock_trusted", "1 when another clock agrees with the machine's.",
     [](ServiceHost& host, bool) { return host.clock().is_trusted() ? 1.0 : 0.0; }},
    {"opora_commits_lost_at_seconds",
     "When the database was last found to have lost commits that others had read, as Unix time; 0 if never.",
     [](ServiceHost& host, bool) { return unix_time_of(host.commits_lost_at()); }},
    {"opora_database_changed_at_seconds",
     "When the database was last found on another server than before, as Unix time; 0 if never.",
     [](ServiceHost& host, bool) { return unix_time_of(host.server_changed_at()); }},
    {"opora_sealed_turned_away_at_seconds",
     "The hour in which calls of which nothing is kept were last turned away for want of room; 0 if never.",
     [](ServiceHost& host, bool) { return unix_time_of(host.sealed_turned_away_at()); }},
    {"opora_ready", "1 when the service can be reached, answers and has caught up.",
     [](ServiceHost& host, bool is_open) { return is_open && host.ready() ? 1.0 : 0.0; }},
};

prometheus::ClientMetric metric(double value) {
  prometheus::ClientMetric metric;
  metric.gauge.value = value;
  return metric;
}

prometheus::MetricFamily by_reason(const char* name, const char* help,
                                   const std::vector<std::pair<const char*, std::uint64_t>>& counts) {
  prometheus::MetricFamily family{name, help, prometheus::MetricType::Counter, {}};
  for (const auto& [reason, count] : counts) {
    auto& one = family.metric.emplace_back();
    one.counter.value = static_cast<double>(count);
    one.label.push_back({"reason", reason});
  }
  return family;
}

prometheus::MetricFamily overdue_of(const std::vector<ServiceHost*>& hosts) {
  prometheus::MetricFamily family{"opora_overdue",
                                  "Things that wait for people for longer than they should.",
                                  prometheus::MetricType::Gauge,
                                  {}};
  for (ServiceHost* host : hosts) {
    try {
      for (const auto& [what, count] : host->overdue_lately()) {
        family.metric.push_back(metric(static_cast<double>(count)));
        family.metric.back().label = {{"service", host->service().name}, {"what", what}};
      }
    } catch (const EngineError&) {
      // A database that can't be asked leaves a gap.
    }
  }
  return family;
}

void add_connections(std::vector<prometheus::MetricFamily>& families, const ConnectionFigures& figures) {
  families.push_back({"opora_connections_open",
                      "Connections of clients.",
                      prometheus::MetricType::Gauge,
                      {metric(static_cast<double>(figures.open))}});
  families.push_back({"opora_connections_most",
                      "Connections of clients that there may be at once.",
                      prometheus::MetricType::Gauge,
                      {metric(static_cast<double>(figures.most))}});
  families.push_back(by_reason("opora_connections_refused_total",
                               "Connections turned away, or ended for others: too many in all or of one peer, no "
                               "descriptors, or too much memory held.",
                               figures.refused));
  families.push_back(by_reason("opora_connections_ended_total",
                               "Connections ended because their clients never said anything, or not for long.",
                               figures.ended));
}

}  // namespace

void Gauges::watch(ServiceHost& host) {
  const std::lock_guard lock(mutex_);
  hosts_.push_back(&host);
}

void Gauges::tell_build(std::string version, std::string contracts) {
  const std::lock_guard lock(mutex_);
  version_ = std::move(version);
  contracts_ = std::move(contracts);
}

void Gauges::watch_token_cache(std::function<std::size_t()> count) {
  const std::lock_guard lock(mutex_);
  token_count_ = std::move(count);
}

void Gauges::watch_cache(std::function<bool()> connected) {
  const std::lock_guard lock(mutex_);
  cache_connected_ = std::move(connected);
}

void Gauges::watch_certificate(std::string file, std::function<double()> ends_at) {
  const std::lock_guard lock(mutex_);
  certificates_.emplace_back(std::move(file), std::move(ends_at));
}

void Gauges::watch_connections(std::function<ConnectionFigures()> figures) {
  const std::lock_guard lock(mutex_);
  connections_ = std::move(figures);
}

void Gauges::forget() {
  const std::lock_guard lock(mutex_);
  connections_ = nullptr;
  hosts_.clear();
  token_count_ = nullptr;
  cache_connected_ = nullptr;
  certificates_.clear();
}

std::vector<prometheus::MetricFamily> Gauges::Collect() const {
  const std::lock_guard lock(mutex_);
  std::vector<prometheus::MetricFamily> families;
  const ConnectionFigures connections = connections_ ? connections_() : ConnectionFigures();
  for (const auto& question : kQuestions) {
    prometheus::MetricFamily family{question.name, question.help, prometheus::MetricType::Gauge, {}};
    for (auto* host : hosts_) {
      try {
        family.metric.push_back(metric(question.ask(*host, connections.is_open)));
        family.metric.back().label.push_back({"service", host->service().name});
      } catch (const EngineError&) {
        // A database that can't be asked leaves a gap, which an alert on absence sees.
      }
    }
    if (!family.metric.empty()) families.push_back(std::move(family));
  }
  if (auto overdue = overdue_of(hosts_); !overdue.metric.empty()) families.push_back(std::move(overdue));
  if (token_count_)
    families.push_back({"opora_token_cache_entries",
                        "Verified tokens that are remembered.",
                        prometheus::MetricType::Gauge,
                        {metric(static_cast<double>(token_count_()))}});
  if (cache_connected_)
    families.push_back({"opora_cache_connected",
                        "1 when Redis is there; without it limits are each process's own.",
                        prometheus::MetricType::Gauge,
                        {metric(cache_connected_() ? 1.0 : 0.0)}});
  if (connections_) add_connections(families, connections);
  if (!version_.empty()) {
    families.push_back({"opora_build_info",
                        "Always 1: which version this is, and with which contracts it was built.",
                        prometheus::MetricType::Gauge,
                        {metric(1.0)}});
    families.back().metric.back().label = {{"version", version_}, {"contracts", contracts_}};
  }
  families.push_back({"process_start_time_seconds",
                      "When the process started, as Unix time.",
                      prometheus::MetricType::Gauge,
                      {metric(started_at_)}});
  prometheus::MetricFamily ends{"opora_certificate_end_timestamp_seconds",
                                "When a certificate ends, as Unix time; 0 when the file is of no use.",
                                prometheus::MetricType::Gauge,
                                {}};
  for (const auto& [file, ends_at] : certificates_) {
    ends.metric.push_back(metric(ends_at()));
    ends.metric.back().label.push_back({"file", file});
  }
  if (!ends.metric.empty()) families.push_back(std::move(ends));
  return families;
}

}  // namespace opora
