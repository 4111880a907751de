#include "process/asked_waves.h"

#include <algorithm>
#include <stdexcept>

#include "platform/policy/key_folder.h"
#include "process/must.h"

namespace opora::testing {
namespace {

namespace v1 = feedback::v1;

constexpr std::chrono::seconds kForLong{60};
constexpr std::chrono::minutes kOpeningPatience{10};
constexpr std::chrono::hours kTokenLifetime{2};
constexpr std::array<const char*, 2> kKeepers{"first keeper", "second keeper"};

// A choice, a number and a text: 2 kB with what seals them.
constexpr const char* kQuestionnaire = R"json({
  "schema": "opora-questionnaire/1", "id": "asked", "version": 1, "languages": ["en"],
  "title": {"en": "Asked (invented)"},
  "questions": [
    {"id": "strain", "kind": "single", "text": {"en": "How was the week?"},
     "options": [{"code": "s0", "text": {"en": "Easy"}}, {"code": "s1", "text": {"en": "Light"}},
                 {"code": "s2", "text": {"en": "As always"}}, {"code": "s3", "text": {"en": "Hard"}},
                 {"code": "s4", "text": {"en": "Too hard"}}]},
    {"id": "number", "kind": "number", "text": {"en": "A number"}, "min": 0, "max": 1000000},
    {"id": "words", "kind": "open", "text": {"en": "In your words"}, "max_length": 300}
  ]
})json";

struct Plan {
  v1::Moment moment;
  const char* opens;
  const char* closes;
};
constexpr std::array<Plan, 3> kPlans{{{v1::MOMENT_BEFORE, "2026-01-10T09:00", "2026-01-12T21:00"},
                                      {v1::MOMENT_AFTER, "2026-02-10T09:00", "2026-02-12T21:00"},
                                      {v1::MOMENT_FOLLOW_UP, "2026-05-10T09:00", "2026-05-12T21:00"}}};

}  // namespace

AskedWaves::AskedWaves(Client& administrator, const std::string& address, const std::filesystem::path& keys_folder,
                       const std::string& round, int wave_count)
    : administrator_(&administrator), keys_folder_(keys_folder), series_(new_id()) {
  for (int i = 0; i < wave_count; ++i) waves_.push_back(new_id());
  meet(administrator, address);
  add_questionnaire();
  draft(round);
  add_keepers();
  for (int wave = 0; wave < wave_count; ++wave) wait_until(wave, v1::WAVE_STATUS_ANSWERING);
}

void AskedWaves::meet(Client& administrator, const std::string& address) {
  administrator_ = &administrator;
  const auto keys = must(KeyFolder::open(keys_folder_), "opening the keys");
  for (std::size_t keeper = 0; keeper < keepers_.size(); ++keeper) {
    Caller caller;
    caller.role = network::v1::ROLE_OPERATOR;
    caller.subject = kKeepers.at(keeper);
    keepers_.at(keeper) = must(
        Client::make({.address = address, .token = keys->issue(caller, kTokenLifetime, clock_.now())}), "connecting");
  }
}

void AskedWaves::add_questionnaire() {
  v1::AddQuestionnaireRequest request;
  request.set_request_id(new_id());
  request.set_definition(kQuestionnaire);
  must(administrator_->call_until_settled<v1::AddQuestionnaireResponse>(request, kForLong), "adding a questionnaire");
}

// The administrator's client has seen the round planned, and feedback waits until it has heard of it.
void AskedWaves::draft(const std::string& round) {
  v1::DraftWavesRequest request;
  request.set_request_id(new_id());
  request.set_series_id(series_);
  request.set_round_id(round);
  request.set_time_zone("Asia/Yakutsk");
  request.set_entered_afterwards(true);
  for (const char* keeper : kKeepers) request.add_keepers(keeper);
  const std::size_t first = waves_.size() == 1 ? 1 : 0;
  for (std::size_t i = 0; i < waves_.size(); ++i) {
    const Plan& plan = kPlans.at(first + i);
    v1::WavePlan& wave = *request.add_waves();
    wave.set_wave_id(waves_[i]);
    wave.set_moment(plan.moment);
    wave.set_months_later(plan.moment == v1::MOMENT_FOLLOW_UP ? 3 : 0);
    wave.set_questionnaire("asked");
    wave.set_version(1);
    wave.set_opens_local(plan.opens);
    wave.set_closes_local(plan.closes);
  }
  must(administrator_->call_until_settled<v1::DraftWavesResponse>(request, kForLong), "drafting waves");
}

void AskedWaves::add_keepers() {
  v1::AddKeeperRequest shown;
  shown.set_series_id(series_);
  v1::ConfirmKeeperRequest typed;
  typed.set_series_id(series_);
  for (std::size_t keeper = 0; keeper < keepers_.size(); ++keeper) {
    passphrases_.at(keeper) =
        must(keepers_.at(keeper)->call_until_settled<v1::AddKeeperResponse>(shown, kForLong), "adding a keeper")
            .passphrase();
    typed.set_passphrase(passphrases_.at(keeper));
    must(keepers_.at(keeper)->call_until_settled<v1::ConfirmKeeperResponse>(typed, kForLong), "confirming a keeper");
  }
}

std::vector<DrawnSheet> AskedWaves::draw_sheets(int count) {
  constexpr int kAtOnce = 2'000;
  std::vector<DrawnSheet> sheets;
  while (static_cast<int>(sheets.size()) < count) {
    v1::IssueSheetsRequest request;
    request.set_series_id(series_);
    request.set_sheet_count(std::min(kAtOnce, count - static_cast<int>(sheets.size())));
    const auto drawn =
        must(administrator_->call_until_settled<v1::IssueSheetsResponse>(request, kForLong), "drawing sheets");
    for (const v1::Sheet& sheet : drawn.sheets()) {
      DrawnSheet& one = sheets.emplace_back();
      one.link_code = sheet.link_code();
      for (const std::string& wave : waves_)
        for (const v1::SheetToken& token : sheet.tokens())
          if (token.wave_id() == wave) one.tokens.push_back(token.token());
    }
  }
  return sheets;
}

v1::SubmitAnswersRequest AskedWaves::answers(int wave, const DrawnSheet& sheet, int strain, std::int64_t number,
                                             const std::string& words) const {
  v1::SubmitAnswersRequest request;
  request.set_wave_id(wave_id(wave));
  request.set_token(sheet.tokens.at(static_cast<std::size_t>(wave)));
  request.set_link_code(sheet.link_code);
  request.set_version(1);
  v1::GivenAnswer& choice = *request.add_answers();
  choice.set_question("strain");
  choice.add_options("s" + std::to_string(strain));
  v1::GivenAnswer& whose = *request.add_answers();
  whose.set_question("number");
  whose.set_number_given(true);
  whose.set_number(number);
  v1::GivenAnswer& text = *request.add_answers();
  text.set_question("words");
  text.set_text(words);
  return request;
}

void AskedWaves::close(int wave) {
  v1::CloseWaveRequest request;
  request.set_request_id(new_id());
  request.set_wave_id(wave_id(wave));
  must(administrator_->call_until_settled<v1::CloseWaveResponse>(request, kForLong), "closing a wave");
  if (look_at(wave).status() != v1::WAVE_STATUS_DESTROYED) wait_until(wave, v1::WAVE_STATUS_COUNTED);
}

Result<v1::OpenWaveResponse> AskedWaves::open(int wave, int keeper) {
  v1::OpenWaveRequest request;
  request.set_wave_id(wave_id(wave));
  request.set_passphrase(passphrase(keeper));
  return keepers_.at(static_cast<std::size_t>(keeper))->call<v1::OpenWaveResponse>(request, kOpeningPatience);
}

v1::Wave AskedWaves::look_at(int wave) {
  v1::GetWaveRequest request;
  request.set_wave_id(wave_id(wave));
  return must(administrator_->call_until_settled<v1::GetWaveResponse>(request, kForLong), "looking at a wave").wave();
}

void AskedWaves::wait_until(int wave, v1::WaveStatus status) {
  const auto until = std::chrono::steady_clock::now() + kForLong;
  while (look_at(wave).status() != status)
    if (std::chrono::steady_clock::now() > until)
      throw std::runtime_error("a wave has not come to " + v1::WaveStatus_Name(status));
}

std::vector<std::string> AskedWaves::words_in(int wave) {
  v1::ListOpenAnswersRequest request;
  request.set_wave_id(wave_id(wave));
  request.set_page_size(500);
  std::vector<std::string> words;
  do {
    const auto page = must(administrator_->call_until_settled<v1::ListOpenAnswersResponse>(request, kForLong),
                           "listing what was written");
    for (const v1::OpenAnswer& answer : page.answers()) words.push_back(answer.text());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return words;
}

}  // namespace opora::testing
