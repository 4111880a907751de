// Waves that can be answered at once: made on a running platform, however that runs. They are entered afterwards, so
// they open as soon as their keepers have confirmed, and close when somebody says so. Everybody in them is invented.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "opora/feedback/v1/feedback_service.pb.h"
#include "platform/clock/clock.h"
#include "platform/ids/ids.h"
#include "platform/rpc/client.h"

namespace opora::testing {

// A sheet of paper: a token for each wave of its series, in their order, and the code that joins its answers.
struct DrawnSheet {
  std::vector<std::string> tokens;
  std::string link_code;
};

constexpr const char* kSubmitAnswers = "/opora.feedback.v1.FeedbackService/SubmitAnswers";

class AskedWaves {
 public:
  static constexpr int kStrains = 5;  // options of the choice
  static constexpr std::size_t kWordsMax = 300;  // characters of what is written

  // A series of one wave, after, or of all three, about a round that the administrator's client has planned; their
  // keepers have confirmed, and they are open. Here and below: throws std::runtime_error if something is refused, or
  // takes more than a minute.
  AskedWaves(Client& administrator, const std::string& address, const std::filesystem::path& keys_folder,
             const std::string& round, int wave_count);

  // The same waves, reached by other clients: after a restart.
  void meet(Client& administrator, const std::string& address);

  // So many more sheets, as they are told.
  std::vector<DrawnSheet> draw_sheets(int count);

  // What whoever holds the sheet sends. `strain` is below kStrains; `number` says whose answer it is, in tests alone.
  feedback::v1::SubmitAnswersRequest answers(int wave, const DrawnSheet& sheet, int strain, std::int64_t number,
                                             const std::string& words) const;

  // Closes a wave, and returns once it is counted, or destroyed.
  void close(int wave);
  Result<feedback::v1::OpenWaveResponse> open(int wave, int keeper = 0);
  feedback::v1::Wave look_at(int wave);
  // Once the wave has come so far.
  void wait_until(int wave, feedback::v1::WaveStatus status);
  // What was written in an opened wave, as it is listed.
  std::vector<std::string> words_in(int wave);

  const std::string& wave_id(int wave) const { return waves_.at(static_cast<std::size_t>(wave)); }
  // A keeper's, to look for it where it may not be.
  const std::string& passphrase(int keeper) const { return passphrases_.at(static_cast<std::size_t>(keeper)); }

 private:
  void add_questionnaire();
  void draft(const std::string& round);
  void add_keepers();
  std::string new_id() { return ids_.next(clock_.now()); }

  Client* administrator_;
  const std::filesystem::path keys_folder_;
  SystemClock clock_;
  IdSource ids_;
  std::string series_;
  std::vector<std::string> waves_;
  std::array<std::unique_ptr<Client>, 2> keepers_;
  std::array<std::string, 2> passphrases_;
};

}  // namespace opora::testing
