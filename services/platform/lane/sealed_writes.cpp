#include "platform/lane/sealed_writes.h"

#include <stdexcept>
#include <utility>

#include "platform/faults/failpoint.h"
#include "platform/lane/batch.h"
#include "platform/lane/trouble.h"
#include "platform/sql/forwarded_sql.h"
#include "platform/sql/sealed_tables.h"

namespace opora {
namespace {

constexpr std::size_t kTogetherMax = 256;

// Knows whether anything was written.
class NotedSql final : public ForwardedSql {
 public:
  using ForwardedSql::ForwardedSql;
  bool wrote() const { return wrote_; }

 protected:
  void before(const Statement& statement) override {
    wrote_ = wrote_ || !changed_tables(statement.text()).empty();
  }

 private:
  bool wrote_ = false;
};

Error unknown_outcome() {
  return {Code::outcome_unknown, "OUTCOME_UNKNOWN",
          "The database was lost while saving, and it may or may not have happened. Send the same once more: what was "
          "saved is not saved twice."};
}

void refuse_all(std::span<SealedWork> works, const Error& error) {
  for (SealedWork& work : works) work.done(tl::unexpected(error));
}

void answer(std::span<SealedWork> works, std::vector<Result<void>> outcomes) {
  for (std::size_t i = 0; i < works.size(); ++i) works[i].done(std::move(outcomes[i]));
  FAILPOINT("sealed.answered");
}

}  // namespace

bool SealedWrites::run() {
  std::vector<SealedWork> works = inbox_.take_sealed(kTogetherMax);
  if (works.empty()) return false;
  refuse_late(works);
  if (!works.empty()) write(works);
  return true;
}

void SealedWrites::refuse_late(std::vector<SealedWork>& works) {
  const auto now = std::chrono::steady_clock::now();
  std::erase_if(works, [&](SealedWork& work) {
    if (!work.deadline || *work.deadline > now) return false;
    work.done(tl::unexpected(turn_came_too_late()));
    return true;
  });
}

void SealedWrites::write(std::span<SealedWork> works) {
  std::vector<Result<void>> outcomes;
  try {
    outcomes = commit(works);
  } catch (const EngineError& error) {
    using Kind = EngineError::Kind;
    tell(error.what());
    if (error.kind() == Kind::outcome_unknown) return settle(works);
    if (error.kind() == Kind::too_slow) return refuse_all(works, ended_for_its_time());
    if (is_outage(error)) return refuse_all(works, outage(error));
    return write_apart(works);
  } catch (const std::exception&) {
    tell("a sealed write failed by a mistake of ours");  // what it says may hold what was to be written
    return write_apart(works);
  }
  answer(works, std::move(outcomes));
}

// One that can't be written doesn't fail its neighbours.
void SealedWrites::write_apart(std::span<SealedWork> works) {
  if (works.size() == 1) return refuse_all(works, mistake_of_ours());
  const auto half = works.size() / 2;
  write(works.first(half));
  write(works.subspan(half));
}

// Nobody knows whether it was committed. Once more tells: what finds by its own rows that it is done changes nothing.
// If that fails too, whoever sends it again will know.
void SealedWrites::settle(std::span<SealedWork> works) {
  std::vector<Result<void>> outcomes;
  try {
    outcomes = commit(works);
  } catch (const std::exception&) {
    return refuse_all(works, unknown_outcome());
  }
  answer(works, std::move(outcomes));
}

std::vector<Result<void>> SealedWrites::commit(std::span<SealedWork> works) {
  require_clock(lane_.time);
  std::vector<Result<void>> outcomes;
  outcomes.reserve(works.size());
  bool wrote = false;
  lane_.database.begin();
  try {
    for (SealedWork& work : works) {
      NotedSql sql(lane_.database.writer());
      outcomes.push_back(work.run(sql));
      if (!outcomes.back() && sql.wrote()) throw std::logic_error("a sealed write refused after it had written");
      wrote = wrote || sql.wrote();
    }
    FAILPOINT("sealed.written");
    if (wrote)
      commit_durably();
    else
      lane_.database.rollback();
  } catch (...) {
    lane_.database.rollback();
    throw;
  }
  FAILPOINT("sealed.committed");
  return outcomes;
}

void SealedWrites::commit_durably() {
  try {
    lane_.database.commit();
  } catch (const EngineError& error) {
    using Kind = EngineError::Kind;
    if (error.kind() == Kind::io || error.kind() == Kind::corrupt) writer_.end_process(error.what());
    throw;
  }
}

void SealedWrites::tell(const std::string& trouble) {
  if (told_.is_time()) lane_.observer.batch_failed(trouble);
}

}  // namespace opora
