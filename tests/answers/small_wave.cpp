#include "answers/small_wave.h"

#include <stdexcept>

#include <nlohmann/json.hpp>

#include "feedback/handlers/secrets.h"
#include "feedback/service.h"
#include "opora/registration/v1/events.pb.h"
#include "opora/scheduling/v1/events.pb.h"
#include "platform/faults/failpoint.h"

namespace opora::testing {
namespace {

namespace v1 = feedback::v1;

constexpr sealing::WrapCost kCheap{1, 8192};
constexpr int kRound = 1, kSession = 2, kProject = 3, kRegion = 4, kSeries = 5, kWave = 6, kPerson = 7;

const Statement kOpened{"SELECT sheet_key, link, answers FROM opened_sheets ORDER BY sheet_key"};
const Statement kSealedKeys{"SELECT answer_key FROM sealed_answers ORDER BY answer_key"};
const Statement kStaged{"SELECT (SELECT COUNT(*) FROM opened_sheets) + (SELECT COUNT(*) FROM open_answers)"};
const Statement kSealed{
    "SELECT (SELECT COUNT(*) FROM sealed_answers) + (SELECT COUNT(*) FROM spent_tokens) "
    "+ (SELECT COUNT(*) FROM sheet_tokens)"};

constexpr const char* kQuestionnaire = R"json({
  "schema": "opora-questionnaire/1", "id": "small", "version": 1, "languages": ["en"],
  "title": {"en": "Small (invented)"},
  "questions": [
    {"id": "strain", "kind": "single", "text": {"en": "How was it?"},
     "options": [{"code": "light", "text": {"en": "Light"}}, {"code": "hard", "text": {"en": "Hard"}}]},
    {"id": "number", "kind": "number", "text": {"en": "A number"}, "min": 0, "max": 1000},
    {"id": "words", "kind": "open", "text": {"en": "A wish"}, "max_length": 40}
  ]
})json";

std::function<void(Snapshot&)>& window() {
  static std::function<void(Snapshot&)> look;
  return look;
}

Service with_window() {
  Service service = make_feedback();
  service.invariants.push_back(computed("A test looks at the tables.", [](Snapshot& snapshot) {
    if (window()) window()(snapshot);
    return Result<Invariant::Finding>(Invariant::Finding{});
  }));
  return service;
}

Caller keeper(int number) {
  Caller caller;
  caller.subject = number == 0 ? "first keeper" : "second keeper";
  caller.role = network::v1::ROLE_OPERATOR;
  return caller;
}

v1::DraftWavesRequest draft() {
  v1::DraftWavesRequest request;
  request.set_series_id(test_id(kSeries));
  request.set_round_id(test_id(kRound));
  request.set_time_zone("Asia/Almaty");
  request.set_entered_afterwards(true);
  request.add_keepers("first keeper");
  request.add_keepers("second keeper");
  v1::WavePlan& wave = *request.add_waves();
  wave.set_wave_id(test_id(kWave));
  wave.set_moment(v1::MOMENT_AFTER);
  wave.set_questionnaire("small");
  wave.set_version(1);
  wave.set_opens_local("2023-09-01T09:00");
  wave.set_closes_local("2023-09-03T21:00");
  return request;
}

void tell_round(Harness& service) {
  scheduling::v1::Event planned;
  planned.mutable_round_planned()->set_round_id(test_id(kRound));
  planned.mutable_round_planned()->add_project_ids(test_id(kProject));
  planned.mutable_round_planned()->add_region_ids(test_id(kRegion));
  service.deliver("scheduling", planned);
  scheduling::v1::Event published;
  published.mutable_session_published()->set_session_id(test_id(kSession));
  published.mutable_session_published()->set_round_id(test_id(kRound));
  published.mutable_session_published()->set_project_id(test_id(kProject));
  service.deliver("scheduling", published);
  registration::v1::Event came;
  came.mutable_attendance_recorded()->set_session_id(test_id(kSession));
  came.mutable_attendance_recorded()->set_person_id(test_id(kPerson));
  service.deliver("registration", came);
}

}  // namespace

CrashAt::CrashAt(int pass) : left_(pass) { set_hook(&CrashAt::passed, this); }
CrashAt::~CrashAt() { set_hook(nullptr, nullptr); }

void CrashAt::passed(void* self, std::string_view step) {
  if (--static_cast<CrashAt*>(self)->left_ == 0) throw Crash{std::string(step)};
}

SmallWave::SmallWave() : service_(with_window()) {
  feedback::set_wrap_cost(kCheap);
  tell_round(service_);
  v1::AddQuestionnaireRequest questionnaire;
  questionnaire.set_definition(kQuestionnaire);
  must<v1::AddQuestionnaireResponse>(questionnaire);
  must<v1::DraftWavesResponse>(draft());
  for (const int number : {0, 1}) {
    v1::AddKeeperRequest shown;
    shown.set_series_id(test_id(kSeries));
    passphrases_.push_back(must<v1::AddKeeperResponse>(shown, keeper(number)).passphrase());
    v1::ConfirmKeeperRequest typed;
    typed.set_series_id(test_id(kSeries));
    typed.set_passphrase(passphrases_.back());
    must<v1::ConfirmKeeperResponse>(typed, keeper(number));
  }
  v1::IssueSheetsRequest issue;
  issue.set_series_id(test_id(kSeries));
  issue.set_sheet_count(kAnswers);
  const auto drawn = must<v1::IssueSheetsResponse>(issue);
  sheets_.assign(drawn.sheets().begin(), drawn.sheets().end());
}

SmallWave::~SmallWave() { feedback::set_wrap_cost(sealing::kWrapCost); }

template <class Response, class Request>
Response SmallWave::must(Request request, const Caller& caller) {
  if constexpr (requires { request.set_request_id(std::string()); })
    request.set_request_id(test_id(1'000'000 + ++request_count_));
  return service_.call<Response>(request, caller).value();
}

std::string SmallWave::answer(int number) {
  const v1::Sheet& sheet = sheets_.at(static_cast<std::size_t>(number));
  v1::SubmitAnswersRequest request;
  request.set_wave_id(test_id(kWave));
  request.set_token(sheet.tokens(0).token());
  request.set_link_code(sheet.link_code());
  request.set_version(1);
  v1::GivenAnswer& strain = *request.add_answers();
  strain.set_question("strain");
  strain.add_options(number % 2 == 0 ? "light" : "hard");
  v1::GivenAnswer& whose = *request.add_answers();
  whose.set_question("number");
  whose.set_number_given(true);
  whose.set_number(number);
  v1::GivenAnswer& words = *request.add_answers();
  words.set_question("words");
  words.set_text(words_of(number));
  const auto done = service_.call<v1::SubmitAnswersResponse>(request, Caller());
  return done ? "" : done.error().reason;
}

void SmallWave::answer_all() {
  for (int number = 0; number < kAnswers; ++number)
    if (const std::string reason = answer(number); !reason.empty()) throw std::runtime_error(reason);
}

void SmallWave::close() {
  v1::CloseWaveRequest request;
  request.set_wave_id(test_id(kWave));
  must<v1::CloseWaveResponse>(request);
  service_.settle();
}

std::string SmallWave::open(int number) {
  v1::OpenWaveRequest request;
  request.set_wave_id(test_id(kWave));
  request.set_passphrase(passphrases_.at(static_cast<std::size_t>(number)));
  const auto opened = service_.call<v1::OpenWaveResponse>(request, keeper(number));
  return opened ? "" : opened.error().reason;
}

v1::WaveStatus SmallWave::status() {
  v1::GetWaveRequest request;
  request.set_wave_id(test_id(kWave));
  return must<v1::GetWaveResponse>(request).wave().status();
}

std::vector<std::string> SmallWave::words() {
  v1::ListOpenAnswersRequest request;
  request.set_wave_id(test_id(kWave));
  const auto listed = service_.call<v1::ListOpenAnswersResponse>(request, administrator());
  std::vector<std::string> words;
  if (listed)
    for (const v1::OpenAnswer& answer : listed->answers()) words.push_back(answer.text());
  return words;
}

void SmallWave::look(const std::function<void(Snapshot&)>& at_tables) {
  window() = at_tables;
  service_.host().check_invariants();
  window() = nullptr;
}

std::int64_t SmallWave::count(const Statement& counting) {
  std::int64_t found = -1;
  look([&](Snapshot& snapshot) { found = snapshot.query(counting).value().at(0).integer(0); });
  return found;
}

std::vector<OpenedOne> SmallWave::opened() {
  std::vector<OpenedOne> all;
  look([&](Snapshot& snapshot) {
    all.clear();
    const Rows rows = snapshot.query(kOpened).value();
    for (const Row& row : rows) {
      OpenedOne& one = all.emplace_back(OpenedOne{row.text(0), row.text(1)});
      const auto answers = nlohmann::json::parse(row.text(2));
      for (const auto& answer : answers)
        if (answer.at("q") == "number") one.number = answer.value("n", std::int64_t{-1});
    }
  });
  return all;
}

std::vector<std::string> SmallWave::sealed_keys() {
  std::vector<std::string> keys;
  look([&](Snapshot& snapshot) {
    keys.clear();
    const Rows rows = snapshot.query(kSealedKeys).value();
    for (const Row& row : rows) keys.push_back(row.bytes(0));
  });
  return keys;
}

std::int64_t SmallWave::staged_count() { return count(kStaged); }
std::int64_t SmallWave::sealed_count() { return count(kSealed); }

void SmallWave::wait(std::chrono::minutes span) {
  service_.clock().advance(span);
  service_.settle();
}

}  // namespace opora::testing
