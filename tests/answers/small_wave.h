// One wave in a whole feedback service without threads: a round that was planned, two keepers, twelve who answer. It
// can be crashed at any named step, and looked into. Everybody in it is invented.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "opora/feedback/v1/feedback_service.pb.h"
#include "platform/testing/harness.h"

namespace opora::testing {

// Thrown where a process would end; no exception of the standard library, so that nothing takes it for trouble.
struct Crash {
  std::string step;
};

// Ends what runs in this thread at the n-th named step that it passes, as long as this lives.
class CrashAt {
 public:
  explicit CrashAt(int pass);
  ~CrashAt();
  CrashAt(const CrashAt&) = delete;
  CrashAt& operator=(const CrashAt&) = delete;

 private:
  static void passed(void* self, std::string_view step);
  int left_;
};

// A sheet as it lies opened.
struct OpenedOne {
  std::string key, link;
  std::int64_t number = -1;  // whose it is, in tests alone
};

class SmallWave {
 public:
  static constexpr int kAnswers = 12;

  // Open for answers, with sheets drawn.
  SmallWave();
  ~SmallWave();

  Harness& service() { return service_; }

  // What the holder of a sheet sends, by their number. The reason of a refusal, "" if there was none.
  std::string answer(int number);
  void answer_all();
  void close();  // it is counted then
  std::string open(int keeper = 0);

  feedback::v1::WaveStatus status();
  // What was written, as it is listed; nothing as long as that is refused.
  std::vector<std::string> words();
  static std::string words_of(int number) { return "wish " + std::to_string(number); }

  // By their keys.
  std::vector<OpenedOne> opened();
  std::vector<std::string> sealed_keys();  // of answers
  std::int64_t staged_count();             // rows of both kinds, whoever has staged them
  std::int64_t sealed_count();             // rows of all three kinds

  // Time passes, and what is due happens.
  void wait(std::chrono::minutes span);

 private:
  template <class Response, class Request>
  Response must(Request request, const Caller& caller = administrator());
  // What no call tells: rules may look at all tables.
  void look(const std::function<void(Snapshot&)>& at_tables);
  std::int64_t count(const Statement& counting);

  Harness service_;
  int request_count_ = 0;
  std::vector<feedback::v1::Sheet> sheets_;
  std::vector<std::string> passphrases_;
};

}  // namespace opora::testing
