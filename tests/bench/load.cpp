#include "bench/load.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <grpcpp/alarm.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>

#include "platform/rpc/bytes.h"

namespace opora::bench {
namespace {

using Clock = std::chrono::steady_clock;

// One client's call under way. The object lives as long as the client does.
struct Client {
  grpc::GenericStub* stub;
  std::size_t address;
  std::unique_ptr<grpc::ClientContext> context;
  grpc::ByteBuffer response;
  grpc::Status status;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
  Clock::time_point sent;
  grpc::Alarm alarm;
  bool is_pausing = false;
};

class Load {
 public:
  Load(const LoadOptions& options, const MakeRequest& make, const SeeResponse& see)
      : options_(options), make_(make), see_(see) {
    result_.answered_by_address.resize(options.addresses.size());
    for (std::size_t i = 0; i < static_cast<std::size_t>(options.channel_count); ++i) {
      grpc::ChannelArguments arguments;
      arguments.SetInt("opora.bench.channel", static_cast<int>(i));  // so that channels don't share one connection
      const std::string& address = options.addresses[i % options.addresses.size()];
      stubs_.push_back(std::make_unique<grpc::GenericStub>(
          grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments)));
    }
  }

  LoadResult run() {
    clients_ = std::vector<Client>(static_cast<std::size_t>(options_.client_count));
    started_ = Clock::now();
    for (std::size_t i = 0; i < clients_.size(); ++i) {
      clients_[i].stub = stubs_[i % stubs_.size()].get();
      clients_[i].address = i % stubs_.size() % options_.addresses.size();
      pause(clients_[i], options_.pause * static_cast<int>(i) / options_.client_count);
    }
    void* tag = nullptr;
    bool ok = false;
    while (under_way_ > 0 && queue_.Next(&tag, &ok)) {
      Client& client = *static_cast<Client*>(tag);
      --under_way_;
      if (!std::exchange(client.is_pausing, false)) finished(client);
      else send(client);
    }
    result_.seconds = std::chrono::duration<double>(Clock::now() - started_).count();
    std::sort(result_.latencies_ms.begin(), result_.latencies_ms.end());
    return std::move(result_);
  }

 private:
  bool is_over() const {
    if (options_.over != nullptr && *options_.over) return true;
    if (options_.call_count_max > 0 && sent_count_ >= options_.call_count_max) return true;
    return options_.duration.count() > 0 && Clock::now() - started_ >= options_.duration;
  }

  void pause(Client& client, std::chrono::milliseconds how_long) {
    if (options_.pause.count() == 0) return send(client);
    if (is_over()) return;
    ++under_way_;
    client.is_pausing = true;
    client.alarm.Set(&queue_, std::chrono::system_clock::now() + how_long, &client);
  }

  void send(Client& client) {
    if (is_over()) return;
    ++sent_count_;
    ++under_way_;
    client.context = std::make_unique<grpc::ClientContext>();
    if (!options_.token.empty()) client.context->AddMetadata("authorization", "Bearer " + options_.token);
    client.context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    client.sent = Clock::now();
    client.reader = client.stub->PrepareUnaryCall(client.context.get(), options_.method, to_buffer(make_()), &queue_);
    client.reader->StartCall();
    client.reader->Finish(&client.response, &client.status, &client);
  }

  void finished(Client& client) {
    if (client.status.ok()) {
      ++result_.answered_count;
      ++result_.answered_by_address[client.address];
      result_.latencies_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - client.sent).count());
      if (see_) see_(to_string(client.response));
    } else {
      if (result_.failed_count++ == 0) result_.first_failure = client.status.error_message();
    }
    pause(client, options_.pause);
  }

  const LoadOptions& options_;
  const MakeRequest& make_;
  const SeeResponse& see_;
  std::vector<std::unique_ptr<grpc::GenericStub>> stubs_;
  grpc::CompletionQueue queue_;
  std::vector<Client> clients_;
  Clock::time_point started_;
  std::int64_t sent_count_ = 0;
  std::int64_t under_way_ = 0;
  LoadResult result_;
};

}  // namespace

double LoadResult::percentile_ms(double p) const {
  if (latencies_ms.empty()) return 0;
  return latencies_ms[std::min(latencies_ms.size() - 1,
                               static_cast<std::size_t>(p * static_cast<double>(latencies_ms.size())))];
}

LoadResult run_load(const LoadOptions& options, const MakeRequest& make, const SeeResponse& see) {
  return Load(options, make, see).run();
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

}  // namespace opora::bench
