// How HTTP reaches the contracts (google.api.http).
#include <algorithm>
#include <optional>
#include <set>
#include <sstream>

#include "rules.h"

#include "google/api/annotations.pb.h"
#include "opora/options/v1/options.pb.h"

namespace opora::contract {
namespace {

namespace options = opora::options::v1;
using google::api::HttpRule;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

// Services' contracts are reached by HTTP; what operators and services ask of the platform is not.
bool is_public(const MethodDescriptor* method) {
  const std::string& package = method->file()->package();
  return !package.starts_with("opora.platform.") && !package.starts_with("opora.testing.");
}

bool is_command(const MethodDescriptor* method) {
  return method->input_type()->FindFieldByName("request_id") != nullptr;
}

bool is_sealed(const MethodDescriptor* method) { return method->options().GetExtension(options::sealed); }

struct Binding {
  std::string verb;
  std::string path;
  std::string body;
};

std::optional<Binding> binding_of(const HttpRule& rule) {
  switch (rule.pattern_case()) {
    case HttpRule::kGet: return Binding{"GET", rule.get(), rule.body()};
    case HttpRule::kPut: return Binding{"PUT", rule.put(), rule.body()};
    case HttpRule::kPost: return Binding{"POST", rule.post(), rule.body()};
    case HttpRule::kDelete: return Binding{"DELETE", rule.delete_(), rule.body()};
    case HttpRule::kPatch: return Binding{"PATCH", rule.patch(), rule.body()};
    case HttpRule::PATTERN_NOT_SET: break;
  }
  return std::nullopt;
}

// "/v1/sessions/{session_id}:publish".
struct Path {
  std::vector<std::string> segments;
  std::string action;  // "publish"
};

Path parse(const std::string& text) {
  Path path;
  const auto colon = text.find(':');
  if (colon != std::string::npos) path.action = text.substr(colon);
  std::istringstream in(text.substr(0, colon));
  for (std::string segment; std::getline(in, segment, '/');) path.segments.push_back(segment);
  return path;
}

bool is_variable(const std::string& segment) { return segment.size() > 2 && segment.front() == '{'; }

std::string field_named(const std::string& variable) { return variable.substr(1, variable.size() - 2); }

bool is_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

bool is_well_formed(const Path& path) {
  if (path.segments.size() < 3 || !path.segments[0].empty() || path.segments[1] != "v1") return false;
  const bool is_action = path.action.empty() || is_word(std::string_view(path.action).substr(1));
  return is_action && std::all_of(path.segments.begin() + 2, path.segments.end(), [](const std::string& segment) {
    return is_word(segment) || (is_variable(segment) && segment.back() == '}');
  });
}

// Whether somebody can ask for both with the same words.
bool meet(const Path& a, const Path& b) {
  return a.action == b.action &&
         std::ranges::equal(a.segments, b.segments, [](const std::string& one, const std::string& other) {
           return one == other || is_variable(one) || is_variable(other);
         });
}

// Addresses are written into logs and histories.
bool may_stand_in_address(const FieldDescriptor* field) {
  const auto data = field->options().GetExtension(options::field).data();
  return data == options::DATA_CLASS_PUBLIC || data == options::DATA_CLASS_PSEUDONYMOUS;
}

void check_variables(const MethodDescriptor* method, const Path& path, Violations& violations) {
  for (const std::string& segment : path.segments) {
    if (!is_variable(segment)) continue;
    const FieldDescriptor* field = method->input_type()->FindFieldByName(field_named(segment));
    if (field == nullptr || field->type() != FieldDescriptor::TYPE_STRING || field->is_repeated())
      violations.push_back(method->full_name() + ": " + segment + " is no text of the request");
    else if (!may_stand_in_address(field))
      violations.push_back(method->full_name() + ": " + segment + " says who somebody is, in an address");
  }
}

// A query that is told who somebody is can't be asked by an address, so it is POST, with all that in its body.
bool is_asked_of_somebody(const MethodDescriptor* method) {
  for (int i = 0; i < method->input_type()->field_count(); ++i)
    if (!may_stand_in_address(method->input_type()->field(i))) return true;
  return false;
}

void check_query(const MethodDescriptor* method, const Binding& binding, const Path& path, Violations& violations) {
  const std::string& name = method->full_name();
  if (binding.verb == "POST" && binding.body == "*" && is_asked_of_somebody(method)) return;
  if (binding.verb != "GET") return violations.push_back(name + ": a query is asked by GET");
  if (!binding.body.empty()) violations.push_back(name + ": GET has no body");
  for (int i = 0; i < method->input_type()->field_count(); ++i) {
    const FieldDescriptor* field = method->input_type()->field(i);
    if (std::ranges::find(path.segments, "{" + field->name() + "}") != path.segments.end()) continue;
    if (field->message_type() != nullptr)
      violations.push_back(name + ": " + field->name() + " can't be a parameter of an address");
    else if (!may_stand_in_address(field))
      violations.push_back(name + ": " + field->name() + " says who somebody is, in an address");
  }
}

// A cache, a history or a log may keep what is asked by GET; and none is PUT, since it is nobody's to find again.
void check_sealed(const MethodDescriptor* method, const Binding& binding, Violations& violations) {
  const std::string& name = method->full_name();
  if (binding.verb != "POST") return violations.push_back(name + ": what is sealed comes by POST");
  if (binding.body != "*") violations.push_back(name + ": all that the path doesn't hold is the body, \"*\"");
}

// What is made under an id that its maker chose is PUT there: sent again, it changes nothing.
void check_command(const MethodDescriptor* method, const Binding& binding, const Path& path, Violations& violations) {
  const std::string& name = method->full_name();
  if (binding.verb != "PUT" && binding.verb != "POST")
    return violations.push_back(name + ": a command comes by PUT or POST");
  if (binding.body != "*") violations.push_back(name + ": all that the path doesn't hold is the body, \"*\"");
  const bool names_a_thing = is_variable(path.segments.back()) && path.action.empty();
  if ((binding.verb == "PUT") != names_a_thing)
    violations.push_back(name + ": a thing is PUT under its own address, and all else is POST");
}

struct Taken {
  std::string verb;
  Path path;
  std::string method;
};

void check_binding(const MethodDescriptor* method, const HttpRule& rule, std::vector<Taken>& taken,
                   Violations& violations) {
  const auto binding = binding_of(rule);
  if (!binding) return violations.push_back(method->full_name() + ": no HTTP mapping");
  Path path = parse(binding->path);
  if (!is_well_formed(path)) return violations.push_back(method->full_name() + ": no path: " + binding->path);
  check_variables(method, path, violations);
  if (is_sealed(method))
    check_sealed(method, *binding, violations);
  else if (is_command(method))
    check_command(method, *binding, path, violations);
  else
    check_query(method, *binding, path, violations);
  for (const Taken& other : taken)
    if (other.verb == binding->verb && meet(other.path, path))
      violations.push_back(method->full_name() + ": " + binding->path + " is also " + other.method + "'s");
  taken.push_back({binding->verb, std::move(path), method->full_name()});
}

}  // namespace

Violations http_violations(const Contracts& contracts) {
  Violations violations;
  std::vector<Taken> taken;
  each_method(contracts, [&](const MethodDescriptor* method) {
    const HttpRule& rule = method->options().GetExtension(google::api::http);
    if (!is_public(method)) {
      if (binding_of(rule)) violations.push_back(method->full_name() + ": an HTTP mapping, of the platform's own");
      return;
    }
    check_binding(method, rule, taken, violations);
    for (const HttpRule& other : rule.additional_bindings()) check_binding(method, other, taken, violations);
  });
  return violations;
}

}  // namespace opora::contract
