#include "platform/sql/postgres/postgres_watch.h"

#include <array>
#include <cstdint>
#include <utility>

#include <libpq-fe.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "platform/sql/postgres/postgres_results.h"

namespace opora {
namespace {

constexpr int kLookEveryMs = 1000;
constexpr int kGatherMs = 5;

bool run_plain(pg_conn* session, const char* text) {
  const OwnedResult result(PQexec(session, text));
  const ExecStatusType status = PQresultStatus(result.get());
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

}  // namespace

void PostgresWatch::Finish::operator()(pg_conn* session) const { PQfinish(session); }

PostgresWatch::PostgresWatch(std::string address, std::shared_ptr<PostgresState> state,
                             std::function<void(std::string_view)> changed)
    : address_(std::move(address)),
      state_(std::move(state)),
      changed_(std::move(changed)),
      stop_(eventfd(0, EFD_CLOEXEC)) {
  thread_ = std::thread([this] {
    pthread_setname_np(pthread_self(), "watch");
    run();
  });
}

PostgresWatch::~PostgresWatch() {
  const std::uint64_t once = 1;
  if (write(stop_, &once, sizeof once) != sizeof once) std::terminate();
  thread_.join();
  close(stop_);
}

void PostgresWatch::run() {
  Session session;
  bool has_input = false;
  while (!is_told_to_stop(session ? PQsocket(session.get()) : -1, session || !state_->is_connected ? kLookEveryMs : 0,
                          has_input)) {
    std::optional<std::string> news;
    if (!session) {
      session = listen();
      news = "";
    } else if (!hear(session.get(), !has_input, news)) {
      session.reset();
    }
    state_->is_connected = session != nullptr;
    if (!session || !news) continue;
    changed_(*news);
    // Replicas under load commit hundreds of times a second; what comes meanwhile is looked at together.
    bool ignored = false;
    if (is_told_to_stop(-1, kGatherMs, ignored)) return;
  }
}

bool PostgresWatch::is_told_to_stop(int socket, int within_ms, bool& has_input) const {
  std::array<pollfd, 2> watched{pollfd{stop_, POLLIN, 0}, pollfd{socket, POLLIN, 0}};
  poll(watched.data(), watched.size(), within_ms);
  has_input = watched[1].revents != 0;
  return watched[0].revents != 0;
}

PostgresWatch::Session PostgresWatch::listen() const {
  try {
    Session session(connect_to_postgres(address_));
    if (run_plain(session.get(), "SET statement_timeout = '5s'; LISTEN opora_commits")) return session;
  } catch (const EngineError&) {
    // Tried again soon; the writer and the readers say what is wrong.
  }
  return nullptr;
}

// Takes what was heard. When nothing was heard for long, asks the server whether it is still there.
bool PostgresWatch::hear(pg_conn* session, bool is_still, std::optional<std::string>& news) const {
  if (is_still && !run_plain(session, "SELECT 1")) return false;
  if (is_still) news = "";
  if (PQconsumeInput(session) != 1) return false;
  while (PGnotify* heard = PQnotifies(session)) {
    const bool is_known = heard->be_pid == state_->writer_session || (news && news->empty());
    if (!is_known) news = heard->extra;
    PQfreemem(heard);
  }
  return PQstatus(session) == CONNECTION_OK;
}

}  // namespace opora
