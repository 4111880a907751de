// A database of a test's own in the PostgreSQL that ctest started for all tests.
#pragma once

#include <string>

namespace opora::testing {

class PostgresTestDatabase {
 public:
  // Its name ends in `suffix`. Throws std::runtime_error, saying how to start the server, when it isn't there.
  explicit PostgresTestDatabase(const std::string& suffix = "");
  ~PostgresTestDatabase();  // with everything in it, whoever is still connected
  PostgresTestDatabase(const PostgresTestDatabase&) = delete;
  PostgresTestDatabase& operator=(const PostgresTestDatabase&) = delete;

  const std::string& address() const { return address_; }
  // Ends every session in this database, as a restart of the server would.
  void end_sessions();

 private:
  std::string name_;
  std::string address_;
};

}  // namespace opora::testing
