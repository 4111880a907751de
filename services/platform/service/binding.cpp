#include "platform/service/binding.h"

#include <algorithm>

#include "platform/policy/policies.h"
#include "platform/service/event_type.h"
#include "platform/service/told_names.h"
#include "platform/sql/sealed_tables.h"

namespace opora {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;

tl::unexpected<Error> incomplete(const std::string& what) {
  return refuse(Code::internal, "CONTRACT_INCOMPLETE", what);
}

const Message* prototype_of(const google::protobuf::Descriptor* type) {
  return MessageFactory::generated_factory()->GetPrototype(type);
}

// "opora.scheduling.v1.SessionPublished" comes from "scheduling".
std::string log_of(const google::protobuf::Descriptor* event) {
  const std::string& package = event->file()->package();
  const auto begin = package.find('.') + 1;
  return package.substr(begin, package.find('.', begin) - begin);
}

// "session_id": "UNKNOWN_SESSION", as its store says.
std::string reason_for_unknown(std::string_view field) {
  if (field.ends_with("_id")) field.remove_suffix(std::string_view("_id").size());
  std::string reason = "UNKNOWN_";
  for (const char c : field) reason += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return reason;
}

bool is_sealed(const google::protobuf::MethodDescriptor* method) {
  return method->options().GetExtension(options::v1::sealed);
}

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list.empty() ? "nothing" : list;
}

}  // namespace

Result<Binding> Binding::make(const Service& service) {
  Binding binding(service);
  for (const std::string& name : service.contracts) {
    const auto* contract = DescriptorPool::generated_pool()->FindServiceByName(name);
    if (contract == nullptr) return incomplete("There is no contract named " + name + ".");
    for (int i = 0; i < contract->method_count(); ++i) TRY_DO(binding.bind_method(contract->method(i)));
  }
  for (const Handler& handler : service.handlers) {
    if (handler.kind() == Handler::Kind::consumer) TRY_DO(binding.bind_consumer(handler));
    if (handler.kind() == Handler::Kind::timer) binding.timers_.emplace(handler.input()->full_name(), &handler);
    if (handler.kind() == Handler::Kind::job) binding.jobs_.emplace(handler.input()->full_name(), &handler);
  }
  for (const auto& [name, handler] : binding.jobs_)
    if (!binding.timers_.contains(handler->found()->full_name()))
      return incomplete("Nothing takes in what the job " + name + " finds: " + handler->found()->full_name() + ".");
  for (const Job& job : service.standing_jobs)
    if (!binding.jobs_.contains(job.method)) return incomplete("The standing job " + job.method + " has no handler.");
  TRY_DO(binding.check_tending());
  const auto bound_count =
      binding.methods_.size() + binding.consumers_.size() + binding.timers_.size() + binding.jobs_.size();
  if (bound_count != service.handlers.size())
    return incomplete(service.name + " has a handler for which its contracts have no method, or two handlers for one.");
  return binding;
}

Result<void> Binding::bind_method(const google::protobuf::MethodDescriptor* method) {
  // Metrics and the audit know a method by its name, remembered answers by its request.
  for (const auto& other : methods_)
    if (other->name == method->name() || other->handler->input() == method->input_type())
      return incomplete(method->full_name() + " has the name or the request of " + other->path + ".");
  const auto of_input = [&](const Handler& handler) { return handler.input() == method->input_type(); };
  const auto handler = std::find_if(service_->handlers.begin(), service_->handlers.end(), of_input);
  if (handler == service_->handlers.end()) return incomplete(method->full_name() + " has no handler.");
  const options::v1::Policy* policy = nullptr;
  Limits limited;
  // Anybody may call what is sealed and names none.
  if (!is_sealed(method) || !method->options().GetExtension(options::v1::access).policy().empty()) {
    TRY(named, policy_of(method));
    TRY(limits, limits_of(method, *named));
    policy = named;
    limited = limits;
  }
  methods_.push_back(std::unique_ptr<BoundMethod>(new BoundMethod{
      "/" + method->service()->full_name() + "/" + method->name(), method->name(), method->input_type()->full_name(),
      prototype_of(method->input_type()), &*handler, policy, limited.of, limited.scope_of,
      RequestRules(method->input_type()), reasons_of(method),
      method->input_type()->FindFieldByName("request_id"),
      tells_names(method->output_type()) ? prototype_of(method->output_type()) : nullptr}));
  TRY_DO(check_kind(method, *methods_.back()));
  return handler->is_sealed() || is_sealed(method) ? check_sealed(method, *methods_.back()) : Result<void>();
}

Result<void> Binding::check_kind(const google::protobuf::MethodDescriptor* method, const BoundMethod& bound) const {
  const bool is_command = bound.handler->kind() == Handler::Kind::command;
  const auto waits = [](const auto& grant) { return grant.before_known(); };
  if (bound.policy != nullptr && std::ranges::any_of(bound.policy->grants(), waits) && !is_command)
    return incomplete(method->full_name() + ": only a command may be granted before its thing is known.");
  if (is_command != (bound.request_id != nullptr))
    return incomplete(method->full_name() + ": a command has a request_id, a query and what is sealed have none.");
  return {};
}

// What would be kept of its calls, and who could tell of them.
Result<void> Binding::check_sealed(const google::protobuf::MethodDescriptor* method, const BoundMethod& bound) const {
  const std::string& name = method->full_name();
  if (!is_sealed(method) || !bound.handler->is_sealed())
    return incomplete(name + ": its contract says that it is sealed exactly if its handler is given a Sealed.");
  const bool is_run = bound.handler->kind() == Handler::Kind::run;
  if (is_run && bound.policy == nullptr)
    return incomplete(name + ": its handler may tell events, so an access policy says who may call it.");
  if (!is_run && bound.policy != nullptr)
    return incomplete(name + ": it has an access policy, and its handler is not given a SealedRun.");
  if (bound.names != nullptr)
    return incomplete(name + ": its answer tells names, which are counted; a sealed method's calls are not.");
  if (service_->sealed_tables.empty())
    return incomplete(name + " is sealed, and " + service_->name + " names no sealed tables.");
  return {};
}

// Who is remembered may tend what nobody is remembered for; who only reads has nothing to do there.
Result<void> Binding::check_tending() const {
  for (const Handler& handler : service_->handlers) {
    const bool may = handler.kind() == Handler::Kind::command || handler.kind() == Handler::Kind::timer;
    if (handler.is_tending() && !may)
      return incomplete(handler.input()->full_name() + ": only a command or a timer tends sealed tables.");
  }
  for (const std::string& table : service_->sealed_tables)
    if (std::ranges::find(service_->read_models, table) != service_->read_models.end())
      return incomplete("The table " + table + " is sealed, so it can't be a read model.");
  return {};
}

Result<std::unique_ptr<Message>> BoundMethod::parse(const std::string& bytes, network::v1::Role role) const {
  std::unique_ptr<Message> request(prototype->New());
  if (!request->ParseFromString(bytes))
    return refuse(Code::invalid, "MALFORMED_REQUEST",
                  "The request's bytes are not a " + input_name + " with valid UTF-8.");
  if (auto checked = rules.check(*request, role); !checked) {
    if (!rules.lower_ids(*request)) return tl::unexpected(std::move(checked).error());
    TRY_DO(rules.check(*request, role));
  }
  return request;
}

Result<Binding::Limits> Binding::limits_of(const google::protobuf::MethodDescriptor* method,
                                           const options::v1::Policy& policy) const {
  Limits limits;
  for (const auto& grant : policy.grants()) {
    if (grant.within().empty()) continue;
    const std::string& of = method->options().GetExtension(options::v1::access).of();
    const auto found = service_->scopes.find(of);
    limits = {method->input_type()->FindFieldByName(of),
              found == service_->scopes.end() ? nullptr : &found->second};
    if (limits.of == nullptr || limits.of->cpp_type() != FieldDescriptor::CPPTYPE_STRING || limits.of->is_repeated() ||
        limits.scope_of == nullptr)
      return incomplete(method->full_name() + " is granted within a scope of \"" + of +
                        "\", but nothing says where that lies.");
    const auto& scopes = limits.scope_of->scopes;
    if (std::ranges::find(scopes, grant.within()) == scopes.end())
      return incomplete(method->full_name() + " is granted within the scope \"" + grant.within() + "\"; of \"" + of +
                        "\" " + service_->name + " says only in which " + listed(scopes) + " it lies.");
    const auto& may_wait = limits.scope_of->before_known;
    if (grant.before_known() && std::ranges::find(may_wait, grant.within()) == may_wait.end())
      return incomplete(method->full_name() + " is granted within the scope \"" + grant.within() +
                        "\" before its \"" + of + "\" is known; " + service_->name + " holds commands then to " +
                        listed(may_wait) + ".");
  }
  return limits;
}

Result<void> Binding::bind_consumer(const Handler& handler) {
  const auto* body = handler.input();
  const auto* envelope = body->file()->FindMessageTypeByName("Event");
  if (envelope == nullptr) return incomplete(body->full_name() + " is no event: its file has no Event message.");
  for (int i = 0; i < envelope->field_count(); ++i) {
    if (envelope->field(i)->message_type() != body) continue;
    consumers_.emplace(body->full_name(), Consumer{&handler, prototype_of(envelope), envelope->field(i)});
    sources_.insert(log_of(body));
    for (int other = 0; other < envelope->field_count(); ++other)
      if (const auto* type = envelope->field(other)->message_type()) known_events_.insert(type->full_name());
    return {};
  }
  return incomplete(body->full_name() + " is not a case of its service's Event.");
}

std::map<std::string, Relearnt> Binding::relearnt() const {
  std::map<std::string, Relearnt> by_source;
  for (const auto* event : service_->relearn.events) {
    Relearnt& again = by_source[log_of(event)];
    again.revision = service_->relearn.revision;
    for (std::string& type : event_types_of(event)) again.types.insert(std::move(type));
  }
  return by_source;
}

Result<void> Binding::apply(Transaction& tx, const std::string& source, const LogRecord& record) const {
  const EventType type = parse_event_type(record.type);
  const auto found = consumers_.find(type.message);
  // An event that this build knows and the service has no handler for is none of its business, whatever it says.
  if (found == consumers_.end() && known_events_.contains(type.message)) return {};
  const bool is_later = found != consumers_.end() && type.revision > revision_of(found->second.body->message_type());
  if (found == consumers_.end() || is_later)
    return refuse(Code::invalid, kUnknownEventType,
                  "This build knows no event " + record.type + ": a newer one will apply it.");
  const Consumer& consumer = found->second;
  const std::unique_ptr<Message> envelope(consumer.envelope->New());
  if (!envelope->ParseFromString(record.payload) || !envelope->GetReflection()->HasField(*envelope, consumer.body))
    return refuse(Code::invalid, "EVENT_UNREADABLE", "The bytes of this event are not what its type says.");
  return consumer.handler->consumer()(tx, source, record,
                                      envelope->GetReflection()->GetMessage(*envelope, consumer.body));
}

Result<Timer> Binding::run_job(Outside& outside, const Job& job) const {
  const auto found = jobs_.find(job.method);
  if (found == jobs_.end()) return refuse(Code::internal, "UNKNOWN_JOB", "This build knows no job " + job.method + ".");
  const std::unique_ptr<Message> request(prototype_of(found->second->input())->New());
  if (!request->ParseFromString(job.request))
    return refuse(Code::internal, "JOB_UNREADABLE", "The bytes of this job are not what its type says.");
  TRY(result, found->second->job()(outside, *request));
  return Timer{job.id, job.due, found->second->found()->full_name(), std::move(result)};
}

Result<std::string> Binding::run_timer(Transaction& tx, const Timer& timer) const {
  const auto found = timers_.find(timer.method);
  if (found == timers_.end())
    return refuse(Code::internal, "UNKNOWN_TIMER", "This build knows no timer " + timer.method + ".");
  const std::unique_ptr<Message> request(prototype_of(found->second->input())->New());
  if (!request->ParseFromString(timer.request))
    return refuse(Code::internal, "TIMER_UNREADABLE", "The bytes of this timer are not what its type says.");
  if (found->second->is_tending()) pass_until_transaction_ends();
  return found->second->command()(tx, *request);
}

Result<ScopeIds> Binding::check_scopes(const BoundMethod& method, const std::vector<const options::v1::Grant*>& grants,
                                       const Caller& caller, const Message& request, Reader& reader) const {
  TRY(scope, method.scope_of->find(reader, request.GetReflection()->GetString(request, method.of)));
  ScopeIds only_within;
  bool unknown = false;
  for (const options::v1::Grant* grant : grants) {
    if (scope_matches(*grant, caller, scope)) return ScopeIds();
    if (scope_may_match(*grant, caller, scope)) only_within[grant->within()] = ids_of(caller.scopes, grant->within());
    unknown = unknown || is_unknown(*grant, scope);
  }
  if (!only_within.empty()) return only_within;
  // It lies nowhere yet, so nobody can say that it lies elsewhere.
  if (unknown) return tl::unexpected(nothing_there(reason_for_unknown(method.of->name())));
  return tl::unexpected(denied(*method.policy, caller));
}

}  // namespace opora
