// Burst: a door uploads all its scans at once, with one token, and comes again where it is told to; how long does a
// bystander's registration take meanwhile, beside one when nobody else is there? The last line is one JSON object: the
// medians of the rounds, the worst of them for what must not happen at all.
#include <algorithm>
#include <atomic>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <thread>

#include <grpcpp/alarm.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <nlohmann/json.hpp>

#include "bench/load.h"
#include "bench/options.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "platform/rpc/bytes.h"
#include "platform/rpc/status.h"
#include "process/services_under_test.h"

namespace opora::bench {
namespace {

using testing::DurablePostgres;
using testing::HotSession;
using testing::PlatformUnderTest;
using testing::ScratchFolder;
using testing::ServicesUnderTest;

constexpr int kUploads = 2'000;
constexpr int kScansEach = 300;  // of invented people: once as many count as there are seats, the others are set aside
constexpr int kConnections = 8;
constexpr std::chrono::minutes kGiveUpAfter{10};

// Sends all uploads at once and each again until it is taken.
class Uploads {
 public:
  Uploads(const std::string& address, std::string token, HotSession& door) : token_(std::move(token)) {
    for (int i = 0; i < kConnections; ++i) {
      grpc::ChannelArguments arguments;
      arguments.SetInt("opora.bench.channel", i);
      stubs_.push_back(std::make_unique<grpc::GenericStub>(
          grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments)));
    }
    uploads_.resize(kUploads);
    for (Upload& each : uploads_) each.request = door.new_upload(kScansEach);
  }

  void run() {
    const auto give_up_at = std::chrono::steady_clock::now() + kGiveUpAfter;
    for (Upload& each : uploads_) send(each);
    void* tag = nullptr;
    bool ok = false;
    while (done_count < kUploads && queue_.Next(&tag, &ok)) {
      if (std::chrono::steady_clock::now() > give_up_at) throw std::runtime_error("the uploads don't come to an end");
      Upload& upload = *static_cast<Upload*>(tag);
      if (std::exchange(upload.is_pausing, false)) send(upload);
      else finished(upload);
    }
  }

  int done_count = 0;
  std::int64_t refused_count = 0;  // tries
  std::map<std::string, std::int64_t> refused_for;

 private:
  struct Upload {
    std::string request;
    std::unique_ptr<grpc::ClientContext> context;
    std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
    grpc::ByteBuffer response;
    grpc::Status status;
    grpc::Alarm alarm;
    bool is_pausing = false;
  };

  void send(Upload& upload) {
    upload.context = std::make_unique<grpc::ClientContext>();
    upload.context->AddMetadata("authorization", "Bearer " + token_);
    upload.context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    upload.reader = stubs_[next_++ % stubs_.size()]->PrepareUnaryCall(upload.context.get(), testing::kCheckInBatch,
                                                                      to_buffer(upload.request), &queue_);
    upload.reader->StartCall();
    upload.reader->Finish(&upload.response, &upload.status, &upload);
  }

  void finished(Upload& upload) {
    if (upload.status.ok()) {
      ++done_count;
      return;
    }
    const Error error = from_status(upload.status);
    if (error.code == Code::invalid || error.code == Code::denied || error.code == Code::internal)
      throw std::runtime_error("an upload fails: " + error.reason + " " + error.message);
    ++refused_count;
    ++refused_for[error.reason];
    upload.is_pausing = true;
    upload.alarm.Set(&queue_,
                     std::chrono::system_clock::now() + error.retry_after.value_or(std::chrono::milliseconds(500)),
                     &upload);
  }

  const std::string token_;
  std::vector<std::unique_ptr<grpc::GenericStub>> stubs_;
  grpc::CompletionQueue queue_;
  std::vector<Upload> uploads_;
  std::size_t next_ = 0;
};

struct Round {
  LoadResult alone, beside;
  int uploads_done = 0;
  std::int64_t uploads_refused = 0;
  double seconds = 0;
};

Round measure(HotSession& session, const std::string& address, const BenchOptions& options) {
  LoadOptions load;
  load.addresses = {address};
  load.method = testing::kRegisterGroup;
  load.token = session.organisation_token();
  load.client_count = load.channel_count = 1;
  load.duration = std::chrono::seconds(1);
  const MakeRequest make = [&] { return session.new_registration(); };
  run_load(load, make);  // warm
  Uploads uploads(address, session.facilitator_token(), session);
  Round round;
  load.duration = std::chrono::seconds(options.seconds);
  round.alone = run_load(load, make);
  std::atomic<bool> over{false};
  load.duration = std::chrono::milliseconds(0);
  load.over = &over;
  std::thread bystander([&] { round.beside = run_load(load, make); });
  const auto started = std::chrono::steady_clock::now();
  try {
    uploads.run();
  } catch (...) {
    over = true;
    bystander.join();
    throw;
  }
  round.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  over = true;
  bystander.join();
  round.uploads_done = uploads.done_count;
  round.uploads_refused = uploads.refused_count;
  for (const auto& [reason, count] : uploads.refused_for) std::cerr << "  " << reason << " " << count;
  return round;
}

Round measure_on(const std::string& engine, int number, const BenchOptions& options) {
  constexpr int kCapacity = 100'000;
  ScratchFolder scratch;
  if (engine.empty()) {
    PlatformUnderTest platform(scratch / "platform");
    platform.open_session(kCapacity);
    return measure(platform, platform.server().address(), options);
  }
  DurablePostgres postgres(scratch);
  ServicesUnderTest services(postgres, "burst" + std::to_string(number), 1, scratch);
  services.open_session(kCapacity);
  return measure(services, services.registration(0).address(), options);
}

int run_burst(const BenchOptions& options) {
  std::map<std::string, std::vector<double>> series;
  std::int64_t refused = 0, uploads_done = 0;
  double worst = 0;
  for (int number = 1; number <= options.rounds; ++number) {
    std::cerr << "round " << number;
    const Round round = measure_on(options.engine, number, options);
    const double alone = round.alone.percentile_ms(0.99), beside = round.beside.percentile_ms(0.99);
    series["alone_p99_ms"].push_back(alone);
    series["bystander_p99_ms"].push_back(beside);
    series["ratio"].push_back(beside / alone);
    series["uploads_refused"].push_back(static_cast<double>(round.uploads_refused));
    series["uploads_seconds"].push_back(round.seconds);
    refused += round.beside.failed_count;
    uploads_done += round.uploads_done;
    worst = std::max(worst, round.beside.percentile_ms(1));
    for (const auto& [figure, values] : series) std::cerr << "  " << figure << " " << values.back();
    std::cerr << "  registrations " << round.beside.answered_count << "  " << round.beside.first_failure << "\n";
  }
  nlohmann::json result;
  for (const auto& [figure, values] : series) result[figure] = median(values);
  result["refused"] = refused;  // of the bystander's, in all rounds
  result["uploads_done"] = uploads_done;
  result["worst"] = worst;  // of the bystander's, milliseconds
  result["rounds"] = options.rounds;
  std::cout << result.dump() << std::endl;
  return refused == 0 && uploads_done == std::int64_t{kUploads} * options.rounds ? 0 : 1;
}

}  // namespace
}  // namespace opora::bench

int main(int count, char** words) {
  using namespace opora::bench;
  return run_bench({"burst",
                    "registrations of a bystander beside 2,000 uploads of 300 scans with one token, and alone; with\n"
                    "  --engine distributed on PostgreSQL",
                    {"distributed"}},
                   {words + 1, words + count}, run_burst);
}
