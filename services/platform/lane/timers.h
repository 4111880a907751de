// Work left for later: rows saved with the state they belong to.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "platform/lane/transaction.h"

namespace opora {

std::vector<Timer> due_timers(Sql& sql, Instant now, int limit);
std::optional<Instant> next_due(Sql& sql);
void write_timers(Sql& sql, std::span<const Timer> timers);
void delete_timers(Sql& sql, std::span<const std::string> ids);

}  // namespace opora
