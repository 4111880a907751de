#include "platform/lane/server_watch.h"

#include <utility>

#include "platform/lane/batch.h"
#include "platform/lane/consumed.h"

namespace opora {

// Who may not ask, or of what can't tell, does without: nothing else depends on it.
void ServerWatch::look(Sql& sql) {
  const KnownServer known = read_server(sql);
  if (known.changed_at) changed_at_.set(known.changed_at);
  if (!may_ask_) return;
  try {
    std::string found = lane_.database.server(sql);
    if (found == known.server || found.empty()) return;
    const std::lock_guard lock(mutex_);
    found_ = std::move(found);
  } catch (const EngineError& error) {
    if (is_trouble(error)) throw;
    may_ask_ = false;
    lane_.observer.batch_failed(std::string("which server the database is on can't be asked: ") + error.what());
  }
}

// That a standby has taken over is told even if nobody can say what was lost with it.
void ServerWatch::settle() {
  std::optional<std::string> found;
  {
    const std::lock_guard lock(mutex_);
    found = std::exchange(found_, std::nullopt);
  }
  if (!found) return;
  std::string before;
  try {
    transact(lane_.database, [&](Sql& sql) {
      KnownServer known = read_server(sql);
      if (known.server == *found) return;  // another process has noted it
      before = std::exchange(known.server, *found);
      if (!before.empty()) known.changed_at = lane_.time.now();
      write_server(sql, known);
    });
  } catch (const EngineError& error) {
    lane_.observer.batch_failed(error.what());  // it is found again
    return;
  }
  if (!before.empty()) lane_.observer.server_changed(before, *found);
}

}  // namespace opora
