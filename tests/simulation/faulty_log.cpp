#include "simulation/faulty_log.h"

#include <algorithm>
#include <utility>

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

Compared FaultyLog::compare(const HistoryPoint& read) {
  const Compared told = real_()->compare(read);
  if (told.standing == Standing::differs && told.head.epoch == read.epoch) owner_told_();
  return told;
}

// Asked itself, the owner tells what it has, or nothing is heard of it.
std::vector<LogRecord> FaultyLog::read(std::int64_t position, int limit) {
  if (dice_.chance(per_mille_ / 4)) fail("read");
  const bool is_short = dice_.chance(per_mille_);
  return shown(real_()->read(position, is_short ? dice_.between(1, 3) : limit));
}

// What is brought by whoever stands between may come late, again, or without its beginning.
std::vector<LogRecord> FaultyLog::brought(const std::string& epoch, std::int64_t position, int limit) {
  if (!dice_.chance(per_mille_)) return EventLog::next(epoch, position, limit);
  const LogHead now = real_()->head();
  if (now.epoch != epoch || now.position <= position) return {};
  std::vector<LogRecord> page;
  switch (dice_.below(4)) {
    case 0:
      break;  // late: nothing has come yet
    case 1:
      page = real_()->read(std::max<std::int64_t>(0, position - dice_.between(1, 8)), limit);
      break;  // again
    case 2:
      page = real_()->read(position + dice_.between(1, 4), limit);
      break;  // a gap
    default:  // each event twice
      for (const LogRecord& record : real_()->read(position, dice_.between(1, 8))) page.insert(page.end(), 2, record);
  }
  trace_.met(page.empty()                           ? "an empty page"
             : page.front().position > position + 1 ? "a gap"
                                                    : "a repeated page");
  trace_.line("  log of ", name_, " after ", position, ": ", page.size(), " events",
              page.empty() ? "" : " from " + std::to_string(page.front().position));
  return shown(std::move(page));
}

std::vector<LogRecord> FaultyLog::shown(std::vector<LogRecord> page) {
  for (const LogRecord& record : page) shown_ = std::max(shown_, record.position);
  return page;
}

// As somebody does who may write to the topic, and is none of us.
std::vector<LogRecord> FaultyLog::next(const std::string& epoch, std::int64_t position, int limit) {
  auto page = brought(epoch, position, limit);
  if (page.empty() || !dice_.chance(per_mille_ / 2)) return page;
  for (LogRecord& record : page) record.is_carried = true;
  if (page.size() < 2) return page;
  const auto at = static_cast<std::size_t>(dice_.between(1, static_cast<int>(page.size()) - 1));
  LogRecord &before = page[at - 1], &changed = page[at];
  trace_.met("events that their owner never wrote");
  trace_.line("  log of ", name_, " after ", position, ": brought by somebody else, changed at ", changed.position);
  switch (dice_.below(4)) {
    case 0:  // once more
      changed.type = before.type;
      changed.key = before.key;
      changed.payload = before.payload;
      break;
    case 1:  // instead of the one before
      std::swap(before.type, changed.type);
      std::swap(before.key, changed.key);
      std::swap(before.payload, changed.payload);
      break;
    case 2:  // as the next one, which it is not
      for (std::size_t i = page.size() - 1; i >= at; --i) page[i].position = page[i - 1].position;
      page.erase(page.begin() + static_cast<std::ptrdiff_t>(at) - 1);
      break;
    default:  // of long ago
      changed.time = {changed.time.us - 86'400'000'000};
  }
  return page;
}

}  // namespace opora::simulation
