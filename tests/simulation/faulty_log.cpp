#include "simulation/faulty_log.h"

#include <algorithm>

#include "platform/sql/sql.h"

namespace opora::simulation {

void FaultyLog::fail(const char* what) {
  trace_.line("  log of ", name_, ": ", what, " fails");
  trace_.met("a log that can't be read");
  throw EngineError(EngineError::Kind::busy, "the log can't be read now");
}

LogHead FaultyLog::head() {
  LogHead head = real_()->head();
  if (dice_.chance(per_mille_ / 4)) fail("head");
  if (dice_.chance(per_mille_)) head.position = std::max(shown_, head.position - dice_.between(0, 5));
  shown_ = std::max(shown_, head.position);
  return head;
}

std::vector<LogRecord> FaultyLog::read(std::int64_t position, int limit) {
  if (!dice_.chance(per_mille_)) {
    auto page = real_()->read(position, limit);
    if (!page.empty()) shown_ = std::max(shown_, page.back().position);
    return page;
  }
  std::vector<LogRecord> page;
  switch (dice_.below(6)) {
    case 0:
      fail("read");
    case 1:
      break;  // late: nothing has come yet
    case 2:
      page = real_()->read(position, dice_.between(1, 3));
      break;
    case 3:
      page = real_()->read(std::max<std::int64_t>(0, position - dice_.between(1, 8)), limit);
      break;  // again
    case 4:
      page = real_()->read(position + dice_.between(1, 4), limit);
      break;  // a gap
    default:  // each event twice
      for (const LogRecord& record : real_()->read(position, dice_.between(1, 8))) page.insert(page.end(), 2, record);
  }
  if (!page.empty()) shown_ = std::max(shown_, page.back().position);
  trace_.met(page.empty()                           ? "an empty page"
             : page.front().position > position + 1 ? "a gap"
                                                    : "a repeated or short page");
  trace_.line("  log of ", name_, " after ", position, ": ", page.size(), " events",
              page.empty() ? "" : " from " + std::to_string(page.front().position));
  return page;
}

}  // namespace opora::simulation
