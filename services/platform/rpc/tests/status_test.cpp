// Every code has its gRPC status and comes back as it was refused.
#include "platform/rpc/status.h"

#include <set>

#include <gtest/gtest.h>

namespace opora {
namespace {

struct CodeCase {
  Code code;
  grpc::StatusCode status;
};
const CodeCase kCodes[] = {
    {Code::invalid, grpc::StatusCode::INVALID_ARGUMENT},     {Code::not_found, grpc::StatusCode::NOT_FOUND},
    {Code::conflict, grpc::StatusCode::FAILED_PRECONDITION}, {Code::unauthenticated, grpc::StatusCode::UNAUTHENTICATED},
    {Code::denied, grpc::StatusCode::PERMISSION_DENIED},     {Code::overloaded, grpc::StatusCode::RESOURCE_EXHAUSTED},
    {Code::deadline, grpc::StatusCode::DEADLINE_EXCEEDED},   {Code::unavailable, grpc::StatusCode::UNAVAILABLE},
    {Code::outcome_unknown, grpc::StatusCode::UNKNOWN},      {Code::internal, grpc::StatusCode::INTERNAL},
};

TEST(Status, EveryCodeGoesThereAndBack) {
  std::set<grpc::StatusCode> statuses;
  for (const auto& c : kCodes) {
    const Error error{c.code,
                      "SOME_REASON",
                      "What was wrong.",
                      {{"members[2].person_id", "is no UUID"}},
                      std::chrono::milliseconds(1250)};
    const grpc::Status status = to_status(error);
    EXPECT_EQ(status.error_code(), c.status);
    EXPECT_EQ(status.error_message(), "What was wrong.");
    EXPECT_EQ(from_status(status), error);
    statuses.insert(c.status);
  }
  EXPECT_EQ(statuses.size(), std::size(kCodes)) << "no two codes share a status";
}

TEST(Status, WithoutFieldsOrAdviceNoneComeBack) {
  const Error error{Code::conflict, "REGISTRATION_CLOSED", "Registration is over."};
  EXPECT_EQ(from_status(to_status(error)), error);
}

TEST(Status, WhatGrpcItselfSaysLeavesTheOutcomeOpen) {
  struct Case {
    grpc::StatusCode status;
    Code code;
    const char* reason;
  };
  const Case cases[] = {
      {grpc::StatusCode::UNAVAILABLE, Code::outcome_unknown, "SERVER_UNREACHABLE"},
      {grpc::StatusCode::DEADLINE_EXCEEDED, Code::outcome_unknown, "ANSWER_LATE"},
      {grpc::StatusCode::CANCELLED, Code::outcome_unknown, "CALL_CANCELLED"},
      {grpc::StatusCode::UNKNOWN, Code::outcome_unknown, "CALL_FAILED"},
      {grpc::StatusCode::RESOURCE_EXHAUSTED, Code::invalid, "REQUEST_TOO_LARGE"},
      {grpc::StatusCode::UNIMPLEMENTED, Code::not_found, "UNKNOWN_METHOD"},
  };
  for (const auto& c : cases) {
    const Error error = from_status(grpc::Status(c.status, "by gRPC"));
    EXPECT_EQ(error.reason, c.reason);
    EXPECT_EQ(error.code, c.code) << c.reason;
  }
}

}  // namespace
}  // namespace opora
