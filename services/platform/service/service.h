// What a service is made of: a table of handlers, found by the type of their request, and how they are reached.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include <google/protobuf/message.h>

#include "opora/network/v1/roles.pb.h"
#include "platform/lane/lane.h"
#include "platform/policy/scopes.h"
#include "platform/service/invariant.h"
#include "platform/service/outside.h"
#include "platform/service/sealed.h"
#include "platform/sql/database.h"

namespace opora {

// A consumed event as its handler sees it.
template <class Body>
struct Received {
  const Body& body;
  const LogRecord& record;  // position, time, key
  const std::string& source;
};

// One line of a service's table of contents. The type of the function says what it is:
//   command   Result<Response> (Transaction&, const Request&)
//   query     Result<Response> (Snapshot&, const Request&)
//   consumer  Result<void>     (Transaction&, const Received<Body>&)
//   timer     Result<void>     (Transaction&, const Request&), run only by set_timer, or with what a job has found
//   job       Result<Found>    (Outside&, const Request&), run only by set_job; what it has found is a timer's request
//   sealed    Result<Response> (Sealed&, const Request&), a method of which nothing is kept (sealed.h)
//   run       Result<Response> (SealedRun&, const Request&), the same for callers of a policy
class Handler {
 public:
  template <class Request, class Response>
  Handler(Result<Response> (*function)(Transaction&, const Request&))  // NOLINT(google-explicit-constructor)
      : input_(Request::descriptor()), kind_(std::is_void_v<Response> ? Kind::timer : Kind::command),
        command_([function](Transaction& tx, const google::protobuf::Message& request) -> Result<std::string> {
          return serialised(function(tx, static_cast<const Request&>(request)));
        }) {}
  template <class Request, class Response>
  Handler(Result<Response> (*function)(Snapshot&, const Request&))  // NOLINT(google-explicit-constructor)
      : input_(Request::descriptor()), kind_(Kind::query),
        query_([function](Snapshot& snapshot, const google::protobuf::Message& request) -> Result<std::string> {
          return serialised(function(snapshot, static_cast<const Request&>(request)));
        }) {}
  template <class Body>
  Handler(Result<void> (*function)(Transaction&, const Received<Body>&))  // NOLINT(google-explicit-constructor)
      : input_(Body::descriptor()), kind_(Kind::consumer),
        consumer_([function](Transaction& tx, const std::string& source, const LogRecord& record,
                             const google::protobuf::Message& body) -> Result<void> {
          return function(tx, Received<Body>{static_cast<const Body&>(body), record, source});
        }) {}
  template <class Request, class Found>
  Handler(Result<Found> (*function)(Outside&, const Request&))  // NOLINT(google-explicit-constructor)
      : input_(Request::descriptor()), kind_(Kind::job), found_(Found::descriptor()),
        job_([function](Outside& outside, const google::protobuf::Message& request) -> Result<std::string> {
          return serialised(function(outside, static_cast<const Request&>(request)));
        }) {}
  template <class Request, class Response>
  Handler(Result<Response> (*function)(Sealed&, const Request&))  // NOLINT(google-explicit-constructor)
      : input_(Request::descriptor()), kind_(Kind::sealed),
        sealed_([function](SealedRun& run, const google::protobuf::Message& request) -> Result<std::string> {
          return serialised(function(run, static_cast<const Request&>(request)));
        }) {}
  template <class Request, class Response>
  Handler(Result<Response> (*function)(SealedRun&, const Request&))  // NOLINT(google-explicit-constructor)
      : input_(Request::descriptor()), kind_(Kind::run),
        sealed_([function](SealedRun& run, const google::protobuf::Message& request) -> Result<std::string> {
          return serialised(function(run, static_cast<const Request&>(request)));
        }) {}

  enum class Kind { command, query, consumer, timer, job, sealed, run };
  using CommandFunction = std::function<Result<std::string>(Transaction&, const google::protobuf::Message&)>;
  using QueryFunction = std::function<Result<std::string>(Snapshot&, const google::protobuf::Message&)>;
  using ConsumerFunction = std::function<Result<void>(Transaction&, const std::string& source, const LogRecord&,
                                                      const google::protobuf::Message&)>;
  using JobFunction = std::function<Result<std::string>(Outside&, const google::protobuf::Message&)>;
  // A handler of the kind `sealed` sees no more of the run than Sealed.
  using SealedFunction = std::function<Result<std::string>(SealedRun&, const google::protobuf::Message&)>;
  Kind kind() const { return kind_; }
  const google::protobuf::Descriptor* input() const { return input_; }
  const google::protobuf::Descriptor* found() const { return found_; }  // a job's
  const CommandFunction& command() const { return command_; }
  const QueryFunction& query() const { return query_; }
  const ConsumerFunction& consumer() const { return consumer_; }
  const JobFunction& job() const { return job_; }
  const SealedFunction& sealed() const { return sealed_; }
  bool is_sealed() const { return kind_ == Kind::sealed || kind_ == Kind::run; }
  // Whether it may touch the sealed tables, though it is not sealed itself: see tends_sealed().
  bool is_tending() const { return is_tending_; }

  // The same line, so marked.
  Handler tending() const {
    Handler changed = *this;
    changed.is_tending_ = true;
    return changed;
  }
  // The same line with another consumer: for tests that put something around it.
  Handler with_consumer(ConsumerFunction consumer) const {
    Handler changed = *this;
    changed.consumer_ = std::move(consumer);
    return changed;
  }

 private:
  static Result<std::string> serialised(Result<void> result) {
    if (!result) return tl::unexpected(std::move(result).error());
    return std::string();
  }
  template <class Response>
  static Result<std::string> serialised(Result<Response> result) {
    if (!result) return tl::unexpected(std::move(result).error());
    return result->SerializeAsString();
  }
  const google::protobuf::Descriptor* input_;
  Kind kind_;
  const google::protobuf::Descriptor* found_ = nullptr;
  CommandFunction command_;
  QueryFunction query_;
  ConsumerFunction consumer_;
  JobFunction job_;
  SealedFunction sealed_;
  bool is_tending_ = false;
};

// A command or a timer that may touch the sealed tables: to issue what is spent there, or to delete what is over. It is
// remembered like any other, so neither an answer nor a token may stand in its request or its response.
inline Handler tends_sealed(const Handler& handler) { return handler.tending(); }

// Says where a thing named in a request lies, for the policy.
struct ScopeOf {
  std::vector<std::string> scopes;  // of which it says so: what a grant for such a thing can be limited to
  // Runs before the handler, in the same transaction or snapshot.
  std::function<Result<Scope>(Reader&, const std::string& id)> find;
  // Of these a grant may apply before it is known where the thing lies (Grant.before_known): each command that it lets
  // in asks Transaction::only_within() for them, and keeps to the answer.
  std::vector<std::string> before_known = {};
};

// What waits for people for longer than it should: how many such things there are, by the snapshot's time. Told as a
// metric, so that somebody is told who can see to it: so it counts what lasts for hours, and no single deed.
struct Overdue {
  std::string what;  // the metric's label: "sessions_to_publish"
  Result<std::int64_t> (*count)(Snapshot&);
};

class Catalogue;

struct Service {
  std::string name;                       // "registration": the service, its log, its database
  // Its gRPC services: {"opora.registration.v1.RegistrationService"}. No two methods of them have one name or request.
  std::vector<std::string> contracts;
  const google::protobuf::Descriptor* event = nullptr;  // its Event message; null if it emits none
  Migrations migrations;
  const Catalogue* refusals = nullptr;    // what people are told who are refused, by reason; null if there is nothing
  std::vector<Handler> handlers;
  std::map<std::string, ScopeOf> scopes = {};  // by the request field that a method's `of` names
  // A token with one of these scopes reads so few people's names, and so often, that they are not counted (NameLimits).
  std::vector<std::string> names_uncounted_within = {};
  // Roles that may read everybody's names and so gain nothing by guessing: a wrong one is not counted (NameLimits).
  std::vector<network::v1::Role> guesses_uncounted_of = {};
  std::vector<Invariant> invariants;
  std::vector<Job> standing_jobs = {};    // LaneOptions::standing_jobs
  std::vector<Overdue> overdue = {};
  // Tables that hold what is sealed: its sealed methods write them, and nobody else touches them but what is marked
  // with tends_sealed(), and the invariants. The engine keeps no statistics of them, and the process does not start on
  // a database that writes down their statements.
  std::vector<std::string> sealed_tables = {};
  std::vector<std::string> read_models;   // tables that consumers alone write: a rebuild makes the same rows
  // Consumers make more of some events than those of an older build did, which passed them over or left something out
  // of them: these are told again to the consumers, once, beside new ones. Such a consumer makes the same of an event
  // heard twice, with later ones in between. The revision is raised with each build that makes more of them.
  struct Relearn {
    std::int64_t revision = 0;
    std::vector<const google::protobuf::Descriptor*> events;
  };
  Relearn relearn;
};

}  // namespace opora
