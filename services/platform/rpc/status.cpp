#include "platform/rpc/status.h"

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace opora {
namespace {

constexpr const char* kDomain = "opora";

// Ours again, where details say that the status was made by to_status().
Code code_of(grpc::StatusCode code) {
  switch (code) {
    case grpc::StatusCode::INVALID_ARGUMENT:
      return Code::invalid;
    case grpc::StatusCode::NOT_FOUND:
      return Code::not_found;
    case grpc::StatusCode::FAILED_PRECONDITION:
      return Code::conflict;
    case grpc::StatusCode::UNAUTHENTICATED:
      return Code::unauthenticated;
    case grpc::StatusCode::PERMISSION_DENIED:
      return Code::denied;
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return Code::overloaded;
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return Code::deadline;
    case grpc::StatusCode::UNAVAILABLE:
      return Code::unavailable;
    case grpc::StatusCode::UNKNOWN:
      return Code::outcome_unknown;
    default:
      return Code::internal;
  }
}

// gRPC's own: nobody knows how far the call came.
Error error_without_details(const grpc::Status& status) {
  switch (status.error_code()) {
    case grpc::StatusCode::UNAVAILABLE:
      return {Code::outcome_unknown, kUnreachable,
              "The server can't be reached, or went away before it answered; " + std::string(kAskAgain) + "."};
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return {Code::outcome_unknown, "ANSWER_LATE",
              "No answer came before the deadline; " + std::string(kAskAgain) + "."};
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return {Code::invalid, "REQUEST_TOO_LARGE", "The message is larger than what is accepted; send less at once."};
    case grpc::StatusCode::UNIMPLEMENTED:
      return {Code::not_found, "UNKNOWN_METHOD", "The server has no such method; it may be older than its caller."};
    case grpc::StatusCode::CANCELLED:
      return {Code::outcome_unknown, "CALL_CANCELLED", "The call was cancelled before it was answered."};
    default:
      return {Code::outcome_unknown, "CALL_FAILED", "The call failed: " + status.error_message()};
  }
}

void read_detail(const google::protobuf::Any& detail, Error& error) {
  google::rpc::ErrorInfo info;
  google::rpc::BadRequest bad_request;
  google::rpc::RetryInfo retry;
  if (detail.UnpackTo(&info)) {
    error.reason = info.reason();
  } else if (detail.UnpackTo(&bad_request)) {
    for (const auto& field : bad_request.field_violations())
      error.fields.push_back({field.field(), field.description()});
  } else if (detail.UnpackTo(&retry)) {
    const auto& delay = retry.retry_delay();
    error.retry_after = std::chrono::milliseconds(delay.seconds() * 1000 + delay.nanos() / 1'000'000);
  }
}

}  // namespace

grpc::StatusCode grpc_code(Code code) {
  switch (code) {
    case Code::invalid:
      return grpc::StatusCode::INVALID_ARGUMENT;
    case Code::not_found:
      return grpc::StatusCode::NOT_FOUND;
    case Code::conflict:
      return grpc::StatusCode::FAILED_PRECONDITION;
    case Code::unauthenticated:
      return grpc::StatusCode::UNAUTHENTICATED;
    case Code::denied:
      return grpc::StatusCode::PERMISSION_DENIED;
    case Code::overloaded:
      return grpc::StatusCode::RESOURCE_EXHAUSTED;
    case Code::deadline:
      return grpc::StatusCode::DEADLINE_EXCEEDED;
    case Code::unavailable:
      return grpc::StatusCode::UNAVAILABLE;
    case Code::outcome_unknown:
      return grpc::StatusCode::UNKNOWN;
    case Code::internal:
      return grpc::StatusCode::INTERNAL;
  }
  return grpc::StatusCode::INTERNAL;
}

grpc::Status to_status(const Error& error) {
  google::rpc::Status details;
  details.set_code(static_cast<int>(grpc_code(error.code)));
  details.set_message(error.message);
  google::rpc::ErrorInfo info;
  info.set_reason(error.reason);
  info.set_domain(kDomain);
  details.add_details()->PackFrom(info);
  if (!error.fields.empty()) {
    google::rpc::BadRequest bad_request;
    for (const auto& field : error.fields) {
      auto* violation = bad_request.add_field_violations();
      violation->set_field(field.field);
      violation->set_description(field.description);
    }
    details.add_details()->PackFrom(bad_request);
  }
  if (error.retry_after) {
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_seconds(error.retry_after->count() / 1000);
    retry.mutable_retry_delay()->set_nanos(static_cast<int>(error.retry_after->count() % 1000) * 1'000'000);
    details.add_details()->PackFrom(retry);
  }
  return {grpc_code(error.code), error.message, details.SerializeAsString()};
}

Error from_status(const grpc::Status& status) {
  google::rpc::Status details;
  if (status.error_details().empty() || !details.ParseFromString(status.error_details()) || details.details().empty())
    return error_without_details(status);
  Error error{code_of(status.error_code()), "", status.error_message()};
  for (const auto& detail : details.details()) read_detail(detail, error);
  return error;
}

}  // namespace opora
