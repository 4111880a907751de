#include "platform/sql/postgres/postgres_use.h"

#include <string_view>

#include <libpq-fe.h>

#include "platform/sql/postgres/postgres_results.h"

namespace opora {
namespace {

// One more than what orders writes, which is 7305808869232150899.
constexpr const char* kShare = "SELECT pg_try_advisory_lock_shared(7305808869232150900)";
constexpr const char* kTakeAlone = "SELECT pg_try_advisory_lock(7305808869232150900)";
constexpr const char* kOthers =
    "SELECT string_agg(DISTINCT COALESCE(host(a.client_addr), 'this machine'), ', ') "
    "FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid "
    "WHERE l.locktype = 'advisory' AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND l.objsubid = 1 AND (l.classid::bigint << 32) + l.objid::bigint = 7305808869232150900 "
    "AND l.pid <> pg_backend_pid()";

// The one value that a statement brings.
std::string value_of(pg_conn* session, const char* statement) {
  const OwnedResult result(PQexec(session, statement));
  if (PQresultStatus(result.get()) != PGRES_TUPLES_OK || PQntuples(result.get()) != 1) return "";
  return PQgetvalue(result.get(), 0, 0);
}

}  // namespace

bool take_use(pg_conn* session, DatabaseUse use) {
  return value_of(session, use == DatabaseUse::shared ? kShare : kTakeAlone) == "t";
}

std::string other_users(pg_conn* session) { return value_of(session, kOthers); }

}  // namespace opora
