#include "linearizability/racing_client.h"

#include <utility>

namespace opora::testing {
namespace {

namespace v1 = registration::v1;

constexpr std::chrono::seconds kSettledWithin{40};  // then it stays open
constexpr std::chrono::milliseconds kPatience{2'000};
constexpr int kImpatientPercent = 5;

// Nobody knows whether it was done: the same request settles it.
bool is_open(const Error& error) {
  return error.code == Code::unavailable || error.code == Code::outcome_unknown || error.code == Code::deadline ||
         error.code == Code::overloaded || error.code == Code::internal;
}

const char* words_for(v1::GroupStatus status) {
  switch (status) {
    case v1::GROUP_STATUS_CONFIRMED: return "confirmed";
    case v1::GROUP_STATUS_WAITING: return "waiting";
    case v1::GROUP_STATUS_CANCELLED: return "cancelled";
    default: return "unspecified";
  }
}

}  // namespace

RacingClient::RacingClient(int number, std::uint64_t seed, Replicas& replicas, History& history, Tally& tally)
    : number_(number), dice_(seed), replicas_(replicas), history_(history), tally_(tally), wished_(number % 2) {}

void RacingClient::race(Contest& contest) {
  if (chance(10)) look_at_seats(contest);
  mine_ = new_group(contest);
  contest.asked(mine_.group_id());
  const bool is_there = register_group(contest, mine_);
  for (int left = roll(0, 2); left > 0; --left) act(contest);
  if (is_there && chance(contest.cancel_percent)) cancel_group(contest, cancellation(mine_.group_id()));
}

void RacingClient::act(Contest& contest) {
  const int choice = roll(1, 100);
  if (choice <= 25) return look_at_seats(contest);
  if (choice <= 50) return look_at_group(contest, contest.any_asked(dice_));
  if (choice <= 62) return repeat(contest);
  if (choice <= 74) {
    // Somebody who has forgotten that the group is registered asks for it once more.
    RegisterGroup again = mine_;
    again.set_request_id(new_id());
    register_group(contest, again);
    return;
  }
  // Only of a group that is there: a refusal would be no protection against the same request coming late.
  const std::string group = contest.any_there(dice_);
  if (group.empty()) return;
  if (choice <= 90) return change_head_count(contest, head_count(contest, group));
  cancel_group(contest, cancellation(group));
}

// The network brings a request twice.
void RacingClient::repeat(Contest& contest) {
  if (const auto* registered = std::get_if<RegisterGroup>(&last_)) {
    register_group(contest, *registered);
  } else if (const auto* changed = std::get_if<ChangeHeadCount>(&last_)) {
    change_head_count(contest, *changed);
  } else {
    cancel_group(contest, std::get<CancelGroup>(last_));
  }
}

RacingClient::RegisterGroup RacingClient::new_group(const Contest& contest) {
  RegisterGroup request;
  request.set_request_id(new_id());
  request.set_group_id(new_id());
  request.set_session_id(contest.session);
  request.set_organisation_id(replicas_.organisation());
  request.set_head_count(chance(2) ? contest.capacity + 1 : roll(1, std::min(3, contest.capacity)));
  return request;
}

RacingClient::CancelGroup RacingClient::cancellation(const std::string& group) {
  CancelGroup request;
  request.set_request_id(new_id());
  request.set_group_id(group);
  return request;
}

RacingClient::ChangeHeadCount RacingClient::head_count(const Contest& contest, const std::string& group) {
  ChangeHeadCount request;
  request.set_request_id(new_id());
  request.set_group_id(group);
  request.set_head_count(chance(2) ? contest.capacity + 1 : roll(1, std::min(4, contest.capacity)));
  if (chance(50)) request.set_waiting_group_id(new_id());
  request.set_reason(v1::GROUP_CHANGE_REASON_NUMBERS_CHANGED);
  return request;
}

bool RacingClient::register_group(Contest& contest, const RegisterGroup& request) {
  last_ = request;
  Operation operation{contest.session, number_, "register"};
  operation.input = {{"request", request.request_id()},
                     {"group", request.group_id()},
                     {"heads", request.head_count()},
                     {"capacity", contest.capacity}};
  const bool done = run<v1::RegisterGroupResponse>(std::move(operation), request, [](const auto& answer) {
    return nlohmann::json{{"status", words_for(answer.status())}, {"place", answer.waitlist_place()}};
  });
  if (done) contest.answered(request.group_id());
  return done;
}

void RacingClient::cancel_group(Contest& contest, const CancelGroup& request) {
  last_ = request;
  Operation operation{contest.session, number_, "cancel"};
  operation.input = {
      {"request", request.request_id()}, {"group", request.group_id()}, {"capacity", contest.capacity}};
  run<v1::CancelGroupResponse>(std::move(operation), request, [](const auto& answer) {
    return nlohmann::json{{"promoted", answer.promoted_count()}};
  });
}

void RacingClient::change_head_count(Contest& contest, const ChangeHeadCount& request) {
  last_ = request;
  Operation operation{contest.session, number_, "change"};
  operation.input = {{"request", request.request_id()},
                     {"group", request.group_id()},
                     {"part", request.waiting_group_id()},
                     {"heads", request.head_count()},
                     {"capacity", contest.capacity}};
  bool waits = false;
  run<v1::ChangeHeadCountResponse>(std::move(operation), request, [&](const auto& answer) {
    waits = answer.part_head_count() > 0;
    return nlohmann::json{{"heads", answer.head_count()},
                          {"part_heads", answer.part_head_count()},
                          {"place", answer.waitlist_place()},
                          {"promoted", answer.promoted_count()}};
  });
  if (waits) contest.answered(request.waiting_group_id());
}

void RacingClient::look_at_seats(Contest& contest) {
  v1::GetSeatsRequest request;
  request.set_session_id(contest.session);
  Operation operation{contest.session, number_, "seats"};
  operation.input = {{"capacity", contest.capacity}};
  run<v1::GetSeatsResponse>(std::move(operation), request, [](const auto& answer) {
    return nlohmann::json{{"confirmed", answer.confirmed_count()},
                          {"waiting_groups", answer.waiting_group_count()},
                          {"waiting_heads", answer.waiting_head_count()}};
  });
}

void RacingClient::look_at_group(Contest& contest, const std::string& group) {
  v1::GetGroupRequest request;
  request.set_group_id(group);
  Operation operation{contest.session, number_, "group"};
  operation.input = {{"group", group}, {"capacity", contest.capacity}};
  run<v1::GetGroupResponse>(std::move(operation), request, [](const auto& answer) {
    return nlohmann::json{{"status", words_for(answer.group().status())},
                          {"place", answer.group().waitlist_place()},
                          {"heads", answer.group().head_count()}};
  });
}

template <class Response, class Request, class Describe>
bool RacingClient::run(Operation operation, const Request& request, const Describe& describe) {
  operation.invoked_ns = history_.now_ns();
  const Result<Response> answer = settle<Response>(request);
  if (answer || !is_open(answer.error())) {
    operation.returned_ns = history_.now_ns();
    operation.output = answer ? describe(*answer) : nlohmann::json{{"refused", answer.error().reason}};
  }
  history_.add(operation);
  return answer.has_value();
}

template <class Response, class Request>
Result<Response> RacingClient::settle(const Request& request) {
  const auto until = std::chrono::steady_clock::now() + kSettledWithin;
  while (true) {
    auto answer = connected().template call<Response>(request, patience());
    ++tally_.answer_count;
    tally_.answer_count.notify_all();
    if (answer || !is_open(answer.error()) || std::chrono::steady_clock::now() > until) return answer;
    ++tally_.lost_count;
    if (answer.error().code == Code::internal) ++tally_.internal_count;
    wished_ = (wished_ + 1) % kReplicaCount;
  }
}

Client& RacingClient::connected() {
  const auto replica = replicas_.replica_for(wished_);
  if (replica.address != replica_.address) client_ = replicas_.connect(replica.address);
  replica_ = replica;
  return *client_;
}

// Now and then a client doesn't wait for the answer, and sends again at once.
std::chrono::milliseconds RacingClient::patience() {
  return chance(kImpatientPercent) ? std::chrono::milliseconds(roll(1, 40)) : kPatience;
}

}  // namespace opora::testing
