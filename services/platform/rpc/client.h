// How programs of ours call a server: the command-line tool, other processes of the platform, benches. Finds the method
// by the request's type, carries the token and the positions that earlier answers told, and gives errors back as they
// were refused.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include "opora/platform/v1/event_log_service.pb.h"
#include "platform/events/log/event_log.h"
#include "platform/result/result.h"
#include "platform/rpc/tls.h"

namespace opora {

struct ClientOptions {
  std::string address;  // host:port; or where each service is, as parse_endpoints() reads it
  std::string token = {};
  TlsFiles tls = {};  // the authority is needed unless all addresses are loopback
  bool in_plain_text = false;  // to any machine, whatever `tls` says: for health, which takes no token
  bool read_your_writes = true;
  std::function<std::string()> token_source = {};  // instead of `token`, asked at each call; thread-safe
};

// What an answer says beside its message.
struct AnswerDetails {
  std::map<std::string, LogHead> positions;  // reached, by log
  bool remembered = false;
  std::string build = {};               // of who tells of health
  std::vector<std::string> notes = {};  // likewise, in sentences
};

// The method that takes a request, of whichever contract in its file; null, if none does.
const google::protobuf::MethodDescriptor* method_of(const google::protobuf::Descriptor* request);

// Its path: "/opora.registration.v1.RegistrationService/RegisterGroup". Empty, if none takes it.
std::string method_path(const google::protobuf::Descriptor* request);

// The log of the service that a method's path belongs to: its package says it.
std::string_view log_of(std::string_view path);

// Thread-safe. Connects at the first call, and again whenever the connection is lost.
class Client {
 public:
  // Refused with ADDRESS_INVALID or as channel_credentials() is. A token in plain text is a mistake of ours:
  // std::logic_error. Calls are refused with SERVICE_NOT_NAMED when several
  // endpoints are named, and the service's is not.
  static Result<std::unique_ptr<Client>> make(const ClientOptions& options);
  ~Client();

  // Calls once. `within` is the deadline, from now. A token that can't be sent is refused with TOKEN_MALFORMED, before
  // anything is.
  template <class Response, class Request>
  Result<Response> call(const Request& request, std::chrono::milliseconds within, AnswerDetails* details = nullptr) {
    static const std::string path = method_path(Request::descriptor());
    Response response;
    TRY_DO(call(path, request, response, within, details));
    return response;
  }

  // Calls until the server has decided: refusals because it is overloaded, away or late, and outcomes that are unknown,
  // are tried again with the same request, so with the same request id. The last error, when the time is over.
  template <class Response, class Request>
  Result<Response> call_until_settled(const Request& request, std::chrono::milliseconds within) {
    static const std::string path = method_path(Request::descriptor());
    Response response;
    TRY_DO(settle(path, request, response, within));
    return response;
  }

  // Of one process at each endpoint that the address names, what is asked of processes and not of a service:
  // operations.
  template <class Response, class Request>
  Result<std::vector<Response>> call_everywhere(const Request& request, std::chrono::milliseconds within) {
    static const std::string path = method_path(Request::descriptor());
    std::vector<Response> responses(endpoints_.size());
    for (std::size_t i = 0; i < endpoints_.size(); ++i)
      TRY_DO(call_at(*endpoints_[i], path, request, responses[i], within, nullptr));
    return responses;
  }
  // The same of the one where a service is.
  template <class Response, class Request>
  Result<Response> call_where(const std::string& service, const Request& request, std::chrono::milliseconds within) {
    static const std::string path = method_path(Request::descriptor());
    Response response;
    TRY(endpoint, endpoint_of(service));
    TRY_DO(call_at(*endpoint, path, request, response, within, nullptr));
    return response;
  }

  // The same for messages whose type is known only while running.
  Result<void> call(const std::string& path, const google::protobuf::MessageLite& request,
                    google::protobuf::MessageLite& response, std::chrono::milliseconds within,
                    AnswerDetails* details = nullptr);
  Result<void> settle(const std::string& path, const google::protobuf::MessageLite& request,
                      google::protobuf::MessageLite& response, std::chrono::milliseconds within);

  // Reads a log, blocking, until it ends, `each` returns false, or `stop` is asked for; these are all successes. Or
  // until the time is over, if it is limited.
  Result<void> read_events(const platform::v1::ReadRequest& request,
                           const std::function<bool(const platform::v1::ReadResponse&)>& each,
                           std::stop_token stop = {},
                           std::optional<std::chrono::milliseconds> within = std::nullopt);

  // The positions learnt so far.
  std::map<std::string, LogHead> seen() const;

 private:
  class Endpoint;
  Client(std::vector<std::unique_ptr<Endpoint>> endpoints, const ClientOptions& options);
  Result<Endpoint*> endpoint_of(std::string_view service) const;
  Result<void> call_at(Endpoint& endpoint, const std::string& path, const google::protobuf::MessageLite& request,
                       google::protobuf::MessageLite& response, std::chrono::milliseconds within,
                       AnswerDetails* details);
  Result<void> add_metadata(grpc::ClientContext& context, const std::string& path) const;
  AnswerDetails details_in(const grpc::ClientContext& context) const;
  void note_positions(const std::map<std::string, LogHead>& positions);

  const std::vector<std::unique_ptr<Endpoint>> endpoints_;
  const std::function<std::string()> token_;
  const bool read_your_writes_;
  mutable std::mutex mutex_;
  std::map<std::string, LogHead> seen_;
};

}  // namespace opora
