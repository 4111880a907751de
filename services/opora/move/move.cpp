#include "opora/move/move.h"

#include <functional>
#include <memory>
#include <utility>

#include "opora/move/tables.h"
#include "platform/clock/clock.h"
#include "platform/lane/lane.h"
#include "platform/process/database_address.h"
#include "platform/process/moved_mark.h"
#include "platform/sql/postgres/half_moved.h"
#include "platform/sql/postgres/open_postgres.h"
#include "platform/sql/sqlite/stopped_database.h"

namespace opora::move {
namespace {

constexpr std::int64_t kTellEvery = 100'000;

// While one service's rows are under way the others' transactions stand still, for longer than a writer's may.
const Statement kMayTakeLong{
    "SELECT set_config('idle_in_transaction_session_timeout', '0', true), set_config('statement_timeout', '0', true)"};

// A service's database on its way.
struct Leg {
  const Route* route = nullptr;
  std::unique_ptr<StoppedDatabase> from;
  std::unique_ptr<Database> to;  // in a transaction, once checked
  std::vector<Table> tables;
  std::int64_t row_count = 0;
  bool is_marked = false;
};

// All files are locked before the first is read: what they say of each other is of one moment.
Result<std::vector<Leg>> open_all(std::span<const Route> routes) {
  std::vector<Leg> legs;
  for (const Route& route : routes) {
    TRY(from, StoppedDatabase::open(route.file, route.migrations));
    Leg leg;
    leg.route = &route;
    leg.from = std::move(from);
    legs.push_back(std::move(leg));
  }
  for (Leg& leg : legs) {
    TRY(to, open_postgres({.address = leg.route->address, .reader_count = 1, .is_alone = true, .is_for_move = true},
                          leg.route->migrations));
    leg.to = std::move(to);
  }
  return legs;
}

Result<void> check(Leg& leg) {
  leg.to->begin();
  leg.to->writer().query(kMayTakeLong);
  TRY(tables, common_tables(leg.from->sql(), leg.to->writer()));
  leg.tables = std::move(tables);
  return check_empty(leg.to->writer(), leg.tables);
}

// By a commit of its own, before any database is filled; nobody else writes there.
void mark(Leg& leg, std::int64_t move_id) {
  mark_half_moved(leg.to->writer(), move_id);
  leg.to->commit();
  leg.is_marked = true;
  leg.to->begin();
  leg.to->writer().query(kMayTakeLong);
}

void unmark(Leg& leg) {
  leg.to->begin();
  unmark_half_moved(leg.to->writer());
  leg.to->commit();
  leg.is_marked = false;
}

// Nothing was filled. What can't be unmarked now stays marked, which holds up no other move.
void give_back(std::vector<Leg>& legs) {
  for (Leg& leg : legs) {
    if (!leg.is_marked) continue;
    try {
      leg.to->rollback();
      unmark(leg);
    } catch (const EngineError&) {
      // What failed before is what is told.
    }
  }
}

Result<void> carry(Leg& leg, const MoveOptions& options) {
  for (const Table& table : leg.tables) {
    const std::string name = leg.route->service + "." + table.name + ": ";
    std::int64_t count = 0, told = 0;
    copy_table(leg.from->sql(), leg.to->writer(), table, [&](std::int64_t copied) {
      count = copied;
      if (count - told < kTellEvery) return;
      told = count;
      options.tell(name + std::to_string(count) + " rows so far");
    });
    TRY_DO(compare_table(leg.from->sql(), leg.to->writer(), table));
    if (count > 0) options.tell(name + std::to_string(count) + " rows, compared");
    leg.row_count += count;
  }
  return {};
}

Result<void> check_and_carry(std::vector<Leg>& legs, const MoveOptions& options, std::int64_t move_id) try {
  for (Leg& leg : legs) TRY_DO(check(leg));
  TRY_DO(check_not_moved(options.data_folder));
  for (Leg& leg : legs) mark(leg, move_id);
  for (Leg& leg : legs) TRY_DO(carry(leg, options));
  return {};
} catch (const EngineError& error) {
  return refuse(Code::unavailable, "MOVE_FAILED",
                std::string("An engine failed on the way: ") + error.what() +
                    ". Nothing was moved: the data folder is as it was. Mend that and move again.");
}

Result<void> last_step(std::vector<Leg>& legs, const std::function<void(Leg&)>& step, const std::string& advice) {
  for (Leg& leg : legs) {
    try {
      step(leg);
    } catch (const EngineError& error) {
      return refuse(Code::outcome_unknown, "MOVE_UNFINISHED",
                    "PostgreSQL failed on the last step, for " + leg.route->service + ": " + error.what() + ". " +
                        advice);
    }
  }
  return {};
}

Result<void> commit_all(std::vector<Leg>& legs) {
  return last_step(legs, [](Leg& leg) { leg.to->commit(); },
                   "The data folder is as it was, and is still what counts. Drop the databases in PostgreSQL, create "
                   "them anew and move again.");
}

Result<void> unmark_all(std::vector<Leg>& legs) {
  const auto unmark_one = [](Leg& leg) {
    if (leg.is_marked) unmark(leg);
  };
  return last_step(legs, unmark_one,
                   "All has arrived, and the data folder is marked as moved. Run opora move again: it only finishes.");
}

// Of a move that ended once the data folder was marked: both have its number. Whether there was one.
Result<bool> finish(std::vector<Leg>& legs, const MoveOptions& options) try {
  const std::int64_t move_id = id_of_move(options.data_folder);
  if (move_id == 0) return false;
  bool is_unfinished = false;
  for (Leg& leg : legs) {
    leg.to->begin();
    leg.is_marked = half_moved_by(leg.to->writer()) == move_id;
    leg.to->rollback();
    is_unfinished = is_unfinished || leg.is_marked;
  }
  if (!is_unfinished) return false;
  TRY_DO(unmark_all(legs));
  options.tell("All had arrived already: the move is finished.");
  return true;
} catch (const EngineError& error) {
  return refuse(Code::unavailable, "MOVE_FAILED",
                std::string("An engine failed: ") + error.what() + ". Mend that and move again: it only finishes.");
}

}  // namespace

Result<std::vector<Route>> routes_of(const std::string& data_folder, const std::string& database,
                                     std::span<const Service> services) {
  std::vector<Route> routes;
  for (const Service& service : services) {
    TRY(address, database_address(database, service.name));
    routes.push_back({service.name, data_folder + "/" + service.name + ".db", address,
                      {platform_migrations(), service.migrations}});
  }
  return routes;
}

// The folder is marked before the databases' marks are taken off: at no moment can a platform start on both sides.
Result<std::int64_t> move(const MoveOptions& options) {
  TRY(legs, open_all(options.routes));
  TRY(was_unfinished, finish(legs, options));
  if (was_unfinished) return 0;
  const std::int64_t move_id = SystemClock().now().us;
  if (const auto carried = check_and_carry(legs, options, move_id); !carried) {
    give_back(legs);
    return tl::unexpected(carried.error());
  }
  TRY_DO(commit_all(legs));
  TRY_DO(mark_moved(options.data_folder, move_id));
  TRY_DO(unmark_all(legs));
  std::int64_t row_count = 0;
  for (const Leg& leg : legs) row_count += leg.row_count;
  return row_count;
}

}  // namespace opora::move
