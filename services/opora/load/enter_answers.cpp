#include "opora/load/enter_answers.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "feedback/sealing/shuffle.h"
#include "opora/feedback/v1/feedback_service.pb.h"
#include "opora/load/compare.h"
#include "platform/clock/clock.h"
#include "platform/ids/ids.h"
#include "platform/sealing/sealed.h"

namespace opora::load {
namespace {

namespace v1 = feedback::v1;
using round_folder::Said;

constexpr int kLooksMax = 600;  // with a moment between: what the platform does by itself takes no time

template <class Response, class Request>
Result<Response> asked(const Query& query, const Request& request) {
  Response response;
  TRY_DO(query(request, response));
  return response;
}

std::string fresh_id() { return IdSource().next(SystemClock().now()); }

bool is_over(v1::WaveStatus status) {
  return status == v1::WAVE_STATUS_DESTROYED || status == v1::WAVE_STATUS_LOST || status == v1::WAVE_STATUS_OPENED;
}

v1::GivenAnswer message_of(const questionnaire::GivenAnswer& given) {
  v1::GivenAnswer message;
  message.set_question(given.question);
  message.set_row(given.row);
  for (const std::string& option : given.options) message.add_options(option);
  message.set_number_given(given.number.has_value());
  message.set_number(given.number.value_or(0));
  message.set_text(given.text);
  return message;
}

// A keeper whom somebody acts for, with what they were shown.
struct ActedKeeper {
  Query ask;
  Secret passphrase;
};

class Entering {
 public:
  Entering(const PlannedSeries& series, const AskingAs& ask, const round_folder::Wording& wording,
           const std::function<void()>& one_more)
      : series_(series), ask_(ask), wording_(wording), one_more_(one_more) {}

  Result<EnteredSeries> run() {
    EnteredSeries entered{&series_};
    TRY(first, wave(series_.waves.front()));
    if (first.status() == v1::WAVE_STATUS_DRAFT) {
      if (series_.row->invented) TRY_DO(act_for_keepers(first));
      TRY(now, wave(series_.waves.front()));
      entered.keepers_missing = missing(now);
      if (!entered.keepers_missing.empty()) return entered;
    }
    TRY_DO(wait_until_open());
    TRY_DO(send_answers());
    TRY_DO(close());
    entered.so_far = Entered::entered;
    if (keepers_.empty()) return entered;
    TRY_DO(open());
    entered.so_far = Entered::opened;
    return entered;
  }

 private:
  tl::unexpected<Error> refused(const std::string& reason, const char* said) const {
    const round_folder::Defect defect{"wave-series.csv", series_.row->line, "", reason, {Said(said)}};
    return refuse(Code::conflict, reason, wording_.place(defect) + ": " + wording_.message(defect));
  }

  Result<v1::Wave> wave(const PlannedWave& planned) const {
    v1::GetWaveRequest request;
    request.set_wave_id(planned.id);
    TRY(response, asked<v1::GetWaveResponse>(ask_.whoever_loads, request));
    return response.wave();
  }

  static std::vector<std::string> missing(const v1::Wave& wave) {
    std::vector<std::string> accounts;
    for (const v1::Keeper& keeper : wave.keepers())
      if (!keeper.has_confirmed()) accounts.push_back(keeper.account());
    return accounts;
  }

  // Looks at a wave until it is so far.
  template <class IsSoFar>
  Result<v1::WaveStatus> wait_until(const PlannedWave& planned, const IsSoFar& is_so_far) const {
    for (int looks = 0; looks < kLooksMax; ++looks) {
      TRY(there, wave(planned));
      if (is_so_far(there.status())) return there.status();
      ask_.wait();
    }
    return refuse(Code::unavailable, "WAVES_NOT_READY",
                  "The platform has not gone on with the waves. Look whether it runs, and load again.");
  }

  // Both or none: what one was shown is gone where somebody broke off before the other.
  Result<void> act_for_keepers(const v1::Wave& first) {
    std::vector<Query> keepers;
    for (const v1::Keeper& keeper : first.keepers()) {
      if (keeper.has_confirmed()) return refused("KEEPERS_HALF_CONFIRMED", "keepers_half_confirmed");
      auto query = ask_.keeper(keeper.account());
      if (!query) return {};
      keepers.push_back(*std::move(query));
    }
    for (Query& query : keepers) {
      v1::AddKeeperRequest request;
      request.set_series_id(first.series_id());
      TRY(shown, asked<v1::AddKeeperResponse>(query, request));
      keepers_.push_back({std::move(query), Secret(std::move(*shown.mutable_passphrase()))});
    }
    for (const ActedKeeper& keeper : keepers_) {
      v1::ConfirmKeeperRequest request;
      request.set_series_id(first.series_id());
      request.set_passphrase(std::string(keeper.passphrase.text()));
      const auto confirmed = asked<v1::ConfirmKeeperResponse>(keeper.ask, request);
      wipe(request);
      TRY_DO(confirmed);
    }
    return {};
  }

  // What a request held is in nobody's memory any more.
  template <class Request>
  static void wipe(Request& request) {
    const Secret gone(std::move(*request.mutable_passphrase()));
  }

  Result<void> wait_until_open() const {
    for (const PlannedWave& planned : series_.waves)
      TRY_DO(wait_until(planned, [](v1::WaveStatus status) {
        return status != v1::WAVE_STATUS_DRAFT && status != v1::WAVE_STATUS_SCHEDULED;
      }));
    TRY(first, wave(series_.waves.front()));
    if (first.sheet_count() > 0) return refused("WAVES_HALF_ENTERED", "waves_half_entered");
    return {};
  }

  // Tokens by wave, for each of the folder's sheets, which get theirs by chance.
  Result<std::map<std::string, v1::Sheet>> drawn_sheets() const {
    std::vector<std::string> keys = series_.sheet_keys();
    v1::IssueSheetsRequest request;
    request.set_series_id(series_.draft.series_id());
    request.set_sheet_count(static_cast<std::int32_t>(keys.size()));
    TRY(issued, asked<v1::IssueSheetsResponse>(ask_.whoever_loads, request));
    sealing::shuffle(std::span<std::string>(keys));
    std::map<std::string, v1::Sheet> drawn;
    for (int i = 0; i < issued.sheets_size() && static_cast<std::size_t>(i) < keys.size(); ++i)
      drawn.emplace(keys[static_cast<std::size_t>(i)], issued.sheets(i));
    return drawn;
  }

  Result<void> send_answers() const {
    TRY(drawn, drawn_sheets());
    for (const PlannedWave& planned : series_.waves) {
      std::vector<const GivenSheet*> sheets;
      for (const GivenSheet& sheet : planned.sheets) sheets.push_back(&sheet);
      sealing::shuffle(std::span<const GivenSheet*>(sheets));
      for (const GivenSheet* sheet : sheets) {
        TRY_DO(send(planned, *sheet, drawn.at(sheet->key)));
        one_more_();
      }
    }
    return {};
  }

  Result<void> send(const PlannedWave& planned, const GivenSheet& sheet, const v1::Sheet& drawn) const {
    v1::SubmitAnswersRequest request;
    request.set_wave_id(planned.id);
    for (const v1::SheetToken& token : drawn.tokens())
      if (token.wave_id() == planned.id) request.set_token(token.token());
    request.set_link_code(drawn.link_code());
    request.set_version(planned.asked->version);
    for (const questionnaire::GivenAnswer& given : sheet.answers) *request.add_answers() = message_of(given);
    TRY_DO(asked<v1::SubmitAnswersResponse>(ask_.nobody, request));
    return {};
  }

  Result<void> close() const {
    for (const PlannedWave& planned : series_.waves) {
      v1::CloseWaveRequest request;
      request.set_request_id(fresh_id());
      request.set_wave_id(planned.id);
      TRY_DO(asked<v1::CloseWaveResponse>(ask_.whoever_loads, request));
    }
    return {};
  }

  // By turns, so that each of the two has opened one.
  Result<void> open() const {
    for (std::size_t i = 0; i < series_.waves.size(); ++i) {
      const PlannedWave& planned = series_.waves[i];
      TRY(status, wait_until(planned, [](v1::WaveStatus now) {
        return now == v1::WAVE_STATUS_COUNTED || is_over(now);
      }));
      if (status != v1::WAVE_STATUS_COUNTED) continue;
      const ActedKeeper& keeper = keepers_[i % keepers_.size()];
      v1::OpenWaveRequest request;
      request.set_wave_id(planned.id);
      request.set_passphrase(std::string(keeper.passphrase.text()));
      const auto opened = asked<v1::OpenWaveResponse>(keeper.ask, request);
      wipe(request);
      TRY_DO(opened);
    }
    return {};
  }

  const PlannedSeries& series_;
  const AskingAs& ask_;
  const round_folder::Wording& wording_;
  const std::function<void()>& one_more_;
  std::vector<ActedKeeper> keepers_;
};

std::size_t answer_count(const PlannedSeries& series) {
  std::size_t count = 0;
  for (const PlannedWave& wave : series.waves) count += wave.sheets.size();
  return count;
}

}  // namespace

Result<std::vector<EnteredSeries>> enter_answers(const WavesOfFolder& waves, const std::set<std::string>& keys,
                                                 const AskingAs& ask, const LoadOptions& options,
                                                 const Progress& progress) {
  std::size_t count = 0, done = 0;
  for (const PlannedSeries& series : waves.series)
    if (keys.contains(series.row->key)) count += answer_count(series);
  const Stage stage{"answers", {}, {}, count};
  const std::function<void()> one_more = [&] { progress(stage, ++done, count); };
  std::vector<EnteredSeries> all;
  for (const PlannedSeries& series : waves.series) {
    if (!keys.contains(series.row->key)) continue;
    TRY(entered, Entering(series, ask, options.wording, one_more).run());
    all.push_back(std::move(entered));
  }
  return all;
}

}  // namespace opora::load
