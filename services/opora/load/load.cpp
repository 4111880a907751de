#include "opora/load/load.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "opora/load/ask_anew.h"
#include "opora/load/refusals.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/reporting/v1/reporting_service.pb.h"
#include "platform/ids/ids.h"

namespace opora::load {
namespace {

// The type of the answer, by the contract: every request names its method.
const google::protobuf::Message& answer_of(const google::protobuf::Message& request) {
  const auto* method = method_of(request.GetDescriptor());
  if (method == nullptr) return request;  // no command of ours: its path is empty, and the call says so
  return *google::protobuf::MessageFactory::generated_factory()->GetPrototype(method->output_type());
}

// Who is told to come again later does: under a limit of calls a folder takes as long as that lets it.
Result<void> coming_again(const LoadOptions& options, const std::function<Result<void>()>& call,
                          const std::function<bool()>& stopped = [] { return false; }) {
  for (int tries = 1;; ++tries) {
    Result<void> outcome = call();
    const bool comes_again = !outcome && outcome.error().code == Code::overloaded && outcome.error().retry_after &&
                             tries < options.tries_when_overloaded && !stopped();
    if (!comes_again) return outcome;
    std::this_thread::sleep_for(*outcome.error().retry_after);
  }
}

// One stage's chains, worked off by several threads. Each call blocks its thread, which is all that bounds them.
class StageRun {
 public:
  StageRun(const Stage& stage, Client& client, const LoadOptions& options, const Progress& progress, Loaded& loaded)
      : stage_(stage), client_(client), options_(options), progress_(progress), loaded_(loaded) {}

  Result<void> run() {
    progress_(stage_, rows_done_, row_count_);
    const std::size_t count = std::min(stage_.chains.size(), static_cast<std::size_t>(options_.calls_at_once));
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 0; i < count; ++i) threads.emplace_back([this] { work(); });
    }
    if (failure_) return tl::unexpected(*std::move(failure_));
    return {};
  }

  std::size_t rows_done() const { return rows_done_; }

 private:
  void work() {
    for (std::size_t i = next_++; i < stage_.chains.size(); i = next_++) {
      for (const Command& command : stage_.chains[i]) {
        if (stopped_) return;
        send(command);
      }
    }
  }

  void send(const Command& command) {
    const Request::Made made = command.request.made();
    const std::string path = method_path(command.request.type());
    const std::unique_ptr<google::protobuf::Message> answer(answer_of(*made).New());
    Result<void> settled = ask_anew(*made, [&](const google::protobuf::Message& request) {
      return coming_again(
          options_, [&] { return client_.settle(path, request, *answer, options_.patience); },
          [&] { return stopped_.load(); });
    });
    const std::lock_guard lock(mutex_);
    if (settled) {
      rows_done_ += command.row_count;
      note_set_aside(*made, *answer);
      progress_(stage_, rows_done_, row_count_);
    } else if (!failure_) {
      stopped_ = true;
      failure_ = in_words_of_folders(std::move(settled).error(), command, options_.wording);
    }
  }

  void note_set_aside(const google::protobuf::Message& request, const google::protobuf::Message& answer) {
    using registration::v1::CheckInBatchRequest, registration::v1::CheckInBatchResponse;
    if (request.GetDescriptor() != CheckInBatchRequest::descriptor()) return;
    const std::string& session = static_cast<const CheckInBatchRequest&>(request).session_id();
    for (const auto& result : static_cast<const CheckInBatchResponse&>(answer).results())
      if (result.set_aside()) ++loaded_.scans_set_aside[session];
  }

  const Stage& stage_;
  Client& client_;
  const LoadOptions& options_;
  const Progress& progress_;
  Loaded& loaded_;
  const std::size_t row_count_ = stage_.row_count();  // to count them takes a look at each command
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;
  std::size_t rows_done_ = stage_.there_count;
  std::optional<Error> failure_;
};

// As many keys at once as the contract allows. Their request ids are new ones: one that derives from what is asked
// would give the keys away.
void ask_for(const std::vector<std::string>& keys, const std::string& list, const std::string& earlier_list,
             const std::string& region, Chain& chain) {
  constexpr std::size_t kKeysMax = 300;
  IdSource ids;
  for (std::size_t begin = 0; begin < keys.size(); begin += kKeysMax) {
    registration::v1::ResolveKeysRequest request;
    request.set_request_id(ids.next(SystemClock().now()));
    request.set_list(list);
    request.set_earlier_list(earlier_list);
    request.set_region_id(region);
    const std::size_t end = std::min(begin + kKeysMax, keys.size());
    for (std::size_t i = begin; i < end; ++i) request.add_keys(keys[i]);
    chain.push_back(
        {std::make_shared<registration::v1::ResolveKeysRequest>(std::move(request)), "people.csv", {}, end - begin});
  }
}

Stage asking_for(const Keys& keys, const std::string& region) {
  Stage stage{"people", {Chain()}};
  ask_for(keys.keys, keys.list, keys.earlier_list, region, stage.chains.front());
  for (const auto& [list, of_list] : keys.of_others) ask_for(of_list, list, "", region, stage.chains.front());
  return stage;
}

// Where the logs end that the plan's commands write to; nothing for a coordinator.
Result<std::optional<std::int64_t>> events_so_far(const Plan& plan, Client& client, const LoadOptions& options) {
  if (!options.region.empty()) return std::nullopt;
  std::set<std::string, std::less<>> logs;
  for (const Stage& stage : plan.stages)
    for (const Chain& chain : stage.chains)
      for (const Command& command : chain) logs.emplace(log_of(method_path(command.request.type())));
  std::int64_t total = 0;
  for (const std::string& log : logs) {
    platform::v1::ReadRequest request;
    request.set_log(log);
    TRY_DO(coming_again(options, [&] {
      return client.read_events(request, [&](const platform::v1::ReadResponse& response) {
        total += response.head();
        return false;
      });
    }));
  }
  return total;
}

// Reports follow the events, so whoever asks for one right after loading could see a part. The client tells the
// positions it has seen, and a report at them says that all of it has been counted. Only a wait: what was loaded is
// loaded, even where figures are withheld or reporting is away.
void await_reports(const Plan& plan, Client& client, const LoadOptions& options) {
  if (plan.rounds.empty()) return;
  reporting::v1::GetRoundReportRequest request;
  request.set_round_id(plan.rounds.back().id);
  (void)client.call<reporting::v1::GetRoundReportResponse>(request, options.patience);
}

// What is in and what isn't, where the load stopped in a stage.
std::string how_far(const Plan& plan, const Stage& stopped, std::size_t rows_done,
                    const round_folder::Wording& wording) {
  using round_folder::Said;
  std::vector<Said> in, out;
  const auto add = [](std::vector<Said>& list, const Stage& stage, std::size_t count) {
    list.emplace_back("rows_of_stage", std::vector<round_folder::Part>{{"stage", "", {said_of_stage(stage.name)}},
                                                                       {"number", std::to_string(count)}});
  };
  bool is_done = true;
  for (const Stage& stage : plan.stages) {
    is_done = is_done && &stage != &stopped;
    const std::size_t rows = stage.row_count(), done = is_done ? rows : &stage == &stopped ? rows_done : 0;
    if (done > 0) add(in, stage, done);
    if (rows > done) add(out, stage, rows - done);
  }
  std::string words;
  if (!in.empty()) words += " " + wording.text(Said("in_by_now", {{"rows", "", std::move(in)}}));
  if (!out.empty()) words += " " + wording.text(Said("not_in", {{"rows", "", std::move(out)}}));
  return words + " " + wording.text(Said("what_is_in_stays"));
}

}  // namespace

Query queries_of(Client& client, const LoadOptions& options) {
  return [&client, options](const google::protobuf::Message& request, google::protobuf::Message& answer) {
    const std::string path = method_path(request.GetDescriptor());
    return coming_again(options, [&] { return client.settle(path, request, answer, options.patience); });
  };
}

Result<PersonIds> resolve(const Keys& keys, Client& client, const LoadOptions& options, const Progress& progress) {
  const Stage stage = asking_for(keys, options.region);
  const std::size_t count = stage.row_count();
  PersonIds ids;
  std::vector<std::string> expired;
  progress(stage, 0, count);
  for (const Command& command : stage.chains.front()) {
    const auto made = as<registration::v1::ResolveKeysRequest>(command);
    const registration::v1::ResolveKeysRequest& request = *made;
    registration::v1::ResolveKeysResponse response;
    const auto ask = [&]() -> Result<void> {
      TRY(answer, client.call_until_settled<registration::v1::ResolveKeysResponse>(request, options.patience));
      response = std::move(answer);
      return {};
    };
    const std::string list = request.list() == keys.list ? std::string() : request.list() + "/";
    if (auto settled = coming_again(options, ask); !settled) {
      const std::vector<std::string> some = expired_keys(settled.error(), request);
      for (const std::string& key : some) expired.push_back(list + key);
      if (!some.empty()) continue;  // all are told of together
      return tl::unexpected(in_words_of_folders(std::move(settled).error(), command, options.wording));
    }
    for (int i = 0; i < request.keys_size(); ++i) ids[list + request.keys(i)] = response.person_ids(i);
    progress(stage, ids.size(), count);
  }
  if (!expired.empty()) return tl::unexpected(keys_expired(expired, options.wording));
  return ids;
}

Result<Loaded> load(const Plan& plan, Client& client, const LoadOptions& options, const Progress& progress) {
  TRY(before, events_so_far(plan, client, options));
  Loaded loaded;
  for (const Stage& stage : plan.stages) {
    if (stage.row_count() == 0) continue;
    StageRun run(stage, client, options, progress, loaded);
    if (auto done = run.run(); !done) {
      done.error().message += how_far(plan, stage, run.rows_done(), options.wording);
      return tl::unexpected(std::move(done).error());
    }
  }
  await_reports(plan, client, options);
  // All is in by now, whether or not somebody can count it.
  const auto after = events_so_far(plan, client, options);
  if (before && after && *after) loaded.new_event_count = **after - *before;
  return loaded;
}

}  // namespace opora::load
