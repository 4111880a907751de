#include "platform/process/process.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <future>

#include "platform/lane/lane.h"
#include "platform/log/log.h"
#include "platform/sql/database.h"

namespace opora {
namespace {

// Connections for reading, beside those that run queries: event streams, followers, the doctor.
constexpr int kReadersBeside = 4;

Result<void> make_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    return refuse(Code::unavailable, "DATA_FOLDER_UNAVAILABLE",
                  "The data folder " + folder + " can't be made: " + error.message() + ".");
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  return {};
}

}  // namespace

Result<std::unique_ptr<Process>> Process::start(const ProcessOptions& options, std::vector<Service> services) {
  std::unique_ptr<Process> process(new Process(options));
  TRY_DO(process->open(std::move(services)));
  TRY_DO(process->connect());
  return process;
}

Process::~Process() { stop(); }

Result<void> Process::open(std::vector<Service> services) {
  TRY_DO(make_folder(options_.data_folder));
  TRY(keys, KeyFolder::open(options_.data_folder + "/keys"));
  keys_ = std::move(keys);
  for (Service& service : services) {
    TRY(database, open_database(service));
    HostOptions host;
    host.clock = &clock_;
    host.ids = &ids_;
    host.lane = options_.lane;
    host.query_thread_count = options_.query_thread_count;
    host.lane.on_commit_lost = [name = service.name](const std::string& why) {
      log::error("The disk failed while committing: what it holds is not known, so the process ends.",
                 {{"service", name}, {"why", why}});
      std::_Exit(EXIT_FAILURE);
    };
    TRY(made, ServiceHost::make(std::move(service), std::move(database), std::move(host), metrics_));
    hosts_.push_back(std::move(made));
  }
  return {};
}

Result<std::unique_ptr<Database>> Process::open_database(const Service& service) const {
  const std::array migrations{platform_migrations(), service.migrations};
  const int readers = options_.query_thread_count + kReadersBeside;
  if (options_.database.empty())
    return open_sqlite({.path = options_.data_folder + "/" + service.name + ".db", .reader_count = readers},
                       migrations);
  const std::string placeholder = "{service}";
  const auto at = options_.database.find(placeholder);
  if (at == std::string::npos)
    return refuse(Code::invalid, "DATABASE_SHARED",
                  "Each service has a database of its own: the setting database must have {service} where its name "
                  "belongs, as in postgresql://opora@localhost/opora_{service}.");
  std::string address = options_.database;
  address.replace(at, placeholder.size(), service.name);
  return open_postgres({.address = address, .reader_count = readers}, migrations);
}

Result<void> Process::connect() {
  for (const auto& host : hosts_)
    for (const std::string& source : host->sources()) {
      const auto owner =
          std::find_if(hosts_.begin(), hosts_.end(), [&](const auto& each) { return each->service().name == source; });
      if (owner == hosts_.end())
        return refuse(Code::internal, "SOURCE_MISSING",
                      host->service().name + " needs the events of " + source + ", which does not run here.");
      host->follow((*owner)->log());
    }
  for (const auto& host : hosts_) metrics_.watch(*host);
  metrics_.watch_token_cache([this] { return keys_->cached_count(); });
  if (!options_.metrics_address.empty()) TRY_DO(metrics_.expose(options_.metrics_address));
  for (const auto& host : hosts_) host->start();
  ServerOptions server;
  server.address = options_.listen_address;
  server.certificate_file = options_.certificate_file;
  server.key_file = options_.key_file;
  server.observer = &metrics_;
  TRY(started, Server::start(std::move(server), hosts(), *keys_, clock_));
  server_ = std::move(started);
  return {};
}

std::vector<ServiceHost*> Process::hosts() {
  std::vector<ServiceHost*> all;
  for (const auto& host : hosts_) all.push_back(host.get());
  return all;
}

void Process::stop() {
  // Its web server looks up every two seconds only.
  const auto metrics_stopped = std::async(std::launch::async, [this] { metrics_.stop(); });
  if (server_) server_->stop(options_.drain);
  for (const auto& host : hosts_) host->stop();
}

}  // namespace opora
