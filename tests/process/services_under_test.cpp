#include "process/services_under_test.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace opora::testing {
namespace {

// All that there are, by name.
std::vector<std::string> services() {
  std::istringstream names(OPORA_SERVICES);
  return {std::istream_iterator<std::string>(names), {}};
}

std::string cluster_script(const std::string& word, const std::string& file) {
  return "bash " OPORA_POSTGRES_SCRIPT " " + word + " " + file;
}

}  // namespace

DurablePostgres::DurablePostgres(const ScratchFolder& scratch) : file_(scratch / "postgres") {
  output_of("DURABLE=1 " + cluster_script("start", file_) + " 2>&1");
  std::getline(std::ifstream(file_), host_);
}

DurablePostgres::~DurablePostgres() {
  if (std::system(cluster_script("stop", file_).c_str()) != 0) std::fputs("PostgreSQL could not be stopped\n", stderr);
}

void DurablePostgres::make_database(const std::string& name) const {
  run("psql", "--quiet --dbname=postgres --command='CREATE DATABASE " + name + " TEMPLATE template0'");
}

void DurablePostgres::drop_database(const std::string& name) const {
  run("psql", "--quiet --dbname=postgres --command='DROP DATABASE IF EXISTS " + name + " WITH (FORCE)'");
}

std::string DurablePostgres::run(const std::string& program, const std::string& arguments) const {
  return output_of("PATH=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1):$PATH PGHOST=" + host_ +
                   " PGUSER=opora " + program + " " + arguments + " 2>&1");
}

ServicesUnderTest::ServicesUnderTest(const DurablePostgres& postgres, const std::string& name, int registration_count,
                                     const ScratchFolder& scratch, const std::vector<std::string>& more_flags)
    : postgres_(postgres), name_(name), folder_(scratch / name), more_flags_(more_flags) {
  for (const std::string& service : services()) postgres_.make_database(database_of(service));
  scheduling_ = start("scheduling", "");
  const std::string scheduling = "scheduling=" + scheduling_->address();
  std::string addresses;
  for (int i = 0; i < registration_count; ++i) {
    registrations_.push_back(start("registration", scheduling));
    addresses += (i > 0 ? "," : "") + registrations_.back()->address();
  }
  meet(scheduling + " registration=" + addresses, folder_ / "keys");
}

ServicesUnderTest::~ServicesUnderTest() {
  registrations_.clear();
  scheduling_.reset();
  for (const std::string& service : services()) {
    try {
      postgres_.drop_database(database_of(service));
    } catch (const std::runtime_error&) {
      // It goes with the server.
    }
  }
}

void ServicesUnderTest::replace_registration(int replica) {
  registration(replica).end(SIGKILL);
  registrations_[static_cast<std::size_t>(replica)] = start("registration", "scheduling=" + scheduling_->address());
}

std::unique_ptr<ServerProcess> ServicesUnderTest::start_reporting() const {
  return start("reporting", "scheduling=" + scheduling_->address() +
                                " registration=" + registrations_.front()->address());
}

std::unique_ptr<ServerProcess> ServicesUnderTest::start(const std::string& service, const std::string& peers) const {
  std::vector<std::string> command = {program(service),
                                      "--data=" + folder_.string(),
                                      "--database=host=" + postgres_.host() + " user=opora dbname=" + name_ +
                                          "_{service}",
                                      "--listen.address=127.0.0.1:0",
                                      "--metrics.address=",
                                      "--log.level=error"};
  if (!peers.empty()) command.push_back("--peers=" + peers);
  command.insert(command.end(), more_flags_.begin(), more_flags_.end());
  return std::make_unique<ServerProcess>(command);
}

}  // namespace opora::testing
