#include "platform/sql/postgres/postgres_error.h"

namespace opora {

EngineError::Kind kind_of_postgres_error(std::string_view state) {
  using Kind = EngineError::Kind;
  if (state.empty()) return Kind::busy;
  if (state == "53100") return Kind::full;
  if (state == kReadOnlyState) return Kind::busy;
  // A statement's time was up, and a transaction's.
  if (state == "57014" || state == "25P04" || state == kIdleState) return Kind::too_slow;
  // Connections, resources, locks and serialisation, an operator's shutdown, the server's own system: it may be better
  // in a moment, and is nobody's request's fault.
  for (const std::string_view kind : {"08", "40", "53", "55", "57", "58"})
    if (state.starts_with(kind)) return Kind::busy;
  return state.starts_with("23") ? Kind::constraint : Kind::other;
}

}  // namespace opora
