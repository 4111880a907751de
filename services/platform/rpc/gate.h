// What every call must pass before anything is done for it: a token, a caller within their limit, and a request of
// bearable size.
#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>

#include "opora/options/v1/options.pb.h"
#include "platform/clock/clock.h"
#include "platform/limits/call_limits.h"
#include "platform/policy/key_folder.h"
#include "platform/result/result.h"

namespace opora {

constexpr std::size_t kRequestBytesMax = 1 << 20;

// Refused with REQUEST_TOO_LARGE.
Result<void> check_size(const grpc::ByteBuffer& request);

class Gate {
 public:
  // `wall`: the machine's clock, where `clock` is what is believed instead of it; may be null. While the two differ, a
  // token that is right by either is taken: people go on by the one, and whoever comes to put the other right may have
  // a token of it. Without limits everybody may call as often as they like.
  Gate(KeyFolder& keys, const Clock& clock, const Clock* wall, CallLimits* limits)
      : keys_(keys), clock_(clock), wall_(wall), limits_(limits) {}

  // Who calls. Services, which follow each other's logs, and operators, who come when there is trouble, are not
  // limited. Refused with the reasons of KeyFolder::verify, RATE_LIMITED or REQUEST_TOO_LARGE. Never blocks.
  Result<Caller> pass(const grpc::ServerContextBase& context, const grpc::ByteBuffer& request) const;
  // The same, and the call is counted nowhere. Refused with the reasons of KeyFolder::verify.
  Result<Caller> identify(const grpc::ServerContextBase& context) const;

 private:
  Result<Caller> whose(std::string_view token) const;

  KeyFolder& keys_;
  const Clock& clock_;
  const Clock* const wall_;
  CallLimits* const limits_;
};

// The policy of a method of the platform's own, whose grants have no limits: the method in `file_of`'s file.
const options::v1::Policy& platform_policy(const google::protobuf::Descriptor* file_of, const char* service,
                                           const char* method);
Result<void> check_access(const options::v1::Policy& policy, const Caller& caller);

}  // namespace opora
