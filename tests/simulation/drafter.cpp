// Draws up what is asked when: a questionnaire, one or two series of waves about a round or a session, and sheets.
// Some drafts are wrong, some come twice.
#include <algorithm>
#include <utility>

#include "platform/dates/dates.h"
#include "platform/dates/time_zone.h"
#include "simulation/clients.h"

namespace opora::simulation {
namespace {

using std::chrono::minutes;

constexpr const char* kZone = "Asia/Yakutsk";
constexpr std::int64_t kMinuteUs = 60'000'000;
constexpr std::array<std::size_t, 6> kWanted{6, 9, 10, 11, 12, 14};  // fewer than ten are destroyed
constexpr std::size_t kReserve = 2;

std::string local_text(Instant at) { return to_text(local_time_at(at, kZone).value()); }

class Drafter final : public Client {
 public:
  explicit Drafter(Stage& stage) : stage_(stage), wanted_count_(stage.dice.between(1, 2)) {}

  void act() override {
    if (questionnaire_ == nullptr) return add_questionnaire();
    for (Sent* sent : mine_)
      if (!sent->is_settled() && sent->under_way_count == 0) stage_.post.send_again(*sent);
    if (alive_count() < wanted_count_) return draft();
    if (stage_.dice.chance(120)) return talk_nonsense();
    draw_sheets();
  }

 private:
  void add_questionnaire() {
    feedback::v1::AddQuestionnaireRequest request;
    request.set_definition(questionnaire_of_simulation());
    questionnaire_ = keep(stage_.post.send("feedback", administrator_of_network(), request));
  }

  Sent* keep(Sent& sent) { return mine_.emplace_back(&sent); }

  // Drafts that were not refused.
  int alive_count() const {
    return static_cast<int>(std::ranges::count_if(stage_.asking.series, [](const KnownSeries& series) {
      return series.is_drafted() || !series.draft->is_settled();
    }));
  }

  void draft() {
    KnownSeries& series = stage_.asking.series.emplace_back();
    series.id = stage_.new_id();
    series.round = stage_.dice.pick(stage_.network.rounds);
    if (stage_.dice.chance(300)) {
      const KnownSession& about = stage_.dice.pick(stage_.network.sessions);
      series.round = about.round;
      series.session = about.id;
    }
    series.grace = std::chrono::hours(stage_.dice.chance(600) ? 1 : 48);
    series.entered_afterwards = stage_.dice.chance(500);
    for (KnownKeeper& keeper : series.keepers) keeper.account = "keeper " + std::to_string(++keeper_count_);
    plan_waves(series);
    request_ = request_of(series);
    const Caller who = stage_.dice.chance(700) ? administrator_of_network() : coordinator_of(stage_.network);
    series.draft = keep(stage_.post.send("feedback", who, request_));
  }

  // One after the other, and all over before the next day ends. The first may have begun already.
  void plan_waves(KnownSeries& series) {
    Instant next = {stage_.clock.true_time().us / kMinuteUs * kMinuteUs};
    next = next + minutes(stage_.dice.between(-30, 10));
    const int which = stage_.dice.between(1, 7);  // a bit for each moment
    for (int moment = feedback::v1::MOMENT_BEFORE; moment <= feedback::v1::MOMENT_FOLLOW_UP; ++moment) {
      if ((which >> (moment - 1) & 1) == 0) continue;
      KnownWave wave;
      wave.id = stage_.new_id();
      wave.moment = static_cast<feedback::v1::Moment>(moment);
      wave.opens = next;
      wave.closes = next + minutes(stage_.dice.between(15, 120));
      wave.wanted_count = kWanted.at(stage_.dice.below(kWanted.size()));
      next = wave.closes + minutes(stage_.dice.between(0, 45));
      series.waves.push_back(std::move(wave));
    }
  }

  feedback::v1::DraftWavesRequest request_of(const KnownSeries& series) {
    feedback::v1::DraftWavesRequest request;
    request.set_series_id(series.id);
    request.set_round_id(series.round);
    request.set_session_id(series.session);
    request.set_time_zone(kZone);
    request.set_grace_hours(series.grace == std::chrono::hours(48) ? 0 : static_cast<int>(series.grace.count()));
    request.set_entered_afterwards(series.entered_afterwards);
    if (stage_.dice.chance(300)) request.set_partition_question("strain");
    for (const KnownKeeper& keeper : series.keepers) request.add_keepers(keeper.account);
    for (const KnownWave& wave : series.waves) {
      feedback::v1::WavePlan& plan = *request.add_waves();
      plan.set_wave_id(wave.id);
      plan.set_moment(wave.moment);
      plan.set_months_later(wave.moment == feedback::v1::MOMENT_FOLLOW_UP ? 1 : 0);
      plan.set_questionnaire(kAskedQuestionnaire);
      plan.set_version(1);
      plan.set_opens_local(local_text(wave.opens));
      if (stage_.dice.chance(400)) plan.set_reminds_local(local_text(wave.opens + minutes(stage_.dice.between(0, 14))));
      plan.set_closes_local(local_text(wave.closes));
    }
    return request;
  }

  // The last draft once more, another one under its id, or one that is wrong.
  void talk_nonsense() {
    feedback::v1::DraftWavesRequest request = request_;
    request.clear_request_id();
    const int what = stage_.dice.between(1, 4);
    if (what == 2) request.set_grace_hours(7);
    if (what > 2) {
      request.set_series_id(stage_.new_id());
      for (feedback::v1::WavePlan& plan : *request.mutable_waves()) plan.set_wave_id(stage_.new_id());
    }
    if (what == 3) request.set_keepers(1, request.keepers(0));
    if (what == 4) request.mutable_waves(0)->set_closes_local(request.waves(0).opens_local());
    keep(stage_.post.send("feedback", administrator_of_network(), request));
  }

  void draw_sheets() {
    if (drawing_.is_under_way(stage_.post)) return;
    drawing_.forget();
    for (KnownSeries& series : stage_.asking.series)
      if (series.is_drafted() && (needs_sheets(series) || stage_.dice.chance(30))) return draw_for(series);
  }

  static bool needs_sheets(const KnownSeries& series) {
    std::size_t most = 0;
    for (const KnownWave& wave : series.waves) most = std::max(most, wave.wanted_count);
    return series.sheets.size() < most + kReserve;
  }

  void draw_for(KnownSeries& series) {
    feedback::v1::IssueSheetsRequest request;
    request.set_series_id(series.id);
    if (stage_.dice.chance(800)) request.set_sheet_count(stage_.dice.between(4, 12));
    const bool had_lost_some = std::exchange(series.has_lost_sheets, true);  // until they are seen
    drawing_.call(stage_.post, administrator_of_network(), request, [this, &series, had_lost_some](const Answer& told) {
      feedback::v1::IssueSheetsResponse response;
      const bool none_were_drawn = !told.response && told.response.error().reason == "SERIES_OVER";
      if (!told.response && !none_were_drawn) return;
      series.has_lost_sheets = had_lost_some;
      if (told.response && response.ParseFromString(*told.response))
        for (const feedback::v1::Sheet& sheet : response.sheets()) take(sheet, series);
    });
  }

  void take(const feedback::v1::Sheet& sheet, KnownSeries& series) {
    KnownSheet& known = series.sheets.emplace_back();
    known.link_code = sheet.link_code();
    stage_.asking.typed.insert(known.link_code);
    for (const feedback::v1::SheetToken& token : sheet.tokens()) {
      known.tokens[token.wave_id()] = token.token();
      stage_.asking.typed.insert(token.token());
    }
  }

  Stage& stage_;
  const int wanted_count_;
  int keeper_count_ = 0;
  Sent* questionnaire_ = nullptr;
  std::vector<Sent*> mine_;
  feedback::v1::DraftWavesRequest request_;
  Errand drawing_;
};

}  // namespace

std::unique_ptr<Client> make_drafter(Stage& stage) { return std::make_unique<Drafter>(stage); }

}  // namespace opora::simulation
