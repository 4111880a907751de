#include "platform/service/call_gate.h"

#include <utility>

#include "platform/limits/share.h"
#include "platform/service/accounts.h"

namespace opora {
namespace {

constexpr std::size_t kLookedAtFirst = 4096;  // bytes of a request
constexpr std::chrono::milliseconds kRetryFull{200}, kRetryShareFull{1000};
constexpr unsigned kSpread = 100;

}  // namespace

std::shared_ptr<PreparedCall> CallGate::let_in(const BoundMethod& method, Call call,
                                               std::function<void(Answer)> done) {
  const auto started = std::chrono::steady_clock::now();
  auto prepared = prepare(method, call);
  if (!prepared) {
    parts_.observer.call_ended(parts_.service.name, method.name, &prepared.error(),
                               std::chrono::steady_clock::now() - started);
    done({tl::unexpected(std::move(prepared).error()), parts_.lane.head()});
    return nullptr;
  }
  (*prepared)->started = started;
  (*prepared)->done = std::move(done);
  return *std::move(prepared);
}

Result<std::shared_ptr<PreparedCall>> CallGate::prepare(const BoundMethod& method, Call& call) {
  if (parts_.stopping) return tl::unexpected(shutting_down());
  AccessDecision access = decide_access(*method.policy, call.caller);
  if (!access.allowed && access.to_check.empty()) return tl::unexpected(denied(*method.policy, call.caller));
  std::string share = share_of(call.caller);
  TRY_DO(names_.check(method, call.caller, share));
  // A large one that would not be taken is not even parsed: that takes longer than a small one does on the lane.
  if (call.request.size() > kLookedAtFirst && method.handler->kind() == Handler::Kind::command)
    TRY_DO(parts_.lane.check_room(share, call.request.size()));
  TRY(request, method.parse(call.request, call.caller.role));
  return std::make_shared<PreparedCall>(PreparedCall{&method, std::move(call.caller), std::move(share),
                                                     std::move(access), std::move(request), call.request.size(),
                                                     call.deadline, std::move(call.seen)});
}

void CallGate::finish(PreparedCall& prepared, Answer answer) {
  const std::string& service = parts_.service.name;
  if (!answer.response) hold_to_contract(*prepared.method, service, answer.response.error(), parts_.observer);
  parts_.observer.call_ended(service, prepared.method->name, answer.response ? nullptr : &answer.response.error(),
                             std::chrono::steady_clock::now() - prepared.started);
  if (answer.response) names_.note_answer(prepared, *answer.response);
  prepared.done(std::move(answer));
}

void CallGate::turn_away(PreparedCall& prepared, Error refusal) {
  finish(prepared, {tl::unexpected(std::move(refusal)), parts_.lane.head()});
}

// Whose own share is used up has some hundred waiting: told to come again soon, the rest of their many would come all
// at once, each time, and stand before everybody else's calls. So they come later, and one after the other.
void CallGate::turn_away_full(PreparedCall& prepared, bool of_one) {
  Error error = too_many_wait(of_one);
  error.retry_after = kRetryFull;
  if (of_one) error.retry_after = kRetryShareFull + kRetryShareFull * (share_refused_++ % kSpread) / kSpread;
  turn_away(prepared, std::move(error));
}

}  // namespace opora
