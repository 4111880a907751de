#include "reporting/domain/attendance.h"

namespace opora::reporting {
namespace {

template <class Fact>
Fact last_of(const std::optional<Fact>& known, const Fact& update) {
  return known && known->change > update.change ? *known : update;
}

}  // namespace

Attendance updated(const std::optional<Attendance>& known, const Attendance& update) { return last_of(known, update); }

UnnamedCount updated(const std::optional<UnnamedCount>& known, const UnnamedCount& update) {
  return last_of(known, update);
}

}  // namespace opora::reporting
