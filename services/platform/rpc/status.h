// Errors on the wire: one gRPC status for each of our codes, the rest in google.rpc's details (AIP-193); and back
// again.
#pragma once

#include <string_view>

#include <grpcpp/support/status.h>

#include "platform/result/result.h"

namespace opora {

grpc::StatusCode grpc_code(Code code);

grpc::Status to_status(const Error& error);

constexpr const char* kUnreachable = "SERVER_UNREACHABLE";

// What is advised in messages where nobody knows the outcome.
constexpr std::string_view kAskAgain = "ask again with the same request id";

// What a client makes of a status that is not OK. One without our details was made by gRPC itself: SERVER_UNREACHABLE
// and ANSWER_LATE (it may or may not have happened), REQUEST_TOO_LARGE, UNKNOWN_METHOD, CALL_CANCELLED, CALL_FAILED.
Error from_status(const grpc::Status& status);

}  // namespace opora
