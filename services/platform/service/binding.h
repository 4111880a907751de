// A service's table of contents bound to its contract: which handler, which rules and which policy each method has.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "platform/policy/access.h"
#include "platform/service/refusals.h"
#include "platform/service/service.h"
#include "platform/service/service_host.h"
#include "platform/service/validation.h"

namespace opora {

// A method with all that a call of it needs.
struct BoundMethod {
  // A request that is well formed, for a caller of this role. Refused with MALFORMED_REQUEST, INVALID_REQUEST or
  // FIELD_NOT_ALLOWED.
  Result<std::unique_ptr<google::protobuf::Message>> parse(const std::string& bytes, network::v1::Role role) const;

  std::string path;
  std::string name;
  std::string input_name;                            // the request message's full name
  const google::protobuf::Message* prototype;        // of the request
  const Handler* handler;
  const options::v1::Policy* policy;                 // null where anybody may call, which a sealed method alone can be
  const google::protobuf::FieldDescriptor* of;       // the request's field that says what the call is about, and
  const ScopeOf* scope_of;                           // where that lies; null where no grant asks
  RequestRules rules;
  Reasons reasons;                                   // what it may be refused with, but for what any method may
  const google::protobuf::FieldDescriptor* request_id;  // null but in a command
  const google::protobuf::Message* names;               // prototype of an answer that tells names; null where none does
};

class Binding {
 public:
  // `service` outlives the binding. Refused with CONTRACT_INCOMPLETE, naming what is missing.
  static Result<Binding> make(const Service& service);

  const std::vector<std::unique_ptr<BoundMethod>>& methods() const { return methods_; }
  // Of which events of each log more is made than an older build did.
  std::map<std::string, Relearnt> relearnt() const;
  // Logs this service has handlers for.
  const std::set<std::string>& sources() const { return sources_; }

  // Applies one event: decodes it, finds its consumer. One of a known type that nobody here consumes changes nothing.
  // Refused with UNKNOWN_EVENT_TYPE or EVENT_UNREADABLE.
  Result<void> apply(Transaction& tx, const std::string& source, const LogRecord& record) const;
  // Runs a job; what it has found is the timer that takes it in. Refused with UNKNOWN_JOB or JOB_UNREADABLE, or as the
  // job is.
  Result<Timer> run_job(Outside& outside, const Job& job) const;
  // Runs a timer's command. Refused with UNKNOWN_TIMER or TIMER_UNREADABLE.
  Result<std::string> run_timer(Transaction& tx, const Timer& timer) const;

  // Whether one of a method's grants lets the caller in, finding where the thing lies that the request names. The ids
  // to which the command is held if that can't be told yet, and none if it can; see Transaction::only_within().
  Result<ScopeIds> check_scopes(const BoundMethod& method, const std::vector<const options::v1::Grant*>& grants,
                                const Caller& caller, const google::protobuf::Message& request, Reader& reader) const;

 private:
  struct Consumer {
    const Handler* handler;
    const google::protobuf::Message* envelope;        // prototype of the source's Event
    const google::protobuf::FieldDescriptor* body;    // its case in the envelope
  };
  // What limits a method's grants; nothing where none is limited.
  struct Limits {
    const google::protobuf::FieldDescriptor* of = nullptr;
    const ScopeOf* scope_of = nullptr;
  };
  explicit Binding(const Service& service) : service_(&service) {}
  Result<Limits> limits_of(const google::protobuf::MethodDescriptor* method, const options::v1::Policy& policy) const;
  Result<void> bind_method(const google::protobuf::MethodDescriptor* method);
  Result<void> check_kind(const google::protobuf::MethodDescriptor* method, const BoundMethod& bound) const;
  Result<void> check_sealed(const google::protobuf::MethodDescriptor* method, const BoundMethod& bound) const;
  Result<void> check_tending() const;
  Result<void> bind_consumer(const Handler& handler);

  const Service* service_;
  std::vector<std::unique_ptr<BoundMethod>> methods_;
  std::map<std::string, Consumer, std::less<>> consumers_;  // by event's message
  std::set<std::string, std::less<>> known_events_;         // all messages of the logs it consumes
  std::map<std::string, const Handler*> timers_;
  std::map<std::string, const Handler*> jobs_;
  std::set<std::string> sources_;
};

}  // namespace opora
