// Who uses a database: whoever serves from it shares a lock in sessions that live as long as the process, and an
// operator's command that changes what they go by has it alone. PostgreSQL gives it back with the session, however that
// ends; builds from before it take none, and hold up nobody.
#pragma once

#include <string>

struct pg_conn;

namespace opora {

enum class DatabaseUse { shared, alone };

// Whether the session has it so from now on: never where another one has it in a way that excludes that. False as well
// when the server does not answer.
bool take_use(pg_conn* session, DatabaseUse use);

// Where the others are that use it, "10.0.0.7, this machine"; empty when nobody can tell.
std::string other_users(pg_conn* session);

}  // namespace opora
