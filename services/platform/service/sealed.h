// What a sealed handler is given (docs/adr/0049): of a call of a sealed method nothing is kept but what the handler
// itself writes. It has no request id, remembered answer, position, event, timer, caller, trace, metric or log line,
// and whatever a client sends beside its request changes nothing.
//
//   Result<SubmitAnswersResponse> submit_answers(Sealed& sealed, const SubmitAnswersRequest& request);
//   Result<OpenWaveResponse> open_wave(SealedRun& run, const OpenWaveRequest& request);
//
// The contract says which: `option (opora.options.v1.sealed) = true;`, and with an access policy beside it the handler
// is given a SealedRun. Without one anybody may call, and the handler checks what the request's own token says.
//
// In the service's table of contents (service.cpp) the handlers stand among the others. The tables that hold what is
// sealed are named, and no other handler touches them; a command or a timer that has to is marked in its line:
//
//   .handlers = {draft_wave, submit_answers, open_wave, tends_sealed(issue_sheets), tends_sealed(delete_sealed)},
//   .sealed_tables = {"sealed_answers", "wave_tokens"},
//
// A handler runs once a call, on a thread of a bounded pool, so it may take long and holds nothing of the database but
// while it looks or writes. EngineError is thrown through it. Its deadline is the caller's: work that comes to its turn
// too late is refused and not begun.
#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "platform/clock/clock.h"
#include "platform/lane/transaction.h"
#include "platform/policy/caller.h"
#include "platform/result/result.h"
#include "platform/sql/sql.h"

namespace opora {

// One short commit. It reads any table and writes sealed tables alone; tests refuse every other statement.
class SealedWrite {
 public:
  explicit SealedWrite(Sql& sql) : sql_(sql) {}

  // For the functions of a store. Belongs to the commit.
  Sql& sql() { return sql_; }
  Rows query(const Statement& statement, Params params = {}) { return sql_.query(statement, params); }
  // How many rows it changed: by that an INSERT … ON CONFLICT DO NOTHING says whether the token was spent before.
  std::int64_t execute(const Statement& statement, Params params = {}) { return sql_.execute(statement, params); }

 private:
  Sql& sql_;
};

// Belongs to one call and its thread.
class Sealed {
 public:
  // How a call reaches the database; made by the platform alone.
  struct Calls {
    std::function<void(const std::function<void(Snapshot&)>&)> read;
    std::function<Result<void>(std::function<Result<void>(SealedWrite&)>)> write;
    std::function<Result<void>(std::function<Result<void>(Transaction&)>)> commit;
    Instant now = {};
  };
  explicit Sealed(Calls calls) : calls_(std::move(calls)) {}

  // The hour that it is by the lane's clock, and nothing finer: what a row may say of when it came.
  Instant hour() const;

  // What `look` makes of a snapshot, which is kept no longer than that takes: at most 50 ms. Never inside of another
  // read() or write(). Throws EngineError.
  template <class Look>
  auto read(Look look) -> decltype(look(std::declval<Snapshot&>())) {
    std::optional<decltype(look(std::declval<Snapshot&>()))> found;
    calls_.read([&](Snapshot& snapshot) { found.emplace(look(snapshot)); });
    return *std::move(found);
  }

  // Runs `work(SealedWrite&)`, which answers with a Result, in the lane's executor, in a commit that only sealed writes
  // share, and returns once that is durable. It is to be short: what is long is done before. It may run several times,
  // also after a commit of which nobody knows whether it came to be: so it makes nothing up itself (keys, ciphertext),
  // and its rows tell it what it has done before (ON CONFLICT). It refuses before its first write; afterwards that is a
  // mistake of ours. Refused, beside what `work` refuses with, with DEADLINE_PASSED, SHUTTING_DOWN,
  // STORAGE_UNAVAILABLE, STORAGE_FULL, TOOK_TOO_LONG, CLOCK_WRONG and INTERNAL, where nothing is written, and with
  // OUTCOME_UNKNOWN.
  template <class Work>
  auto write(Work work) -> decltype(work(std::declval<SealedWrite&>())) {
    return run<SealedWrite>(calls_.write, work);
  }

 protected:
  template <class View, class Run, class Work>
  static auto run(const Run& in_lane, Work& work) -> decltype(work(std::declval<View&>())) {
    std::optional<decltype(work(std::declval<View&>()))> outcome;
    Result<void> done = in_lane([&](View& view) -> Result<void> {
      outcome.emplace(work(view));
      if (!*outcome) return tl::unexpected(outcome->error());
      return {};
    });
    if (!done) return tl::unexpected(std::move(done).error());
    return *std::move(outcome);
  }

  const Calls calls_;
};

// Of a method that only callers of its policy may call. Still nothing of a call is remembered, logged or counted. Of
// runs one goes at a time in a process, and few wait: what needs much memory is bounded by that. When the service
// stops, the next write() or commit() of a run is refused with SHUTTING_DOWN.
class SealedRun : public Sealed {
 public:
  SealedRun(Calls calls, const Caller& caller) : Sealed(std::move(calls)), caller_(caller) {}

  // Whom the policy let in. Belongs to the call.
  const Caller& caller() const { return caller_; }

  // Runs `work(Transaction&)`, which answers with a Result, as a command of the lane: it may save, emit events, set
  // timers and jobs, and touch sealed tables. It is answered once that is committed and durable. What other commands
  // keep to holds here as well (transaction.h); it has no request id, so it is not remembered. Refused as commands are.
  template <class Work>
  auto commit(Work work) -> decltype(work(std::declval<Transaction&>())) {
    return run<Transaction>(calls_.commit, work);
  }

 private:
  const Caller& caller_;
};

}  // namespace opora
