// For whom a command's caller plans.
#pragma once

#include "platform/lane/transaction.h"
#include "scheduling/domain/rounds.h"

namespace opora::scheduling {

inline ActsFor acts_for(const Transaction& tx) { return tx.is_held_to_scope() ? ActsFor::region : ActsFor::network; }

}  // namespace opora::scheduling
