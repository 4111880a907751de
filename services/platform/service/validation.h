// Checks a request against the rules its contract states, before a handler sees it. The one place where input is
// checked for its form; what it means is the domain's business.
#pragma once

#include <memory>
#include <vector>

#include <google/protobuf/message.h>

#include "opora/options/v1/options.pb.h"
#include "platform/result/result.h"

namespace opora {

// The rules of one message type, read from its descriptor once. Thread-safe to use.
class RequestRules {
 public:
  explicit RequestRules(const google::protobuf::Descriptor* type);
  ~RequestRules();

  // INVALID_REQUEST with at most 20 violations, or FIELD_NOT_ALLOWED for a field that the role may not set. Never
  // repeats a value: it may be a name.
  Result<void> check(const google::protobuf::Message& request, network::v1::Role role) const;

  // Writes ids that were given in capitals as the ids they are. Whether there were any: only what check() refused needs
  // to be looked at, so that a request as it should be costs nothing.
  bool lower_ids(google::protobuf::Message& request) const;

 private:
  struct Rule;
  struct Findings;
  struct Path;
  void check_fields(const google::protobuf::Message& message, const Path* parent, Findings& findings) const;
  void check_one(const google::protobuf::Message& message, const Rule& rule, const Path& path,
                 Findings& findings) const;
  void check_list(const google::protobuf::Message& message, const Rule& rule, const Path& path,
                  Findings& findings) const;
  std::vector<Rule> rules_;
};

// Whether a text has the format; an empty one never has.
bool has_format(const std::string& text, options::v1::Format format);

}  // namespace opora
