// The two who can open what was answered: each is shown a passphrase, types it back, and mistakes it now and then;
// strangers try; and one puts somebody else in the other one's place, in time or too late.
#include <map>

#include "simulation/clients.h"

namespace opora::simulation {
namespace {

constexpr const char* kOnlyItsPassphrase = "Nobody does with another passphrase what takes a keeper's own.";
constexpr const char* kOnlyKeepers = "Nobody is shown a passphrase but the two who keep a series.";

class Keepers final : public Client {
 public:
  Keepers(Stage& stage, Verdict& verdict) : stage_(stage), verdict_(verdict) {}

  void act() override {
    for (KnownSeries& series : stage_.asking.series) {
      if (!series.is_drafted()) continue;
      for (const std::size_t place : {0U, 1U}) go_on(series, place);
    }
  }

 private:
  void go_on(KnownSeries& series, std::size_t place) {
    Errand& errand = errands_[series.id].at(place);
    if (errand.is_under_way(stage_.post)) return;
    errand.forget();
    KnownKeeper& keeper = series.keepers.at(place);
    const int what = stage_.dice.between(1, 100);
    if (keeper.has_confirmed) return settled(series, place, what);
    if (!keeper.passphrase.empty()) return type_back(series, place, what);
    if (what <= 6) return confirm(series, place, "not shown yet", false);
    if (what <= 10) return ask_as_a_stranger(series, errand);
    be_shown(series, place);
  }

  void type_back(KnownSeries& series, std::size_t place, int what) {
    const std::string& own = series.keepers.at(place).passphrase;
    const std::string& others = series.keepers.at(1 - place).passphrase;
    if (what <= 6 && !others.empty()) return confirm(series, place, others, false);
    if (what <= 12) return confirm(series, place, own.substr(0, own.size() - 1), false);
    confirm(series, place, own, true);
  }

  // Has nothing to do any more.
  void settled(KnownSeries& series, std::size_t place, int what) {
    if (what <= 3) return be_shown(series, place);
    if (what <= 6) return confirm(series, place, series.keepers.at(place).passphrase, true);
    if (what <= 9) return ask_as_a_stranger(series, errands_[series.id].at(place));
    const bool both = series.keepers.at(0).has_confirmed && series.keepers.at(1).has_confirmed;
    if (what <= 14 && both) replace_other(series, place);
  }

  static Caller caller_of(const std::string& account) {
    Caller caller;
    caller.subject = account;
    caller.role = network::v1::ROLE_OPERATOR;
    return caller;
  }

  void ask_as_a_stranger(KnownSeries& series, Errand& errand) {
    feedback::v1::AddKeeperRequest request;
    request.set_series_id(series.id);
    errand.call(stage_.post, caller_of("a stranger"), request, [this, &series](const Answer& answer) {
      verdict_.expect(!answer.response, kOnlyKeepers, "series " + series.id);
    });
  }

  void be_shown(KnownSeries& series, std::size_t place) {
    feedback::v1::AddKeeperRequest request;
    request.set_series_id(series.id);
    const std::string account = series.keepers.at(place).account;
    errands_[series.id].at(place).call(
        stage_.post, caller_of(account), request, [this, &series, place, account](const Answer& answer) {
          KnownKeeper& keeper = series.keepers.at(place);
          if (keeper.account != account) return;
          feedback::v1::AddKeeperResponse response;
          if (!answer.response) return note_successor(keeper, answer.response.error());
          if (!response.ParseFromString(*answer.response)) return;
          keeper.passphrase = response.passphrase();
          stage_.asking.typed.insert(keeper.passphrase);
        });
  }

  void confirm(KnownSeries& series, std::size_t place, const std::string& typed, bool is_own) {
    feedback::v1::ConfirmKeeperRequest request;
    request.set_series_id(series.id);
    request.set_passphrase(typed);
    const std::string account = series.keepers.at(place).account;
    errands_[series.id].at(place).call(
        stage_.post, caller_of(account), request, [this, &series, place, account, is_own](const Answer& answer) {
          KnownKeeper& keeper = series.keepers.at(place);
          if (answer.response) verdict_.expect(is_own, kOnlyItsPassphrase, "series " + series.id);
          if (keeper.account != account) return;
          if (answer.response) keeper.has_confirmed = true;
          else note_successor(keeper, answer.response.error());
        });
  }

  void replace_other(KnownSeries& series, std::size_t place) {
    KnownKeeper& other = series.keepers.at(1 - place);
    if (other.successor.empty()) other.successor = "successor " + std::to_string(++successor_count_);
    series.was_replaced = true;
    feedback::v1::ReplaceKeeperRequest request;
    request.set_series_id(series.id);
    request.set_passphrase(series.keepers.at(place).passphrase);
    request.set_new_keeper(other.successor);
    errands_[series.id].at(place).call(
        stage_.post, caller_of(series.keepers.at(place).account), request, [&series, place](const Answer& answer) {
          KnownKeeper& replaced = series.keepers.at(1 - place);
          if (answer.response) replaced = KnownKeeper{replaced.successor};
        });
  }

  // Somebody may have taken their place, of which nobody has heard.
  static void note_successor(KnownKeeper& keeper, const Error& error) {
    if (error.reason == "NOT_A_KEEPER" && !keeper.successor.empty()) keeper = KnownKeeper{keeper.successor};
  }

  Stage& stage_;
  Verdict& verdict_;
  std::map<std::string, std::array<Errand, 2>> errands_;  // by series and place
  int successor_count_ = 0;
};

}  // namespace

std::unique_ptr<Client> make_keepers(Stage& stage, Verdict& verdict) {
  return std::make_unique<Keepers>(stage, verdict);
}

}  // namespace opora::simulation
