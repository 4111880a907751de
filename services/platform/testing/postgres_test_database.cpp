#include "platform/testing/postgres_test_database.h"

#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

#include <libpq-fe.h>

#include "platform/clock/clock.h"
#include "platform/ids/ids.h"

namespace opora::testing {
namespace {

std::string server_address() {
  std::ifstream in(OPORA_POSTGRES_FILE);
  const std::string folder{std::istreambuf_iterator<char>(in), {}};
  if (folder.empty())
    throw std::runtime_error("There is no PostgreSQL for tests. ctest starts it; by hand: "
                             "tests/process/postgres_cluster.sh start " OPORA_POSTGRES_FILE);
  return "host=" + folder + " user=opora";
}

void run(const std::string& text) {
  const std::unique_ptr<PGconn, void (*)(PGconn*)> server(PQconnectdb((server_address() + " dbname=postgres").c_str()),
                                                          PQfinish);
  const std::unique_ptr<PGresult, void (*)(PGresult*)> result(PQexec(server.get(), text.c_str()), PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error(PQerrorMessage(server.get()));
}

}  // namespace

PostgresTestDatabase::PostgresTestDatabase(const std::string& suffix)
    : name_("test-" + IdSource().next(SystemClock().now()) + suffix), address_(server_address() + " dbname=" + name_) {
  run("CREATE DATABASE \"" + name_ + "\" TEMPLATE template0");
}

PostgresTestDatabase::~PostgresTestDatabase() {
  try {
    run("DROP DATABASE \"" + name_ + "\" WITH (FORCE)");
  } catch (const std::exception&) {
    // It goes with the server.
  }
}

void PostgresTestDatabase::end_sessions() {
  run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name_ + "'");
}

}  // namespace opora::testing
