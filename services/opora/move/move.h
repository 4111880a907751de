// `opora move`: takes an embedded platform that has been stopped to PostgreSQL. Every table of every service is copied
// and compared before anything is committed; the files are only read, and stay as the backup of that moment. Logs keep
// their epochs: they live on, elsewhere.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "platform/result/result.h"
#include "platform/service/service.h"
#include "platform/sql/database.h"

namespace opora::move {

// One service's database: which file goes to which address.
struct Route {
  std::string service;
  std::string file;
  std::string address;  // as libpq reads it; never shown
  std::vector<Migrations> migrations;
};

// The routes of these services. Refused with DATABASE_SHARED when the address has no {service} in it.
Result<std::vector<Route>> routes_of(const std::string& data_folder, const std::string& database,
                                     std::span<const Service> services);

struct MoveOptions {
  std::string data_folder;  // what is marked as moved at the end, so that nothing is added to its files
  std::vector<Route> routes;
  std::function<void(const std::string& line)> tell;  // how far it has come
};

// Returns how many rows were moved. Refused, with nothing moved, with the reasons of StoppedDatabase::open() for a file
// (DATABASE_IN_USE while a platform runs on it), with those of open_postgres(), or with
//   SCHEMA_DIFFERS    the file and the database in PostgreSQL are not of one version
//   TARGET_NOT_EMPTY  a database in PostgreSQL has rows already
//   MOVED             the folder was moved before, to other databases
//   COPY_DIFFERS      what arrived is not what was sent
//   MOVE_FAILED       an engine failed on the way
// A move that ended once all had arrived and the folder was marked is only finished by another one, which moves no row.
// MOVE_UNFINISHED says that some of the databases have been committed and others have not, or may not have: nothing
// starts from any of them (HALF_MOVED, platform/sql/postgres/half_moved.h), nor where the process ended on the way.
Result<std::int64_t> move(const MoveOptions& options);

}  // namespace opora::move
