#include "platform/sql/postgres/postgres_watch.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include <libpq-fe.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "platform/sql/postgres/postgres_results.h"
#include "platform/sql/postgres/postgres_use.h"

namespace opora {
namespace {

using std::chrono::milliseconds, std::chrono::steady_clock;

constexpr milliseconds kLookEvery{1000};
constexpr milliseconds kGather{5};

// It uses the database, also while the writer has lost its connection and has nothing to write; a machine that is gone
// does no more after seconds.
constexpr const char* kSession =
    "SET statement_timeout = '5s'; SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; "
    "SET tcp_keepalives_count = 3; LISTEN opora_commits";

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
  auto look_at = steady_clock::now();
  const auto pause = [&] {
    if (!session) return state_->is_connected ? milliseconds(0) : kLookEvery;
    return std::clamp(std::chrono::ceil<milliseconds>(look_at - steady_clock::now()), milliseconds(0), kLookEvery);
  };
  while (!is_told_to_stop(session ? PQsocket(session.get()) : -1, pause())) {
    std::optional<std::string> notice;
    if (!session || steady_clock::now() >= look_at) notice = "";
    if (!session) {
      session = listen();
    } else if (!receive(session.get(), notice)) {
      session.reset();
    }
    state_->is_connected = session != nullptr;
    if (!session || !notice) continue;
    if (notice->empty()) look_at = steady_clock::now() + kLookEvery;
    changed_(*notice);
    // Replicas under load commit hundreds of times a second; what comes meanwhile is looked at together.
    if (is_told_to_stop(-1, kGather)) return;
  }
}

bool PostgresWatch::is_told_to_stop(int socket, milliseconds within) const {
  std::array<pollfd, 2> watched{pollfd{stop_, POLLIN, 0}, pollfd{socket, POLLIN, 0}};
  poll(watched.data(), watched.size(), static_cast<int>(within.count()));
  return watched[0].revents != 0;
}

PostgresWatch::Session PostgresWatch::listen() const {
  try {
    Session session(connect_to_postgres(address_));
    if (run_plain(session.get(), kSession) && take_use(session.get(), DatabaseUse::shared)) return session;
  } catch (const EngineError&) {
    // Tried again soon; the writer and the readers say what is wrong.
  }
  return nullptr;
}

// Takes what was heard, over what is noticed already. Before a look it asks the server whether it is still there.
bool PostgresWatch::receive(pg_conn* session, std::optional<std::string>& notice) const {
  if (notice && !run_plain(session, "SELECT 1")) return false;
  if (PQconsumeInput(session) != 1) return false;
  while (PGnotify* heard = PQnotifies(session)) {
    const bool is_known = heard->be_pid == state_->writer_session || (notice && notice->empty());
    if (!is_known) notice = heard->extra;
    PQfreemem(heard);
  }
  return PQstatus(session) == CONNECTION_OK;
}

}  // namespace opora
