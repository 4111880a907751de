#include "platform/rpc/health_service.h"

#include <optional>

#include "grpc/health/v1/health.pb.h"
#include "platform/rpc/bytes.h"
#include "platform/rpc/metadata.h"
#include "platform/rpc/status.h"

namespace opora {
namespace {

using namespace grpc::health::v1;

constexpr std::size_t kWatcherCountMax = 64;

std::optional<std::string> service_in(const grpc::ByteBuffer& bytes) {
  HealthCheckRequest request;
  if (!request.ParseFromString(to_string(bytes))) return std::nullopt;
  return std::move(*request.mutable_service());
}

std::string response_of(HealthCheckResponse::ServingStatus status) {
  HealthCheckResponse response;
  response.set_status(status);
  return response.SerializeAsString();
}

HealthCheckResponse::ServingStatus status_of(const std::map<std::string, bool>& serving, const std::string& service) {
  const auto found = serving.find(service);
  if (found == serving.end()) return HealthCheckResponse::SERVICE_UNKNOWN;
  return found->second ? HealthCheckResponse::SERVING : HealthCheckResponse::NOT_SERVING;
}

// As metadata may have it.
std::string one_line(std::string text) {
  for (char& c : text)
    if (c < ' ' || c > '~') c = '?';
  return text;
}

Error malformed() { return {Code::invalid, "MALFORMED_REQUEST", "The request's bytes are not a HealthCheckRequest."}; }

}  // namespace

// Guarded by the service's mutex.
class HealthService::Watcher final : public StreamSource {
 public:
  Watcher(HealthService& health, StreamCall& call, std::string service)
      : health(health), call(call), service(std::move(service)) {}
  void written(bool ok) override {
    const std::lock_guard lock(health.mutex_);
    writing = false;
    gone = gone || !ok;
    health.advance(*this);
  }
  void cancelled() override {
    const std::lock_guard lock(health.mutex_);
    gone = true;
    health.advance(*this);
  }
  void ended() override {
    const std::lock_guard lock(health.mutex_);
    health.watchers_.erase(this);
  }

  HealthService& health;
  StreamCall& call;
  const std::string service;
  std::optional<HealthCheckResponse::ServingStatus> told;
  bool writing = false;
  bool gone = false;
  bool finished = false;
};

HealthService::HealthService(std::string build, Notes notes) : build_(std::move(build)), notes_(std::move(notes)) {
  add_unary("/grpc.health.v1.Health/Check", [this](UnaryCall& call) { check(call); });
  add_stream("/grpc.health.v1.Health/Watch", [this](StreamCall& call) { watch(call); });
}

void HealthService::check(UnaryCall& call) {
  const auto service = service_in(call.request());
  if (!service) return call.answer({tl::unexpected(malformed()), {}});
  const std::lock_guard lock(mutex_);
  const auto status = status_of(serving_, *service);
  if (status == HealthCheckResponse::SERVICE_UNKNOWN)
    return call.answer({refuse(Code::not_found, "UNKNOWN_SERVICE", "This process has no service of that name."), {}});
  if (!build_.empty()) call.tell(kBuild, build_);
  if (notes_)
    for (const std::string& note : notes_()) call.tell(kNote, one_line(note));
  call.answer({response_of(status), {}});
}

void HealthService::watch(StreamCall& call) {
  auto service = service_in(call.request());
  if (!service) return call.finish(to_status(malformed()));
  const std::lock_guard lock(mutex_);
  if (watchers_.size() >= kWatcherCountMax)
    return call.finish(to_status({Code::overloaded, "TOO_MANY_WATCHERS", "Too many watch the health; use Check."}));
  const auto watcher = std::make_shared<Watcher>(*this, call, *std::move(service));
  watchers_.emplace(watcher.get(), watcher);
  call.feed_from(watcher);
  advance(*watcher);
}

void HealthService::advance(Watcher& watcher) {
  if (watcher.writing || watcher.finished) return;
  const auto status = status_of(serving_, watcher.service);
  if (!watcher.gone && watcher.told != status) {
    watcher.told = status;
    watcher.writing = true;
    return watcher.call.write(response_of(status));
  }
  if (!watcher.gone && !stopping_) return;
  watcher.finished = true;
  watcher.call.finish(to_status({Code::unavailable, "SERVER_STOPPING", "The server is stopping."}));
}

void HealthService::set_serving(const std::string& service, bool serving) {
  const std::lock_guard lock(mutex_);
  bool& state = serving_[service];
  state = serving && !stopping_;
  for (const auto& [raw, watcher] : watchers_) advance(*watcher);
}

void HealthService::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  for (auto& [service, serving] : serving_) serving = serving && service == kLive;
  for (const auto& [raw, watcher] : watchers_) advance(*watcher);
}

}  // namespace opora
