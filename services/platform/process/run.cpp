// The main function of a process.
#include <algorithm>
#include <array>
#include <csignal>
#include <iostream>

#include "platform/config/config.h"
#include "platform/log/log.h"
#include "platform/process/process.h"
#include "platform/process/version.h"
#include "platform/rpc/library_logs.h"
#include "platform/text/printable.h"

namespace opora {
namespace {

using Kind = Setting::Kind;

constexpr std::array kSettings = {
    Setting{"data", ".opora", "The folder of the databases and keys; made at the first start."},
    Setting{"database", "", "PostgreSQL's address, with {service} for a service's name; empty for SQLite in `data`.",
            Kind::text, true},
    Setting{"kafka", "", "host:port[,host:port] of the Kafka that carries events between processes; empty: none."},
    Setting{"kafka.settings", "", "librdkafka's own, name=value with spaces between: security.protocol, sasl.*, ssl.*.",
            Kind::text, true},
    Setting{"kafka.user", "", "Who comes to Kafka, by TLS; {service} becomes a service's name."},
    Setting{"kafka.password_file", "", "The file whose first line is that user's password; {service} likewise."},
    Setting{"kafka.authority", "", "PEM of who signed the Kafka brokers' certificates."},
    Setting{"redis", "", "redis://user:password@host:port or unix:/path, to limit over many processes; empty: alone.",
            Kind::text, true},
    Setting{"limit.names", "10000", "People's names one caller may read in an hour, of each replica; 0 for no limit.",
            Kind::integer, false, 0, 1'000'000'000},
    Setting{"limit.calls", "0", "Calls a minute for one caller, but for services and operators; 0 for no limit.",
            Kind::integer, false, 0, 1'000'000'000},
    Setting{"limit.sealed", "5000", "Calls a second that take no sign-in, all together, at each replica; 0 for any.",
            Kind::integer, false, 0, 1'000'000'000},
    Setting{"connections.most", "0", "Clients' connections at once; 0 for what open files and memory allow.",
            Kind::integer, false, 0, 1'000'000},
    Setting{"connections.of_peer", "0", "Connections at once from one address; 0 for half of connections.most.",
            Kind::integer, false, 0, 1'000'000},
    Setting{"listen.address", "127.0.0.1:7400", "Where gRPC listens; other than loopback only with TLS."},
    Setting{"health.address", "", "Where gRPC health alone is told of without TLS, for probes; empty for nowhere."},
    Setting{"metrics.address", "127.0.0.1:7401", "Where Prometheus finds /metrics; empty for none."},
    Setting{"peers", "", "Where services are that don't run here: name=host:port[,host:port], spaces between."},
    Setting{"tls.certificate", "", "PEM file of this process's certificate."},
    Setting{"tls.key", "", "PEM file of the certificate's private key."},
    Setting{"tls.authority", "", "PEM of who signs the certificates of peers."},
    Setting{"tls.callers", "", "PEM of who signs the certificates of callers, who must show one then."},
    Setting{"ready.lag", "1000", "Events behind its sources at which a service counts as ready.", Kind::integer},
    Setting{"log.level", "info", "debug, info, warning or error."},
    Setting{"query.threads", "2", "Threads that run queries, for each service; no caller has all of several.",
            Kind::integer, false, 1, 64},
    Setting{"lane.batch", "512", "The most small commands that are committed together.", Kind::integer, false, 1, 4096},
    Setting{"lane.queue", "4096", "The most commands that wait; more are refused.", Kind::integer, false, 1, 1'000'000},
    Setting{"answers.remember", "7d", "How long first answers are kept for retries.", Kind::duration, false, 60'000},
    Setting{"stop.drain", "10s", "How long calls under way have at shutdown.", Kind::duration},
};

int say_error(const Error& error) {
  std::cerr << printable_line("opora: " + error.message + " (" + error.reason + ")") << "\n";
  return EXIT_FAILURE;
}

// What is asked before any setting counts, since one that is wrong may be why.
bool asks_for(const std::vector<std::string>& arguments, const char* flag) {
  return std::ranges::find(arguments, flag) != arguments.end();
}

Result<Config> read_settings(const std::vector<std::string>& arguments) {
  TRY(config, Config::read(kSettings, arguments, environment()));
  if (!config.words().empty())
    return refuse(Code::invalid, "SETTING_UNKNOWN",
                  "\"" + config.words().front() + "\" is no setting: write --name=value; --help lists them.");
  // Files of no folder would be the machine's own, at its root.
  if (config.text("data").empty())
    return refuse(Code::invalid, "SETTING_INVALID", "data is empty: name a folder, or leave the setting out.");
  return config;
}

Result<ProcessOptions> options_of(const Config& config) {
  ProcessOptions options;
  options.data_folder = config.text("data");
  options.database = config.text("database");
  options.listen_address = config.text("listen.address");
  options.health_address = config.text("health.address");
  options.metrics_address = config.text("metrics.address");
  options.peers = config.text("peers");
  options.tls = {config.text("tls.certificate"), config.text("tls.key"), config.text("tls.authority"),
                 config.text("tls.callers")};
  if (!config.text("kafka").empty()) {
    TRY(kafka, parse_kafka_options(config.text("kafka"), config.text("kafka.settings")));
    kafka.login = {config.text("kafka.user"), config.text("kafka.password_file"), config.text("kafka.authority")};
    options.kafka = std::move(kafka);
  }
  options.ready_lag = config.integer("ready.lag");
  options.redis = config.text("redis");
  options.call_limit = config.integer("limit.calls");
  options.names_an_hour = config.integer("limit.names");
  options.sealed_calls_a_second = config.integer("limit.sealed");
  options.connections_most = static_cast<std::size_t>(config.integer("connections.most"));
  options.connections_of_peer = static_cast<std::size_t>(config.integer("connections.of_peer"));
  options.query_thread_count = static_cast<int>(config.integer("query.threads"));
  options.lane.batch_count_max = static_cast<int>(config.integer("lane.batch"));
  options.lane.queue_count_max = static_cast<int>(config.integer("lane.queue"));
  options.lane.remember = config.duration("answers.remember");
  options.drain = config.duration("stop.drain");
  return options;
}

}  // namespace

int run(const std::vector<std::string>& arguments, std::vector<Service> services) {
  if (asks_for(arguments, "--help") || asks_for(arguments, "-h")) {
    std::cout << describe(kSettings);
    return EXIT_SUCCESS;
  }
  if (asks_for(arguments, "--version")) {
    std::cout << build() << "\n";
    return EXIT_SUCCESS;
  }
  const auto config = read_settings(arguments);
  if (!config) return say_error(config.error());
  if (config->asked_to_print()) {
    std::cout << config->print();
    return EXIT_SUCCESS;
  }
  const auto level = log::parse_level(config->text("log.level"));
  if (!level) return say_error(level.error());
  log::set_level(*level);
  adopt_library_logs();

  // Blocked before any thread starts, so that all of them leave the signals to sigwait.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is a full disk, to be refused, not a reason to die

  const auto options = options_of(*config);
  if (!options) return say_error(options.error());
  const auto process = Process::start(*options, std::move(services));
  if (!process) return say_error(process.error());
  const std::string& address = config->text("listen.address");
  const std::string host = address.substr(0, address.rfind(':'));
  std::cout << "Opora is ready on " << host << ":" << (*process)->port() << std::endl;
  log::info("ready", {{"port", (*process)->port()}, {"version", version()}, {"contracts", contracts()}});
  int signal = 0;
  sigwait(&signals, &signal);
  log::info("stopping", {{"signal", signal}});
  (*process)->stop();
  log::info("stopped");
  return EXIT_SUCCESS;
}

}  // namespace opora
