// Who closes what was entered afterwards, opens what is counted, and looks: too early, with the wrong passphrase,
// twice, and in the end whatever is left. Now and then somebody says that both passphrases are lost.
#include <map>

#include "simulation/clients.h"

namespace opora::simulation {
namespace {

constexpr const char* kOnlyKeepersOpen = "Nobody opens a wave but a keeper with their own passphrase.";
constexpr const char* kOpenedAsSealed = "A wave is opened with as many answers as were counted, and all can be read.";
constexpr const char* kNoNumbersBefore = "How many have answered is told once the wave is counted, and no sooner.";
constexpr const char* kNoWordsBefore = "What was written is read once the wave is opened, and no sooner.";

class WaveOpener final : public Opener {
 public:
  WaveOpener(Stage& stage, Verdict& verdict) : stage_(stage), verdict_(verdict) {}

  void act() override {
    for (KnownSeries& series : stage_.asking.series)
      for (KnownWave& wave : series.waves)
        if (series.is_drafted()) go_on(series, wave);
  }

  void finish() override {
    ++finish_count_;
    for (KnownSeries& series : stage_.asking.series)
      for (KnownWave& wave : series.waves) {
        const ToldWave& told = stage_.asking.told[wave.id];
        if (!series.is_drafted() || told.is_over()) continue;
        if (series.entered_afterwards && told.is_open && !told.is_closed) close(wave);
        if (told.is_counted) open(series, wave, keeper_of(series, finish_count_ % 2));
      }
  }

 private:
  void go_on(KnownSeries& series, KnownWave& wave) {
    const ToldWave& told = stage_.asking.told[wave.id];
    const int what = stage_.dice.between(1, 100);
    if (what <= 4) return look(wave);
    if (what <= 8) return read_words(wave);
    if (what <= 10) return close(wave);
    const bool all_have = wave.recorded_count() >= wave.wanted_count;
    if (series.entered_afterwards && told.is_open && !told.is_closed && (all_have || what <= 15)) return close(wave);
    if (told.is_closed && !told.is_over() && what == 16) return give_up(wave);
    if (told.is_counted && !told.is_over()) return what <= 25 ? open_wrongly(series, wave) : try_to_open(series, wave);
    if (what > 93) try_to_open(series, wave);
  }

  void close(const KnownWave& wave) {
    feedback::v1::CloseWaveRequest request;
    request.set_wave_id(wave.id);
    stage_.post.send("feedback", administrator_of_network(), request);
  }

  void give_up(KnownWave& wave) {
    wave.is_given_up = true;
    feedback::v1::GiveUpWaveRequest request;
    request.set_wave_id(wave.id);
    stage_.post.send("feedback", administrator_of_network(), request);
  }

  // One who has confirmed, and whose place nobody may have taken; else one who has confirmed; null if nobody has.
  static const KnownKeeper* keeper_of(const KnownSeries& series, std::size_t first) {
    for (const bool takes_any : {false, true})
      for (const std::size_t place : {first, 1 - first}) {
        const KnownKeeper& keeper = series.keepers.at(place);
        if (keeper.has_confirmed && (takes_any || keeper.successor.empty())) return &keeper;
      }
    return nullptr;
  }

  void try_to_open(KnownSeries& series, KnownWave& wave) {
    open(series, wave, keeper_of(series, stage_.dice.below(2)));
  }

  void open(const KnownSeries& series, KnownWave& wave, const KnownKeeper* keeper) {
    Errand& errand = errands_[wave.id];
    if (keeper == nullptr || errand.is_under_way(stage_.post)) return;
    if (errand.was_lost(stage_.post)) stage_.trace.met("an opening that breaks off");
    errand.forget();
    const auto on_opened = [this, &series, &wave](const feedback::v1::OpenWaveResponse& opened) {
      const feedback::v1::WaveCounted& counted = stage_.asking.told[wave.id].counted;
      const bool is_whole = opened.answered_count() == counted.answered_count() && opened.unreadable_count() == 0;
      verdict_.expect(is_whole, kOpenedAsSealed, "wave " + wave.id + " of series " + series.id);
      wave.opened_count = opened.answered_count();
    };
    send(errand, keeper->account, keeper->passphrase, wave, on_opened);
  }

  // By somebody else, with a keeper's passphrase; or by a keeper with the other one's.
  void open_wrongly(const KnownSeries& series, KnownWave& wave) {
    Errand& errand = errands_[wave.id + "/wrongly"];
    const bool are_known = !series.keepers[0].passphrase.empty() && !series.keepers[1].passphrase.empty();
    if (!are_known || errand.is_under_way(stage_.post)) return;
    errand.forget();
    const bool by_a_stranger = stage_.dice.chance(500);
    const std::string who = by_a_stranger ? "a stranger" : series.keepers[0].account;
    send(errand, who, series.keepers[1].passphrase, wave, [this, &wave](const feedback::v1::OpenWaveResponse&) {
      verdict_.record_violation(kOnlyKeepersOpen, "wave " + wave.id);
    });
  }

  void send(Errand& errand, const std::string& account, const std::string& passphrase, const KnownWave& wave,
            std::function<void(const feedback::v1::OpenWaveResponse&)> opened) {
    feedback::v1::OpenWaveRequest request;
    request.set_wave_id(wave.id);
    request.set_passphrase(passphrase);
    Caller caller;
    caller.subject = account;
    caller.role = network::v1::ROLE_OPERATOR;
    errand.call(stage_.post, caller, request, [opened = std::move(opened)](const Answer& answer) {
      feedback::v1::OpenWaveResponse response;
      if (answer.response && response.ParseFromString(*answer.response)) opened(response);
    });
  }

  void look(const KnownWave& wave) {
    feedback::v1::GetWaveRequest request;
    request.set_wave_id(wave.id);
    stage_.post.ask("feedback", administrator_of_network(), request, {}, [this, &wave](const Answer& answer) {
      feedback::v1::GetWaveResponse response;
      if (!answer.response || !response.ParseFromString(*answer.response)) return;
      verdict_.expect(!response.wave().has_turnout() || stage_.asking.told[wave.id].is_counted, kNoNumbersBefore,
                      "wave " + wave.id);
    });
  }

  void read_words(const KnownWave& wave) {
    feedback::v1::ListOpenAnswersRequest request;
    request.set_wave_id(wave.id);
    stage_.post.ask("feedback", administrator_of_network(), request, {}, [this, &wave](const Answer& answer) {
      verdict_.expect(!answer.response || stage_.asking.told[wave.id].is_opened, kNoWordsBefore, "wave " + wave.id);
    });
  }

  Stage& stage_;
  Verdict& verdict_;
  std::map<std::string, Errand> errands_;  // by wave
  std::size_t finish_count_ = 0;
};

}  // namespace

std::unique_ptr<Opener> make_opener(Stage& stage, Verdict& verdict) {
  return std::make_unique<WaveOpener>(stage, verdict);
}

}  // namespace opora::simulation
