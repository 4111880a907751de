// Who is told what people are called: counted, bounded by NameLimits, and told to the observer for the audit.
#pragma once

#include <string>

#include "platform/limits/name_limits.h"
#include "platform/service/prepared_call.h"
#include "platform/service/service_parts.h"

namespace opora {

// From any thread.
class NameReads {
 public:
  explicit NameReads(const ServiceParts& parts) : parts_(parts), limits_(parts.options.names_an_hour) {}

  // Whether the caller may be told names by this method now. Refused with NAMES_LIMITED.
  Result<void> check(const BoundMethod& method, const Caller& caller, const std::string& share);
  // Whether the caller may give names: that one fits is something to be told as well. Asked when it is their turn,
  // since whoever guesses sends many at once. Refused with NAMES_LIMITED.
  Result<void> check_given(const PreparedCall& prepared);
  // What an answer tells, before anybody has it.
  void note_answer(const PreparedCall& prepared, const std::string& response);
  // What a command tells beside its answer. Said before it is committed, since the batch's next one may be the same
  // caller's; one whose batch failed is decided again, and counts for what it tells more.
  void note_told(PreparedCall& prepared, const Told& told);

 private:
  bool is_uncounted(const Caller& caller) const;

  const ServiceParts parts_;
  NameLimits limits_;
};

}  // namespace opora
