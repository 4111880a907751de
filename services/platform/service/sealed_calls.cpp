#include "platform/service/sealed_calls.h"

#include <algorithm>
#include <future>
#include <optional>
#include <utility>

#include <sodium.h>

#include "platform/lane/trouble.h"
#include "platform/limits/share.h"
#include "platform/service/reading_failed.h"
#include "platform/service/wiped.h"
#include "platform/sql/sealed_tables.h"

namespace opora {
namespace {

// Whoever waits for a run waits for minutes, so few do.
constexpr std::size_t kRunsWaitingMax = 4;
// What runs commit takes turns in the lane like a caller's commands.
constexpr const char* kShare = "sealed runs";

constexpr std::chrono::milliseconds kRetryFull{200};
constexpr unsigned kSpread = 100;

constexpr std::int64_t kHourUs = std::chrono::microseconds(std::chrono::hours(1)).count();

bool is_run(const BoundMethod& method) { return method.handler->kind() == Handler::Kind::run; }

Error mistake() {
  return {Code::internal, "INTERNAL", "The request failed by a mistake of ours; operators can see it."};
}

}  // namespace

Instant Sealed::hour() const { return {calls_.now.us - calls_.now.us % kHourUs}; }

struct SealedCalls::OneCall {
  const BoundMethod& method;
  Call call;
  std::function<void(Answer)> done;
};

SealedCalls::SealedCalls(const ServiceParts& parts)
    : parts_(parts),
      bucket_(parts.options.sealed_calls_a_second),
      answers_(parts.options.sealed_queue_count_max),
      runs_(kRunsWaitingMax),
      running_(std::max(1, parts.options.sealed_running_max)) {}

void SealedCalls::start() {
  answers_.start(parts_.options.sealed_thread_count);
  runs_.start(1);
}

void SealedCalls::stop() {
  answers_.stop();
  runs_.stop();
}

void SealedCalls::abandon() {
  answers_.abandon();
  runs_.abandon();
}

bool SealedCalls::step() { return answers_.step() || runs_.step(); }

void SealedCalls::call(const BoundMethod& method, Call call, std::function<void(Answer)> done) {
  const auto turn_away = [&done](Error refusal) { done({tl::unexpected(std::move(refusal)), {}}); };
  if (parts_.stopping) return turn_away(shutting_down());
  if (!is_run(method)) {
    if (auto passed = bucket_.pass(std::chrono::steady_clock::now()); !passed) {
      note_turned_away();
      return turn_away(std::move(passed).error());
    }
    call.caller = Caller();
  }
  call.seen.clear();
  const auto one = std::make_shared<OneCall>(OneCall{method, std::move(call), std::move(done)});
  SealedPool& pool = is_run(method) ? runs_ : answers_;
  if (pool.offer([this, one] { one->done({answer(*one), {}}); })) return;
  if (!is_run(method) && !parts_.stopping) note_turned_away();
  one->done({tl::unexpected(parts_.stopping ? shutting_down() : full()), {}});
}

void SealedCalls::note_turned_away() {
  const std::int64_t now_us = parts_.lane.time().now().us;
  turned_away_at_us_ = now_us - now_us % kHourUs;
}

std::optional<Instant> SealedCalls::turned_away_at() const {
  const std::int64_t at_us = turned_away_at_us_;
  if (at_us == 0) return std::nullopt;
  return Instant{at_us};
}

// Told to come again at one moment, all that were turned away would come at that moment.
Error SealedCalls::full() {
  Error error = too_many_wait(false);
  error.retry_after = kRetryFull + kRetryFull * (full_count_++ % kSpread) / kSpread;
  return error;
}

// The bytes may hold a passphrase, so they don't outlive the call in memory that is given to others.
Result<std::string> SealedCalls::answer(OneCall& one) {
  static HostObserver nobody;
  auto response = run(one);
  sodium_memzero(one.call.request.data(), one.call.request.size());
  if (!response) hold_to_contract(one.method, parts_.service.name, response.error(), nobody);
  return response;
}

Result<std::string> SealedCalls::run(OneCall& one) {
  if (one.call.deadline && *one.call.deadline <= std::chrono::steady_clock::now())
    return tl::unexpected(turn_came_too_late());
  if (parts_.lane.time().steps_aside()) return tl::unexpected(clock_wrong());
  const options::v1::Policy* policy = one.method.policy;
  const AccessDecision access = policy == nullptr ? AccessDecision{true} : decide_access(*policy, one.call.caller);
  if (!access.allowed && access.to_check.empty()) return tl::unexpected(denied(*policy, one.call.caller));
  Permit permit(running_);
  if (is_run(one.method)) permit.let_go();  // there is one of them, which may take a while
  try {
    TRY(request, one.method.parse(one.call.request, one.call.caller.role));
    std::optional<Wiped> wiped;
    if (is_run(one.method)) wiped.emplace(*request);
    if (!access.allowed) TRY_DO(check_scopes(one, access, *request));
    return handle(one, *request, permit);
  } catch (const EngineError& error) {
    tell(error.what());
    return tl::unexpected(reading_failed(error));
  } catch (const std::exception&) {
    tell("a sealed call failed by a mistake of ours");  // what it says may hold what was asked
    return tl::unexpected(mistake());
  }
}

Result<void> SealedCalls::check_scopes(const OneCall& one, const AccessDecision& access,
                                       const google::protobuf::Message& request) const {
  Result<void> checked;
  read(parts_.lane.time().now(), [&](Snapshot& snapshot) {
    const auto only =
        parts_.binding.check_scopes(one.method, access.to_check, one.call.caller, request, snapshot);
    if (!only) checked = tl::unexpected(only.error());
  });
  return checked;
}

Result<std::string> SealedCalls::handle(const OneCall& one, const google::protobuf::Message& request,
                                        Permit& permit) {
  const Instant now = parts_.lane.time().now();
  Sealed::Calls calls{
      .read = [this, now](const std::function<void(Snapshot&)>& use) { read(now, use); },
      .write =
          [this, &one, &permit](const std::function<Result<void>(SealedWrite&)>& work) {
            permit.let_go();
            return write(one, work);
          },
      .commit =
          [this, &one, &permit](const std::function<Result<void>(Transaction&)>& work) {
            permit.let_go();
            return commit(one, work);
          },
      .now = now};
  SealedRun run(std::move(calls), one.call.caller);
  return one.method.handler->sealed()(run, request);
}

// By the hour, as the handler itself goes.
void SealedCalls::read(Instant now, const std::function<void(Snapshot&)>& use) const {
  const SealedPass pass(SealedAccess::all);
  const auto session = parts_.database.read();
  IdentityMap identity_map(session->sql());
  Snapshot snapshot(identity_map, {now.us - now.us % kHourUs}, "");
  use(snapshot);
}

Result<void> SealedCalls::write(const OneCall& one, const std::function<Result<void>(SealedWrite&)>& work) const {
  if (is_run(one.method) && parts_.stopping) return tl::unexpected(shutting_down());
  // Held by both, since whoever waits is gone at once when it is done.
  const auto done = std::make_shared<std::promise<Result<void>>>();
  SealedWork offered{one.call.deadline,
                     [&work](Sql& sql) {
                       const SealedPass pass(SealedAccess::writes);
                       SealedWrite view(sql);
                       return work(view);
                     },
                     [done](Result<void> outcome) { done->set_value(std::move(outcome)); }};
  TRY_DO(parts_.lane.offer_sealed(std::move(offered)));
  if (!parts_.options.threads) parts_.lane.run_sealed();
  return done->get_future().get();
}

Result<void> SealedCalls::commit(const OneCall& one, const std::function<Result<void>(Transaction&)>& work) const {
  if (parts_.stopping) return tl::unexpected(shutting_down());
  const Caller& caller = one.call.caller;
  const auto done = std::make_shared<std::promise<Result<void>>>();
  const auto is_done = std::make_shared<std::atomic<bool>>(false);
  Command command;
  command.share = kShare;
  command.method = one.method.input_name;
  command.deadline = one.call.deadline;
  command.run = [&](Transaction& tx) -> Result<std::string> {
    tx.say_who_asks(caller.subject, caller.scopes, caller.role);
    pass_until_transaction_ends();
    TRY_DO(work(tx));
    return std::string();
  };
  command.done = [done, is_done](Answer answer) {
    Result<void> outcome;
    if (!answer.response) outcome = tl::unexpected(std::move(answer.response).error());
    *is_done = true;
    done->set_value(std::move(outcome));
  };
  TRY_DO(parts_.lane.offer(std::move(command)));
  while (!parts_.options.threads && !*is_done && parts_.lane.run_once()) {
  }
  return done->get_future().get();
}

void SealedCalls::tell(const std::string& trouble) {
  if (told_.is_time()) parts_.observer.batch_failed(parts_.service.name, trouble);
}

}  // namespace opora
