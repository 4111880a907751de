#include "answers/opening_killed.h"

#include <condition_variable>
#include <csignal>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

#include "process/must.h"

namespace opora::testing {
namespace {

namespace v1 = feedback::v1;

std::string words_of(int number) { return "wish " + std::to_string(number); }

// The time itself is what is waited for.
void wait_for(std::chrono::milliseconds time) {
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable never;
  never.wait_for(lock, time, [] { return false; });
}

}  // namespace

CountedWave::CountedWave() {
  platform_ = std::make_unique<PlatformUnderTest>(scratch_ / "counted");
  platform_->open_session(100);
  waves_ = std::make_unique<AskedWaves>(platform_->administrator(), platform_->server().address(),
                                        platform_->folder() / "keys", platform_->round(), 1);
  const auto people = must(Client::make({.address = platform_->server().address()}), "connecting");
  const std::vector<DrawnSheet> sheets = waves_->draw_sheets(kAnswers);
  for (int number = 0; number < kAnswers; ++number) {
    const auto request = waves_->answers(0, sheets[static_cast<std::size_t>(number)], number % AskedWaves::kStrains,
                                         number, words_of(number));
    must(people->call_until_settled<v1::SubmitAnswersResponse>(request, std::chrono::seconds(20)), "answering");
  }
  waves_->close(0);
  if (platform_->server().end(SIGTERM) != 0) throw std::runtime_error("the platform did not stop cleanly");
}

void CountedWave::begin_copy(const std::vector<std::string>& variables) {
  platform_.reset();
  std::filesystem::remove_all(scratch_ / "copy");
  std::filesystem::copy(scratch_ / "counted", scratch_ / "copy", std::filesystem::copy_options::recursive);
  platform_ = std::make_unique<PlatformUnderTest>(scratch_ / "copy", std::vector<std::string>(), variables);
}

CountedWave::Outcome CountedWave::killed_at(const std::string& step, int pass) {
  bool ended_by_itself = false;
  try {
    begin_copy({"OPORA_FAILPOINT=" + step + ":" + std::to_string(pass)});
    waves_->meet(platform_->administrator(), platform_->server().address());
    ended_by_itself = waves_->open(0).has_value();
  } catch (const std::runtime_error&) {
    // Another service passes the step while it starts.
  }
  return opened_again(ended_by_itself);
}

CountedWave::Outcome CountedWave::killed_after(std::chrono::milliseconds time) {
  begin_copy({});
  waves_->meet(platform_->administrator(), platform_->server().address());
  bool ended_by_itself = false;
  std::thread keeper([&] { ended_by_itself = waves_->open(0).has_value(); });
  wait_for(time);
  platform_->server().end(SIGKILL);
  keeper.join();
  return opened_again(ended_by_itself);
}

CountedWave::Outcome CountedWave::opened_again(bool ended_by_itself) {
  Outcome outcome{ended_by_itself, {}};
  const auto expect = [&](bool so, const std::string& what) {
    if (!so) outcome.wrong.push_back(what);
  };
  if (platform_) platform_->server().end(SIGKILL);
  platform_ = std::make_unique<PlatformUnderTest>(scratch_ / "copy");
  waves_->meet(platform_->administrator(), platform_->server().address());
  const v1::WaveStatus status = waves_->look_at(0).status();
  expect(status == v1::WAVE_STATUS_OPENED || (!ended_by_itself && status == v1::WAVE_STATUS_COUNTED),
         "the wave is " + v1::WaveStatus_Name(status));
  const auto again = waves_->open(0, 1);
  if (status == v1::WAVE_STATUS_OPENED)
    expect(!again && again.error().reason == "WAVE_OPENED", "it was opened twice");
  else
    expect(again && again->answered_count() == kAnswers && again->unreadable_count() == 0,
           "the other keeper can't open it" + (again ? std::string() : ": " + again.error().reason));
  const std::vector<std::string> words = waves_->words_in(0);
  std::multiset<std::string> wanted;
  for (int number = 0; number < kAnswers; ++number) wanted.insert(words_of(number));
  expect(std::multiset<std::string>(words.begin(), words.end()) == wanted, "what was written is not what is listed");
  for (const std::string& violation : platform_->violations()) outcome.wrong.push_back(violation);
  platform_->server().end(SIGTERM);
  return outcome;
}

}  // namespace opora::testing
