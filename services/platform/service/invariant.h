// What must hold of a service's database after every commit, as a sentence that is checked on live data.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "platform/lane/transaction.h"
#include "platform/sql/sql.h"

namespace opora {

struct Invariant {
  std::string sentence;  // "No session has more confirmed seats than its capacity."

  struct Finding {
    std::int64_t checked_count = 0;       // how many things were looked at
    std::vector<std::string> violations;  // ids only, at most kViolationsMax

    static constexpr std::size_t kViolationsMax = 20;
    // Keeps one more violation, as long as there is room for it.
    void violated_by(std::string what);
  };
  // Never refused; throws EngineError.
  std::function<Finding(Snapshot&)> check;
};

// An invariant of two statements: the first counts what the sentence speaks of, the second finds what breaks it. The
// columns of a violation are told side by side; write LIMIT 20, since no more are kept. Both may use :now, the
// snapshot's time, and the numbers that are given by name, such as those of enums. All of it lives as long as the
// program, for statements do.
struct CountedInvariant {
  const char* sentence;
  Statement count;
  Statement violations;
};

Invariant counted(const CountedInvariant& rule, std::span<const Param> numbers = {});
std::vector<Invariant> counted(std::span<const CountedInvariant> rules, std::span<const Param> numbers = {});

// An invariant that is computed. A refusal by its check is a violation, told by its reason.
Invariant computed(std::string sentence, std::function<Result<Invariant::Finding>(Snapshot&)> check);

}  // namespace opora
