// Who answers: holders of sheets, some of them twice or after it is over, finders of sheets, and people who make up
// tokens. What they are told is held against what the log has told of the wave by then.
#include <algorithm>

#include "feedback/sealing/typed_code.h"
#include "simulation/clients.h"

namespace opora::simulation {
namespace {

constexpr const char* kOnlyItsSheets = "Only a token of a wave's own sheets answers it, and only with what was asked.";
constexpr const char* kNobodyAfterwards = "Nobody answers a wave that is over.";
constexpr const char* kNobodyBefore = "Nobody answers a wave before it opens.";
constexpr const char* kHoldersAnswer = "Whoever holds a sheet can answer while its wave is open.";

constexpr std::array<const char*, 3> kStrains{"light", "hard", "rather_not"};

bool is_trouble(const Error& error) {
  return error.code == Code::unavailable || error.code == Code::overloaded || error.code == Code::deadline ||
         error.code == Code::outcome_unknown || error.code == Code::internal;
}

// One try to answer, which may be sent again if nobody hears of it.
struct Try {
  KnownSeries* series = nullptr;
  KnownWave* wave = nullptr;
  std::int64_t number = 0;
  bool is_right = false;    // a token of this wave's, and answers that can be right
  bool was_closed = false;  // when it was sent
  bool is_settled = false;
  feedback::v1::SubmitAnswersRequest request = {};
  Errand errand = {};
};

class Answerer final : public Client {
 public:
  Answerer(Stage& stage, Verdict& verdict)
      : stage_(stage), verdict_(verdict), chance_(stage.dice.seed()) {}

  void act() override {
    send_again_what_was_lost();
    const auto [series, wave] = somewhere();
    if (wave == nullptr) return;
    for (int count = stage_.dice.between(2, 8); count > 0; --count) attempt(*series, *wave);
  }

 private:
  void send_again_what_was_lost() {
    for (Try& each : tries_) {
      if (each.is_settled || each.errand.is_under_way(stage_.post) || !stage_.dice.chance(400)) continue;
      if (each.errand.was_lost(stage_.post)) stage_.trace.met("an answer to a sealed call that was lost");
      each.errand.forget();
      send(each);
    }
  }

  // A wave that there are sheets for; mostly one that is open.
  std::pair<KnownSeries*, KnownWave*> somewhere() {
    std::vector<std::pair<KnownSeries*, KnownWave*>> open, all;
    for (KnownSeries& series : stage_.asking.series)
      for (KnownWave& wave : series.waves) {
        if (series.sheets.empty()) continue;
        all.emplace_back(&series, &wave);
        const ToldWave& told = stage_.asking.told[wave.id];
        if (told.is_open && !told.is_closed) open.emplace_back(&series, &wave);
      }
    if (all.empty()) return {};
    return open.empty() || stage_.dice.chance(100) ? stage_.dice.pick(all) : stage_.dice.pick(open);
  }

  void attempt(KnownSeries& series, KnownWave& wave) {
    const int what = stage_.dice.between(1, 100);
    if (what <= 12) return once_more(series, wave);
    if (what <= 16) return with(forged(), series, wave);
    if (what <= 21) return with(of_another_time(series, wave), series, wave);
    if (what <= 24) return with(of_another_series(series, wave), series, wave);
    if (what <= 30) return talk_nonsense(series, wave);
    anew(series, wave);
  }

  // With a sheet that nobody has used for this wave, as long as anybody wants to.
  void anew(KnownSeries& series, KnownWave& wave) {
    if (wave.submissions.size() >= wave.wanted_count && !stage_.asking.told[wave.id].is_closed) return;
    for (std::size_t at = 0; at < series.sheets.size(); ++at) {
      const auto token = series.sheets[at].tokens.find(wave.id);
      if (token != series.sheets[at].tokens.end() && !wave.submissions.contains(token->second))
        return hold(series, wave, at, token->second);
    }
  }

  void once_more(KnownSeries& series, KnownWave& wave) {
    if (wave.submissions.empty()) return;
    const auto used = std::next(wave.submissions.begin(),
                                static_cast<std::ptrdiff_t>(stage_.dice.below(wave.submissions.size())));
    if (used->second.is_recorded()) stage_.trace.met("a token that is used twice");
    hold(series, wave, used->second.sheet, used->first);
  }

  void hold(KnownSeries& series, KnownWave& wave, std::size_t sheet, const std::string& token) {
    Try& one = new_try(series, wave, token);
    one.is_right = true;
    wave.submissions[token].sheet = sheet;
    // Some have torn theirs off, and some type that of whoever sits beside them.
    std::string link_code = series.sheets[sheet].link_code;
    if (stage_.dice.chance(80)) link_code.clear();
    else if (stage_.dice.chance(40)) link_code = stage_.dice.pick(series.sheets).link_code;
    one.request.set_link_code(link_code);
    stage_.asking.link_codes[one.number] = link_code;
    send(one);
  }

  // Anything else: nothing of it may be recorded.
  void with(const std::string& token, KnownSeries& series, KnownWave& wave) {
    if (!token.empty()) send(new_try(series, wave, token));
  }

  std::string forged() {
    const std::string token = sealing::Token::draw(chance_).shown();
    return stage_.dice.chance(300) ? token.substr(0, token.size() - 1) : token;
  }

  std::string of_another_time(const KnownSeries& series, const KnownWave& wave) {
    for (const auto& [of, token] : stage_.dice.pick(series.sheets).tokens)
      if (of != wave.id) return token;
    return "";
  }

  std::string of_another_series(const KnownSeries& series, const KnownWave&) {
    for (const KnownSeries& other : stage_.asking.series)
      if (&other != &series && !other.sheets.empty() && !other.sheets.front().tokens.empty())
        return other.sheets.front().tokens.begin()->second;
    return "";
  }

  // With a token that is right, and answers that can't be.
  void talk_nonsense(KnownSeries& series, KnownWave& wave) {
    const KnownSheet& sheet = stage_.dice.pick(series.sheets);
    const auto token = sheet.tokens.find(wave.id);
    if (token == sheet.tokens.end()) return;
    Try& one = new_try(series, wave, token->second);
    feedback::v1::GivenAnswer& strain = *one.request.mutable_answers(0);
    switch (stage_.dice.below(4)) {
      case 0:
        one.request.set_version(2);
        break;
      case 1:
        strain.set_options(0, "not asked");
        break;
      case 2:
        strain.set_question("weather");
        break;
      default:
        one.request.set_link_code("nobody's");
    }
    send(one);
  }

  Try& new_try(KnownSeries& series, KnownWave& wave, const std::string& token) {
    Try& one = tries_.emplace_back();
    one.series = &series;
    one.wave = &wave;
    one.number = ++stage_.asking.said_count;
    one.request.set_wave_id(wave.id);
    one.request.set_token(token);
    one.request.set_version(1);
    feedback::v1::GivenAnswer& strain = *one.request.add_answers();
    strain.set_question("strain");
    strain.add_options(kStrains.at(stage_.dice.below(kStrains.size())));
    feedback::v1::GivenAnswer& number = *one.request.add_answers();
    number.set_question("number");
    number.set_number_given(true);
    number.set_number(one.number);
    feedback::v1::GivenAnswer& words = *one.request.add_answers();
    words.set_question("words");
    words.set_text(words_of(one.number));
    return one;
  }

  void send(Try& one) {
    one.was_closed = stage_.asking.told[one.wave->id].is_closed;
    if (one.is_right) one.wave->submissions[one.request.token()].said.push_back(one.number);
    one.errand.call(stage_.post, Caller(), one.request, [this, &one](const Answer& answer) { told(one, answer); });
  }

  void told(Try& one, const Answer& answer) {
    const ToldWave& wave = stage_.asking.told[one.wave->id];
    const std::string what = "wave " + one.wave->id;
    if (!answer.response) {
      one.is_settled = !is_trouble(answer.response.error());
      const bool could = one.is_right && wave.is_open && !wave.is_closed && !one.series->was_replaced;
      verdict_.expect(!could || !one.is_settled, kHoldersAnswer, what + ": " + answer.response.error().reason);
      if (one.is_right && one.is_settled) take_back(one);
      return;
    }
    one.is_settled = true;
    verdict_.expect(one.is_right, kOnlyItsSheets, what);
    verdict_.expect(!one.was_closed, kNobodyAfterwards, what);
    verdict_.expect(wave.is_open, kNobodyBefore, what);
    if (!one.is_right) return;
    Submission& submission = one.wave->submissions[one.request.token()];
    if (!submission.is_recorded()) submission.sent_when_recorded = submission.said.size();
  }

  // It was refused, so it is not what was recorded; sent before, and not answered, it may be.
  static void take_back(const Try& one) {
    const auto found = one.wave->submissions.find(one.request.token());
    auto& said = found->second.said;
    const auto last = std::find(said.rbegin(), said.rend(), one.number);
    said.erase(std::next(last).base());
    if (said.empty()) one.wave->submissions.erase(found);
  }

  Stage& stage_;
  Verdict& verdict_;
  sealing::SeededRandomness chance_;
  std::deque<Try> tries_;  // they stay where they are
};

}  // namespace

std::unique_ptr<Client> make_answerer(Stage& stage, Verdict& verdict) {
  return std::make_unique<Answerer>(stage, verdict);
}

}  // namespace opora::simulation
