#include "simulation/simulated_host.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <stdexcept>
#include <vector>

#include <sqlite3.h>

#include "platform/lane/consumed.h"
#include "platform/service/platform_invariants.h"
#include "platform/sql/sqlite/memory_database.h"
#include "platform/sql/sqlite/open_sqlite.h"

namespace opora::simulation {
namespace {

const Statement kLaneTime{"SELECT batch_time FROM lane"};
const Statement kConsumed{"SELECT source, position FROM consumed ORDER BY source"};

struct Close {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
using Connection = std::unique_ptr<sqlite3, Close>;

Connection connect(const std::string& path) {
  sqlite3* opened = nullptr;
  const int result = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI, nullptr);
  Connection connection(opened);
  if (result != SQLITE_OK) throw std::runtime_error("a database in memory can't be opened");
  return connection;
}

void copy_database(const std::string& from, const std::string& to) {
  const Connection source = connect(from), target = connect(to);
  sqlite3_backup* copying = sqlite3_backup_init(target.get(), "main", source.get(), "main");
  if (copying == nullptr || sqlite3_backup_step(copying, -1) != SQLITE_DONE)
    throw std::runtime_error("a database in memory can't be copied");
  sqlite3_backup_finish(copying);
}

template <class T>
T value_of(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().reason + ": " + result.error().message);
  return *std::move(result);
}

}  // namespace

SimulatedHost::SimulatedHost(Service service, LaneOptions lane, std::uint64_t seed, const MachineClock& clock,
                             HostObserver& observer, LogOf log_of)
    : service_(std::move(service)),
      lane_(std::move(lane)),
      clock_(clock),
      observer_(observer),
      log_of_(std::move(log_of)),
      ids_(seed),
      path_(memory_path("simulation-" + service_.name + "-" + IdSource().next(clock.now()))),
      alive_(path_),
      copy_path_(memory_path("copy-of-" + service_.name + "-" + IdSource().next(clock.now()))),
      copy_alive_(copy_path_) {
  open();
  for (const Method& method : host_->methods()) methods_.emplace(method.request, method.index);
}

void SimulatedHost::open() {
  const std::array migrations{platform_migrations(), service_.migrations};
  SqliteOptions options;
  options.path = path_;
  options.reader_count = 1;
  auto database = value_of(open_sqlite(options, migrations));
  database_ = database.get();
  HostOptions host_options;
  host_options.clock = &clock_;
  host_options.ids = &ids_;
  host_options.lane = lane_;
  host_options.threads = false;
  host_options.steady_now = [this] { return std::chrono::steady_clock::time_point(clock_.since_boot()); };
  host_ = value_of(ServiceHost::make(service_, std::move(database), host_options, observer_));
  for (const std::string& source : host_->sources()) host_->follow(log_of_(source));
  host_->start();
  ++life_;
}

void SimulatedHost::crash() {
  host_.reset();
  open();
}

void SimulatedHost::keep_copy() { copy_database(path_, copy_path_); }

void SimulatedHost::put_back() {
  host_.reset();
  copy_database(copy_path_, path_);
  open();
}

void SimulatedHost::rebuild() {
  host_.reset();
  {
    const std::array migrations{platform_migrations(), service_.migrations};
    const auto database = value_of(open_sqlite({.path = path_}, migrations));
    std::vector<std::string> tables = service_.read_models;
    tables.insert(tables.end(), kTablesOfOthersLogs.begin(), kTablesOfOthersLogs.end());
    database->begin();
    for (const std::string& table : tables) {
      const std::string text = "DELETE FROM " + table;
      const Statement statement(text.c_str());
      database->writer().execute(statement);
    }
    database->commit();
  }
  open();
}

Instant SimulatedHost::lane_time() { return database_->read()->sql().query(kLaneTime).at(0).instant(0); }

std::map<std::string, std::int64_t> SimulatedHost::consumed() {
  std::map<std::string, std::int64_t> positions;
  for (const Row& row : database_->read()->sql().query(kConsumed)) positions[row.text(0)] = row.integer(1);
  return positions;
}

Rows SimulatedHost::query(const Statement& statement, Params params) {
  return database_->read()->sql().query(statement, params);
}

std::string SimulatedHost::bytes() const {
  const Connection connection = connect(path_);
  sqlite3_int64 size = 0;
  unsigned char* const copy = sqlite3_serialize(connection.get(), "main", &size, 0);
  if (copy == nullptr) throw std::runtime_error("a database in memory can't be read");
  std::string all(reinterpret_cast<const char*>(copy), static_cast<std::size_t>(size));
  sqlite3_free(copy);
  return all;
}

std::vector<ServiceHost::Checked> SimulatedHost::check(bool with_rebuild, Instant now) {
  if (with_rebuild) return host_->check_invariants();
  const auto session = database_->read();
  IdentityMap identity_map(session->sql());
  Snapshot snapshot(identity_map, now, "");
  std::vector<ServiceHost::Checked> all = check_all(platform_invariants(), snapshot);
  std::ranges::move(check_all(service_.invariants, snapshot), std::back_inserter(all));
  return all;
}

}  // namespace opora::simulation
