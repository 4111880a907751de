// Scheduling, any number of replicas of registration, and reporting where it is asked for, as processes of their own,
// over a durable PostgreSQL of their own: what a rush on the distributed engine meets.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "process/hot_session.h"
#include "process/platform_under_test.h"
#include "process/server_process.h"

namespace opora::testing {

// A PostgreSQL whose commits are synced to the disk, in a folder of its own; gone with this object.
class DurablePostgres {
 public:
  explicit DurablePostgres(const ScratchFolder& scratch);
  ~DurablePostgres();
  DurablePostgres(const DurablePostgres&) = delete;
  DurablePostgres& operator=(const DurablePostgres&) = delete;

  const std::string& host() const { return host_; }  // a socket's folder
  void make_database(const std::string& name) const;
  void drop_database(const std::string& name) const;
  // Runs a program of PostgreSQL's against it ("psql", "pgbench") and returns what it printed; throws if it fails.
  std::string run(const std::string& program, const std::string& arguments) const;

 private:
  std::string file_, host_;
};

class ServicesUnderTest : public HotSession {
 public:
  // Databases are named after `name`, and dropped with this object.
  ServicesUnderTest(const DurablePostgres& postgres, const std::string& name, int registration_count,
                    const ScratchFolder& scratch, const std::vector<std::string>& more_flags = {});
  ~ServicesUnderTest();

  ServerProcess& registration(int replica) { return *registrations_.at(static_cast<std::size_t>(replica)); }
  std::string database_of(const std::string& service) const { return name_ + "_" + service; }
  // Kills a replica of registration at once and starts another in its place.
  void replace_registration(int replica);
  // Another replica of reporting.
  std::unique_ptr<ServerProcess> start_reporting() const;

 private:
  std::unique_ptr<ServerProcess> start(const std::string& service, const std::string& peers) const;

  const DurablePostgres& postgres_;
  const std::string name_;
  const std::filesystem::path folder_;
  const std::vector<std::string> more_flags_;
  std::unique_ptr<ServerProcess> scheduling_;
  std::vector<std::unique_ptr<ServerProcess>> registrations_;
};

}  // namespace opora::testing
