// What the simulated people know of the waves that they are asked in: who drafts, keeps, answers and opens them.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "opora/feedback/v1/events.pb.h"
#include "opora/feedback/v1/feedback_service.pb.h"
#include "simulation/post.h"

namespace opora::simulation {

// A sheet as it is printed.
struct KnownSheet {
  std::map<std::string, std::string> tokens;  // by wave
  std::string link_code;
};

// What was sent with one token of a wave: its holder, or somebody who has found it, says something else each time.
struct Submission {
  std::size_t sheet = 0;           // of the series, whose token it is
  std::vector<std::int64_t> said;  // what each try said, by its number, in the order in which they were sent
  // How many had been sent when one was first answered as recorded; 0: none was. The recorded one is among them.
  std::size_t sent_when_recorded = 0;
  bool is_recorded() const { return sent_when_recorded > 0; }
};

struct KnownWave {
  std::string id;
  feedback::v1::Moment moment = feedback::v1::MOMENT_BEFORE;
  Instant opens = {}, closes = {};
  std::size_t wanted_count = 0;  // how many would like to answer it
  std::map<std::string, Submission> submissions = {};  // by token
  bool is_given_up = false;                            // or may be
  std::int64_t opened_count = -1;                      // as whoever opened it was told

  std::size_t recorded_count() const {
    std::size_t count = 0;
    for (const auto& [token, submission] : submissions) count += submission.is_recorded() ? 1 : 0;
    return count;
  }
};

struct KnownKeeper {
  std::string account;
  std::string passphrase = {};  // as it was shown; empty until then
  bool has_confirmed = false;
  std::string successor = {};  // who may have taken their place: nobody has heard yet
};

struct KnownSeries {
  std::string id, round, session;  // the session is empty where all of the round is asked about
  std::chrono::hours grace{0};
  bool entered_afterwards = false;
  bool was_replaced = false;  // a keeper, or may have been
  std::vector<KnownWave> waves;
  std::array<KnownKeeper, 2> keepers;
  std::vector<KnownSheet> sheets;
  bool has_lost_sheets = false;  // some may have been drawn that nobody has seen
  const Sent* draft = nullptr;
  bool is_drafted() const { return draft != nullptr && draft->succeeded(); }
};

// What feedback's log has told of a wave so far.
struct ToldWave {
  int scheduled_count = 0;
  bool is_open = false, is_closed = false, is_counted = false, is_opened = false, is_gone = false;
  Instant closed_at = {};  // by the log
  feedback::v1::WaveCounted counted = {};
  bool is_over() const { return is_opened || is_gone; }
};

struct Asking {
  std::deque<KnownSeries> series;
  std::map<std::string, ToldWave> told;  // by wave
  std::set<std::string> typed;           // passphrases, tokens and link codes: none of them may lie anywhere
  std::int64_t said_count = 0;           // tries to answer; each says another number
  std::map<std::int64_t, std::string> link_codes;  // that each of them was sent with; empty where it was lost
};

// A call of a sealed method. Nobody keeps anything of it, so a crash loses it without a word.
class Errand {
 public:
  bool is_under_way(Post& post) const { return life_ != 0 && life_ == post.life_of("feedback"); }
  // It began, and its answer was lost in a crash.
  bool was_lost(Post& post) const { return life_ != 0 && life_ != post.life_of("feedback"); }
  void forget() { life_ = 0; }
  // Not while one is under way. This lives until `then` was called, or for ever.
  void call(Post& post, const Caller& caller, const google::protobuf::Message& request,
            std::function<void(const Answer&)> then) {
    life_ = post.life_of("feedback");
    post.call_sealed(caller, request, [this, then = std::move(then)](const Answer& answer) {
      life_ = 0;
      then(answer);
    });
  }

 private:
  int life_ = 0;  // of the service, while it is under way
};

// The questionnaire that all waves ask, as a file: a choice, a number and a text.
std::string questionnaire_of_simulation();
inline constexpr const char* kAskedQuestionnaire = "week";

// What a try says: the number, and a text that nobody else writes.
std::string words_of(std::int64_t number);

}  // namespace opora::simulation
