// The world's waves: what is checked of them on the way, how they come to their end, and what is checked then.
#include <string_view>

#include <sodium.h>

#include "platform/text/base64url.h"
#include "simulation/answers_promised.h"
#include "simulation/eligible_by_hand.h"
#include "simulation/world.h"

namespace opora::simulation {
namespace {

constexpr const char* kAllOver = "In the end each wave that has opened or closed is opened, destroyed or lost.";
constexpr const char* kEligible = "Who could have answered is counted by hand from what the logs had told.";
constexpr const char* kSaidAlike = "A wave's turnout is the one that was told when it was counted.";
constexpr const char* kLate = "Who was told of too late is said, and changes nothing.";
constexpr const char* kSheets = "A wave says how many sheets were drawn, and has no more answers.";
constexpr const char* kNothingTyped = "No passphrase, token or link code lies in feedback's database.";
constexpr const char* kKeySealed = "No wave's private key lies in the database as it is.";

constexpr int kEventsMax = 1'000'000;
constexpr int kPage = 5;
constexpr int kTypedLooks = 8;

const Statement kOpenedRows{
    "SELECT o.answers, o.link FROM waves w JOIN opened_sheets o ON o.wave_id = w.wave_id "
    "AND o.opening_id = w.opening_id WHERE w.wave_id = :wave ORDER BY o.sheet_key"};
const Statement kKeys{
    "SELECT wave_id, public_key, private_key_for_first, private_key_for_second FROM waves ORDER BY wave_id"};

bool is_private_key_of(const std::string& kept, const std::string& public_key) {
  const auto bytes = from_base64url(kept), its = from_base64url(public_key);
  if (!bytes || !its || bytes->size() != crypto_scalarmult_SCALARBYTES || its->size() != crypto_scalarmult_BYTES)
    return false;
  std::array<unsigned char, crypto_scalarmult_BYTES> made{};
  crypto_scalarmult_base(made.data(), reinterpret_cast<const unsigned char*>(bytes->data()));
  return std::string_view(reinterpret_cast<const char*>(made.data()), made.size()) == *its;
}

}  // namespace

// Planned, kept and drawn before anything goes wrong, so that there is something to answer.
void World::ask_first() {
  trace_.line("ask first");
  const auto is_ready = [](const KnownSeries& series) {
    return series.keepers[0].has_confirmed && series.keepers[1].has_confirmed && !series.sheets.empty();
  };
  for (int i = 0; i < 60 && !(!asking_.series.empty() && std::ranges::all_of(asking_.series, is_ready)); ++i) {
    for (const std::size_t client : {kDrafter, kKeepers}) asking_clients_.at(client)->act();
    settle_once();
  }
}

// What feedback's log has told since, while it is known what time it is.
void World::check_waves() {
  told_waves_.read(host_of("feedback").host().log()->read(told_waves_.position(), kEventsMax), clock_.true_time());
}

// Without faults: what is left is closed, counted and opened, and what is over is let go.
void World::finish_waves() {
  trace_.line("finish what is asked");
  for (int day = 0; day < 3; ++day) {
    for (int round = 0; round < 2; ++round) {
      opener_->finish();
      settle();
    }
    clock_.advance(std::chrono::days(1));
    settle();
  }
  for (int round = 0; round < 2; ++round) {
    opener_->finish();
    settle();
    clock_.advance(std::chrono::minutes(30));
    settle();
  }
}

void World::check_waves_at_end(const Ledger& ledger) {
  for (const KnownSeries& series : asking_.series) {
    if (!series.is_drafted()) continue;
    std::vector<OpenedWave> opened;
    for (const KnownWave& wave : series.waves) {
      const ToldWave& told = asking_.told[wave.id];
      const bool has_begun = told.is_closed || (told.is_open && !series.was_replaced);
      verdict_.expect(!has_begun || told.is_over(), kAllOver, "wave " + wave.id);
      check_counts(wave, told, verdict_);
      if (told.is_counted && !told.is_gone) check_turnout(series, wave, ledger);
      if (!told.is_opened) continue;
      opened.push_back(opened_wave(wave));
      check_opened(wave, told, opened.back(), verdict_);
    }
    check_links(series, opened, asking_, verdict_);
  }
}

OpenedWave World::opened_wave(const KnownWave& wave) {
  OpenedWave opened;
  for (const Row& row : host_of("feedback").query(kOpenedRows, {{"wave", wave.id}}))
    opened.rows.push_back(opened_row(row.text(0), row.text(1)));
  feedback::v1::ListOpenAnswersRequest request;
  request.set_wave_id(wave.id);
  request.set_page_size(kPage);
  do {
    feedback::v1::ListOpenAnswersResponse response;
    post_.ask("feedback", administrator_of_network(), request, {}, [&](const Answer& answer) {
      if (answer.response) response.ParseFromString(*answer.response);
    });
    settle();
    for (const feedback::v1::OpenAnswer& answer : response.answers()) opened.words.push_back(answer.text());
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  return opened;
}

void World::check_turnout(const KnownSeries& series, const KnownWave& wave, const Ledger& now) {
  const std::string what = "wave " + wave.id;
  feedback::v1::GetWaveRequest request;
  request.set_wave_id(wave.id);
  feedback::v1::GetWaveResponse response;
  post_.ask("feedback", administrator_of_network(), request, {}, [&](const Answer& answer) {
    if (answer.response) response.ParseFromString(*answer.response);
  });
  settle();
  const feedback::v1::Turnout& turnout = response.wave().turnout();
  const feedback::v1::WaveCounted& counted = asking_.told[wave.id].counted;
  const bool is_same = turnout.answered_count() == counted.answered_count() &&
                       turnout.eligible_count() == counted.eligible_count() &&
                       turnout.eligible_count_at_most() == counted.eligible_count_at_most() &&
                       turnout.more_answers_than_eligible() ==
                           (counted.answered_count() > counted.eligible_count_at_most());
  verdict_.expect(is_same, kSaidAlike, what);
  const auto sheet_count = static_cast<std::int64_t>(series.sheets.size());
  const bool is_known = series.has_lost_sheets ? response.wave().sheet_count() >= sheet_count
                                               : response.wave().sheet_count() == sheet_count;
  verdict_.expect(is_known && counted.answered_count() <= response.wave().sheet_count(), kSheets, what);
  check_eligible(series, wave, turnout, now);
}

// Positions of a log that was put back since say nothing.
void World::check_eligible(const KnownSeries& series, const KnownWave& wave, const feedback::v1::Turnout& turnout,
                           const Ledger& now) {
  std::map<std::string, std::int64_t> heard;
  for (const feedback::v1::LogPosition& position : turnout.positions()) {
    const bool is_unheard = position.epoch().empty() && position.position() == 0;  // it held nothing yet
    if (is_unheard || host_of(position.log()).host().log()->head().epoch == position.epoch())
      heard[position.log()] = position.position();
  }
  const bool is_known = heard.contains("scheduling") && heard.contains("registration");
  verdict_.expect(is_known || has_lost_, kEligible, "wave " + wave.id);
  if (!is_known) return;
  Verdict nobody(0);  // what a beginning of a log breaks is no mistake
  Trace silent(nullptr);
  Ledger then(nobody, silent);
  const auto log_of = [&](const std::string& log) {
    return up_to(host_of(log).host().log()->read(0, kEventsMax), heard.at(log));
  };
  then.read_scheduling(log_of("scheduling"));
  then.read_registration(log_of("registration"));
  const CountedByHand counted = count_by_hand(series, wave.moment, then, then.people());
  verdict_.expect(turnout.eligible_count() == counted.at_least() &&
                      turnout.eligible_count_at_most() == counted.at_most(),
                  kEligible,
                  "wave " + wave.id + ": " + std::to_string(turnout.eligible_count()) + " to " +
                      std::to_string(turnout.eligible_count_at_most()) + ", and by hand " +
                      std::to_string(counted.at_least()) + " to " + std::to_string(counted.at_most()));
  const std::int64_t late = late_by_hand(count_by_hand(series, wave.moment, then, now.people()),
                                         count_by_hand(series, wave.moment, now, now.people()));
  if (late > 0) trace_.met("people who were told of too late");
  verdict_.expect(turnout.registered_late_count() == late, kLate, "wave " + wave.id);
}

// A few of all that was typed, since looking for one takes a while; and every wave's keys.
void World::check_nothing_typed() {
  SimulatedHost& host = host_of("feedback");
  const std::string where = place_in("feedback", host.host().log()->head().position);
  if (!asking_.typed.empty()) {
    const std::string bytes = host.bytes();
    const std::vector<std::string> typed(asking_.typed.begin(), asking_.typed.end());
    for (int look = 0; look < kTypedLooks; ++look) {
      std::string text = dice_.pick(typed);
      verdict_.expect(bytes.find(text) == std::string::npos, kNothingTyped, where);
      std::erase(text, '-');
      verdict_.expect(bytes.find(text) == std::string::npos, kNothingTyped, where);
    }
  }
  for (const Row& row : host.query(kKeys))
    verdict_.expect(!is_private_key_of(row.text(2), row.text(1)) && !is_private_key_of(row.text(3), row.text(1)),
                    kKeySealed, "wave " + row.text(0));
}

}  // namespace opora::simulation
