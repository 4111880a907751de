#include "simulation/post.h"

namespace opora::simulation {
namespace {

using google::protobuf::Message;

constexpr const char* kOneAnswer = "The same request always gets the same answer.";
constexpr const char* kReuseRefused = "A request id that was used for another request is refused.";
constexpr const char* kNoMistakes = "No answer admits a mistake of ours.";
constexpr const char* kSealedTellsNothing = "The answer of a sealed method tells nothing beside itself.";

bool is_decision(const Result<std::string>& response) {
  return response || response.error().code == Code::conflict || response.error().code == Code::invalid;
}

// What RequestRules say of a request, before the lane sees it: decided afresh each time, and remembered by nobody.
bool is_about_form(const Error& error) {
  return error.reason == "INVALID_REQUEST" || error.reason == "FIELD_NOT_ALLOWED" ||
         error.reason == "MALFORMED_REQUEST";
}

std::string outcome_of(const Result<std::string>& response) { return response ? "OK" : response.error().reason; }

}  // namespace

bool Sent::may_pass(const Error& error) {
  switch (error.code) {
    case Code::unavailable:
    case Code::overloaded:
    case Code::deadline:
    case Code::outcome_unknown:
    case Code::internal:
    case Code::not_found:
      return true;
    case Code::invalid:
    case Code::conflict:
    case Code::unauthenticated:
    case Code::denied:
      return false;
  }
  return false;
}

Sent& Post::send(const std::string& service, const Caller& caller, Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("request_id");
  std::string id = request.GetReflection()->GetString(request, field);
  if (id.empty()) {
    id = dice_.id(clock_.now());
    request.GetReflection()->SetString(&request, field, id);
  }
  Sent& sent = all_.emplace_back(
      Sent{service, request.GetDescriptor(), caller, id, request.SerializeAsString(), ids_in(request),
           clock_.true_time()});
  sent.is_reuse = !first_under_id_.emplace(std::tuple(caller.subject, sent.type, id), &sent).second;
  send_again(sent);
  return sent;
}

void Post::send_again(Sent& sent) {
  if (sent.is_withdrawn) return;
  trace_.line("send ", sent.type->name(), " ", short_id(sent.request_id), " by ", short_id(sent.caller.subject), ":",
              sent.named);
  SimulatedHost& host = host_of_(sent.service);
  ++sent.under_way_count;
  Call call;
  call.caller = sent.caller;
  call.request = sent.bytes;
  host.host().call(host.method_of(sent.type), std::move(call),
                   [this, &sent, &host, life = host.life()](const Answer& answer) {
                     if (host.life() != life) return;
                     answered(sent, answer);
                   });
}

void Post::ask(const std::string& service, const Caller& caller, const Message& request,
               std::map<std::string, LogHead> seen, std::function<void(const Answer&)> answered) {
  trace_.line("ask ", request.GetDescriptor()->name(), ids_in(request));
  SimulatedHost& host = host_of_(service);
  Call call{caller, request.SerializeAsString(), std::nullopt, std::move(seen)};
  host.host().call(host.method_of(request.GetDescriptor()), std::move(call),
                   [this, &host, life = host.life(), type = request.GetDescriptor(), answered](const Answer& answer) {
                     if (host.life() != life) return;
                     trace_.line("told ", type->name(), " ", outcome_of(answer.response));
                     answered(answer);
                   });
}

void Post::call_sealed(const Caller& caller, const Message& request, std::function<void(const Answer&)> answered) {
  const std::string named = ids_in(request);
  trace_.line("call ", request.GetDescriptor()->name(), named);
  SimulatedHost& host = host_of_("feedback");
  Call call;
  call.caller = caller;
  call.request = request.SerializeAsString();
  host.host().call(host.method_of(request.GetDescriptor()), std::move(call),
                   [this, &host, life = host.life(), type = request.GetDescriptor(), named,
                    answered](const Answer& answer) {
                     if (host.life() != life) return;
                     check_sealed(*type, named, answer);
                     if (dice_.chance(crash_in_answers_)) throw SimulatedCrash{"before a sealed answer is out"};
                     answered(answer);
                   });
}

void Post::check_sealed(const google::protobuf::Descriptor& type, const std::string& named, const Answer& answer) {
  trace_.line("told ", type.name(), named, " ", outcome_of(answer.response));
  trace_.met(type.name() + " " + outcome_of(answer.response));
  verdict_.expect(answer.head.epoch.empty() && answer.head.position == 0 && !answer.remembered, kSealedTellsNothing,
                  type.name() + named);
  const bool admits = !answer.response && answer.response.error().code == Code::internal;
  verdict_.expect(!admits || mistakes_expected_, kNoMistakes, type.name() + named);
}

void Post::answered(Sent& sent, const Answer& answer) {
  trace_.line("answer ", sent.type->name(), " ", short_id(sent.request_id), " ", outcome_of(answer.response),
              answer.remembered ? " again" : "",
              answer.response ? ids_in_answer(*sent.type, *answer.response) : "");
  trace_.met(sent.type->name() + " " + outcome_of(answer.response));
  if (answer.remembered) trace_.met("an answer given again");
  --sent.under_way_count;
  if (!answer.response && answer.response.error().code == Code::internal)
    verdict_.expect(mistakes_expected_, kNoMistakes,
                    sent.type->name() + " " + sent.request_id + ": " + answer.response.error().reason);
  if (!is_decision(answer.response) || (!answer.response && is_about_form(answer.response.error()))) {
    if (!sent.decided) sent.trouble = answer.response.error();
    verdict_.expect(
        !sent.decided || Sent::may_pass(answer.response.error()), kOneAnswer,
        sent.type->name() + " " + sent.request_id + " was decided, and then " + outcome_of(answer.response));
  } else {
    check_decision(sent, answer);
  }
  if (dice_.chance(crash_in_answers_)) throw SimulatedCrash{"between two answers"};
}

void Post::check_decision(Sent& sent, const Answer& answer) {
  if (sent.is_reuse) {
    const bool refused = !answer.response && answer.response.error().reason == "REQUEST_ID_REUSED";
    verdict_.expect(refused, kReuseRefused,
                    sent.type->name() + " " + sent.request_id + ": " + outcome_of(answer.response));
  }
  if (!sent.decided) {
    sent.decided = answer.response;
    sent.decided_at = clock_.true_time();
    sent.decided_as = ++decided_count_;
    return;
  }
  verdict_.expect(*sent.decided == answer.response, kOneAnswer,
                  sent.type->name() + " " + sent.request_id + ": first " + outcome_of(*sent.decided) + ", then " +
                      outcome_of(answer.response) + (sent.succeeded() && answer.response ? " with other content" : ""));
}

void Post::forget_since(const std::string& service, std::int64_t decided_count) {
  for (Sent& sent : all_) {
    if (sent.service != service) continue;
    if (sent.is_reuse) sent.is_withdrawn = true;
    else if (sent.decided && sent.decided_as > decided_count) sent.decided.reset();
  }
}

void Post::lost(const std::string& service) {
  for (Sent& sent : all_)
    if (sent.service == service) sent.under_way_count = 0;
}

}  // namespace opora::simulation
