#include "platform/rpc/client.h"

#include <algorithm>
#include <random>
#include <stdexcept>
#include <thread>

#include <grpcpp/create_channel.h>
#include <grpcpp/impl/client_unary_call.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/impl/rpc_method.h>
#include <grpcpp/support/sync_stream.h>

#include "opora/options/v1/options.pb.h"
#include "platform/policy/token.h"
#include "platform/rpc/address.h"
#include "platform/rpc/metadata.h"
#include "platform/rpc/status.h"

namespace opora {
namespace {

using google::protobuf::MessageLite;
using grpc::internal::RpcMethod;
using std::chrono::milliseconds, std::chrono::steady_clock, std::chrono::system_clock;

constexpr const char* kReadPath = "/opora.platform.v1.EventLogService/Read";
constexpr int kReceivedBytesMax = 16 << 20;
constexpr int kKeepaliveMs = 3'000;
constexpr int kFailuresAtOneReplica = 2;
constexpr milliseconds kAttemptMax{10'000}, kFirstPause{10}, kPauseMax{1'000};

bool is_worth_another_try(Code code) {
  switch (code) {
    case Code::overloaded:
    case Code::deadline:
    case Code::unavailable:
    case Code::outcome_unknown:
      return true;
    case Code::invalid:
    case Code::not_found:
    case Code::conflict:
    case Code::unauthenticated:
    case Code::denied:
    case Code::internal:
      return false;
  }
  return false;
}

// An answer that another replica might better. Overload isn't: the others would soon be as loaded.
bool is_of_no_use(Code code) { return code != Code::overloaded && is_worth_another_try(code); }

// Twice as long after each failure, and at random, so that clients who failed together don't come back together.
milliseconds pause_after(int failures, const Error& error) {
  thread_local std::minstd_rand random{std::random_device{}()};
  const auto longest = std::min(kPauseMax, kFirstPause * (1 << std::min(failures, 10)));
  std::uniform_int_distribution<std::int64_t> spread(longest.count() / 2, longest.count());
  return std::max(milliseconds(spread(random)), error.retry_after.value_or(milliseconds(0)));
}

}  // namespace

const google::protobuf::MethodDescriptor* method_of(const google::protobuf::Descriptor* request) {
  const auto* file = request->file();
  for (int s = 0; s < file->service_count(); ++s)
    for (int m = 0; m < file->service(s)->method_count(); ++m)
      if (file->service(s)->method(m)->input_type() == request) return file->service(s)->method(m);
  return nullptr;
}

std::string method_path(const google::protobuf::Descriptor* request) {
  const auto* method = method_of(request);
  return method == nullptr ? std::string() : "/" + method->service()->full_name() + "/" + method->name();
}

std::string_view log_of(std::string_view path) {
  const auto first = path.find('.');
  if (first == std::string_view::npos) return {};
  return path.substr(first + 1, path.find('.', first + 1) - first - 1);
}

namespace {

enum class Sealing { none, for_callers, for_anybody };

// A method of none of our contracts is as any other.
Sealing sealing_of(const std::string& path) {
  std::string name = path.substr(std::min<std::size_t>(1, path.size()));
  std::ranges::replace(name, '/', '.');
  const auto* method = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(name);
  if (method == nullptr || !method->options().GetExtension(options::v1::sealed)) return Sealing::none;
  const bool is_for_anybody = method->options().GetExtension(options::v1::access).policy().empty();
  return is_for_anybody ? Sealing::for_anybody : Sealing::for_callers;
}

std::shared_ptr<grpc::Channel> connect_to(const std::string& target,
                                          const std::shared_ptr<grpc::ChannelCredentials>& credentials) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kReceivedBytesMax);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);  // a connection of its own
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);          // a machine's proxy is its way to the web, not to a peer
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);             // settle() knows better when to
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 5000);  // this is how long an attempt to connect may take
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1000);
  // A replica that stands still, or whose machine is gone, is left for another one while somebody waits for it.
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveMs);
  arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
  return grpc::CreateCustomChannel(target, credentials, arguments);
}

// The same addresses, beginning with each, as gRPC takes them.
Result<std::vector<std::string>> turns_of(const std::string& addresses) {
  TRY(target, grpc_target(addresses));
  std::vector<std::string> all{std::move(target)};
  for (auto comma = addresses.find(','); comma != std::string::npos; comma = addresses.find(',', comma + 1)) {
    TRY(next, grpc_target(addresses.substr(comma + 1) + "," + addresses.substr(0, comma)));
    all.push_back(std::move(next));
  }
  return all;
}

Result<std::shared_ptr<grpc::ChannelCredentials>> credentials_for(const std::string& addresses,
                                                                  const ClientOptions& options) {
  if (!options.in_plain_text) return channel_credentials(addresses, options.tls);
  if (!options.token.empty() || options.token_source) throw std::logic_error("a token in plain text");
  return grpc::InsecureChannelCredentials();
}

}  // namespace

// Where a service is: one connection, to one of its replicas. Thread-safe.
//
// A replica may answer and yet be of no use, when it is cut off from what it stands on: after two such answers it is
// left, for the next address and by a new connection, since one name may stand for many replicas. A connection that is
// lost needs none of this: the channel itself tries the others then.
class Client::Endpoint {
 public:
  // `credentials` are made of the files.
  Endpoint(std::string service, std::vector<std::string> turns, TlsFiles tls,
        std::shared_ptr<grpc::ChannelCredentials> credentials)
      : service_(std::move(service)),
        turns_(std::move(turns)),
        tls_(std::move(tls)),
        credentials_(std::move(credentials)),
        channel_(connect_to(turns_.front(), credentials_)) {}

  const std::string& addresses() const { return turns_.front(); }

  // Of any service, if its name is empty.
  bool is_of(std::string_view service) const { return service_.empty() || service_ == service; }

  std::shared_ptr<grpc::Channel> channel() {
    const std::lock_guard lock(mutex_);
    return channel_;
  }

  // What came of a call there. Others may have noticed the same: it is left once.
  void note(const std::shared_ptr<grpc::Channel>& used, const Result<void>& result) {
    std::unique_lock lock(mutex_);
    if (used != channel_) return;
    if (result || !is_of_no_use(result.error().code)) {
      failures_in_a_row_ = 0;
      return;
    }
    if (++failures_in_a_row_ < kFailuresAtOneReplica) return;
    failures_in_a_row_ = 0;
    turn_ = (turn_ + 1) % turns_.size();
    const std::string& target = turns_[turn_];
    auto credentials = credentials_;
    lock.unlock();  // calls go on while files are read
    renew(target, credentials);
    auto next = connect_to(target, credentials);
    lock.lock();
    if (used != channel_) return;
    credentials_ = std::move(credentials);
    channel_ = std::move(next);
  }

 private:
  // Certificates may have been renewed, and that may be why. Those that are of no use are not taken.
  void renew(const std::string& target, std::shared_ptr<grpc::ChannelCredentials>& credentials) const {
    if (tls_.authority.empty()) return;
    if (auto renewed = channel_credentials(target, tls_)) credentials = std::move(*renewed);
  }

  const std::string service_;
  const std::vector<std::string> turns_;
  const TlsFiles tls_;
  std::mutex mutex_;
  std::size_t turn_ = 0;
  std::shared_ptr<grpc::ChannelCredentials> credentials_;
  std::shared_ptr<grpc::Channel> channel_;
  int failures_in_a_row_ = 0;
};

Result<std::unique_ptr<Client>> Client::make(const ClientOptions& options) {
  TRY(endpoints, parse_endpoints(options.address));
  std::vector<std::unique_ptr<Endpoint>> connected;
  for (const auto& [service, addresses] : endpoints) {
    TRY(credentials, credentials_for(addresses, options));
    TRY(turns, turns_of(addresses));
    connected.push_back(std::make_unique<Endpoint>(service, std::move(turns), options.tls, std::move(credentials)));
  }
  return std::unique_ptr<Client>(new Client(std::move(connected), options));
}

Client::Client(std::vector<std::unique_ptr<Endpoint>> endpoints, const ClientOptions& options)
    : endpoints_(std::move(endpoints)),
      token_(options.token_source ? options.token_source : [token = options.token] { return token; }),
      read_your_writes_(options.read_your_writes) {}

Client::~Client() = default;

Result<Client::Endpoint*> Client::endpoint_of(std::string_view service) const {
  for (const auto& endpoint : endpoints_)
    if (endpoint->is_of(service)) return endpoint.get();
  return refuse(Code::invalid, "SERVICE_NOT_NAMED",
                "The address names no endpoint of the service " + std::string(service) + ": add " +
                    std::string(service) + "=host:port.");
}

Result<void> Client::call(const std::string& path, const MessageLite& request, MessageLite& response,
                          milliseconds within, AnswerDetails* details) {
  TRY(endpoint, endpoint_of(log_of(path)));
  return call_at(*endpoint, path, request, response, within, details);
}

Result<void> Client::call_at(Endpoint& endpoint, const std::string& path, const MessageLite& request,
                             MessageLite& response, milliseconds within, AnswerDetails* details) {
  grpc::ClientContext context;
  context.set_deadline(system_clock::now() + within);
  TRY_DO(add_metadata(context, path));
  const RpcMethod method(path.c_str(), RpcMethod::NORMAL_RPC);
  const auto channel = endpoint.channel();
  const auto status =
      grpc::internal::BlockingUnaryCall<MessageLite, MessageLite>(channel.get(), method, &context, request, &response);
  auto told = details_in(context);
  if (read_your_writes_) note_positions(told.positions);
  if (details != nullptr) *details = std::move(told);
  Result<void> result;
  if (!status.ok()) result = tl::unexpected(from_status(status));
  endpoint.note(channel, result);
  if (!result && result.error().reason == kUnreachable)
    result.error().message = endpoint.addresses() + ": " + result.error().message;
  return result;
}

Result<void> Client::settle(const std::string& path, const MessageLite& request, MessageLite& response,
                            milliseconds within) {
  const auto end = steady_clock::now() + within;
  for (int failures = 0;; ++failures) {
    const auto left = std::chrono::ceil<milliseconds>(end - steady_clock::now());
    auto result = call(path, request, response, std::clamp(left, milliseconds(0), kAttemptMax));
    if (result || !is_worth_another_try(result.error().code)) return result;
    const auto next = steady_clock::now() + pause_after(failures, result.error());
    if (next >= end) return result;
    std::this_thread::sleep_until(next);
  }
}

Result<void> Client::read_events(const platform::v1::ReadRequest& request,
                                 const std::function<bool(const platform::v1::ReadResponse&)>& each,
                                 std::stop_token stop, std::optional<milliseconds> within) {
  TRY(endpoint, endpoint_of(request.log()));
  grpc::ClientContext context;
  if (within) context.set_deadline(system_clock::now() + *within);
  TRY_DO(add_metadata(context, kReadPath));
  const std::stop_callback cancel(stop, [&context] { context.TryCancel(); });
  const RpcMethod method(kReadPath, RpcMethod::SERVER_STREAMING);
  const auto channel = endpoint->channel();
  const std::unique_ptr<grpc::ClientReader<platform::v1::ReadResponse>> reader(
      grpc::internal::ClientReaderFactory<platform::v1::ReadResponse>::Create(
          channel.get(), method, &context, request));
  platform::v1::ReadResponse page;
  bool enough = false;
  while (!enough && reader->Read(&page)) enough = !each(page);
  if (enough) context.TryCancel();
  const auto status = reader->Finish();
  Result<void> result;
  if (!status.ok() && !enough && !stop.stop_requested()) result = tl::unexpected(from_status(status));
  endpoint->note(channel, result);
  return result;
}

std::map<std::string, LogHead> Client::seen() const {
  const std::lock_guard lock(mutex_);
  return seen_;
}

// Of a sealed method nothing is said but what its request says: the token where it takes one, and no position.
Result<void> Client::add_metadata(grpc::ClientContext& context, const std::string& path) const {
  const Sealing sealing = sealing_of(path);
  if (sealing == Sealing::for_anybody) return {};
  if (const std::string token = token_(); !token.empty()) {
    TRY_DO(check_sendable(token));
    context.AddMetadata(kAuthorization, "Bearer " + token);
  }
  if (sealing == Sealing::for_callers) return {};
  const std::lock_guard lock(mutex_);
  for (const auto& [log, head] : seen_) {
    // A service always sees its own writes.
    if (log != log_of(path)) context.AddMetadata(kSeen, position_text(log, head));
  }
  return {};
}

AnswerDetails Client::details_in(const grpc::ClientContext& context) const {
  AnswerDetails details;
  const auto& metadata = context.GetServerTrailingMetadata();
  const auto [first, last] = metadata.equal_range(kPosition);
  for (auto entry = first; entry != last; ++entry) {
    if (auto position = parse_position({entry->second.data(), entry->second.size()}))
      details.positions.insert(std::move(*position));
  }
  details.remembered = metadata.find(kRemembered) != metadata.end();
  const auto [first_note, last_note] = metadata.equal_range(kNote);
  for (auto entry = first_note; entry != last_note; ++entry)
    details.notes.emplace_back(entry->second.data(), entry->second.size());
  const auto build = metadata.find(kBuild);
  if (build != metadata.end()) details.build.assign(build->second.data(), build->second.size());
  return details;
}

void Client::note_positions(const std::map<std::string, LogHead>& positions) {
  if (positions.empty()) return;
  const std::lock_guard lock(mutex_);
  for (const auto& [log, head] : positions) {
    auto& known = seen_[log];
    if (known.epoch != head.epoch)
      known = head;
    else
      known.position = std::max(known.position, head.position);
  }
}

}  // namespace opora
