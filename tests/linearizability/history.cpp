#include "linearizability/history.h"

namespace opora::testing {

void History::add(const Operation& operation) {
  const nlohmann::json line = {{"session", operation.session}, {"client", operation.client},
                               {"op", operation.kind},         {"input", operation.input},
                               {"output", operation.output},   {"invoked_ns", operation.invoked_ns},
                               {"returned_ns", operation.returned_ns}};
  const std::lock_guard lock(mutex_);
  out_ << line.dump() << std::endl;
  ++counts_[operation.kind];
  if (operation.returned_ns < 0) ++open_count_;
}

std::map<std::string, int> History::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

int History::count() const {
  int all = 0;
  for (const auto& [kind, count] : counts()) all += count;
  return all;
}

int History::open_count() const {
  const std::lock_guard lock(mutex_);
  return open_count_;
}

}  // namespace opora::testing
