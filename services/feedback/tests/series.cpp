#include "feedback/tests/series.h"

#include <array>
#include <utility>

#include "feedback/handlers/secrets.h"
#include "feedback/service.h"
#include "platform/dates/time_zone.h"

namespace opora::feedback::testing {
namespace {

std::string id(int kind, int number) { return test_id(kind * 100'000 + number); }

void put_people(const std::vector<int>& people, google::protobuf::RepeatedPtrField<std::string>& out) {
  for (const int person : people) out.Add(person_id(person));
}

// What a test does when it looks at the tables.
std::function<void(Snapshot&)>& window() {
  static std::function<void(Snapshot&)> look;
  return look;
}

// The service, with a rule that lets a test do so: rules may look at all of them.
Service with_window() {
  Service service = make_feedback();
  service.invariants.push_back(computed("A test looks at the tables.", [](Snapshot& snapshot) {
    if (window()) window()(snapshot);
    return Result<Invariant::Finding>(Invariant::Finding{});
  }));
  return service;
}

// Enough for a machine to do at once.
constexpr sealing::WrapCost kCheap{1, 8192};

void plan(v1::DraftWavesRequest& request, int number, v1::Moment moment, const std::string& opens,
          const std::string& closes) {
  v1::WavePlan& wave = *request.add_waves();
  wave.set_wave_id(wave_id(number));
  wave.set_moment(moment);
  wave.set_questionnaire("check");
  wave.set_version(1);
  wave.set_opens_local(opens);
  wave.set_closes_local(closes);
}

v1::DraftWavesRequest draft_without_waves() {
  v1::DraftWavesRequest request;
  request.set_series_id(series_id(1));
  request.set_round_id(round_id(1));
  request.set_time_zone("Asia/Almaty");
  request.add_keepers("first keeper");
  request.add_keepers("second keeper");
  return request;
}

void put_choice(const std::string& question, const std::string& row, const std::string& option,
                v1::SubmitAnswersRequest& request) {
  v1::GivenAnswer& answer = *request.add_answers();
  answer.set_question(question);
  answer.set_row(row);
  answer.add_options(option);
}

constexpr const char* kQuestions = R"json(,
  "languages": ["en", "ru"],
  "title": {"en": "A check (invented)", "ru": "Проверка (выдумана)"},
  "scales": [{"id": "own_strain", "scoring_version": 1}],
  "questions": [
    {"id": "clients", "kind": "single", "text": {"en": "Clients?", "ru": "Клиенты?"}, "required": true,
     "unanimity_may_be_shown": true,
     "options": [{"code": "yes", "text": {"en": "Yes", "ru": "Да"}},
                 {"code": "no", "text": {"en": "No", "ru": "Нет"}},
                 {"code": "rather_not", "text": {"en": "Rather not", "ru": "Не скажу"}, "role": "declined"}]},
    {"id": "strain", "kind": "matrix",
     "text": {"en": "The last two weeks", "ru": "Последние две недели"},
     "rows": [{"code": "s1", "item": {"scale": "own_strain", "code": "s1"}},
              {"code": "s2", "item": {"scale": "own_strain", "code": "s2"}},
              {"code": "s3", "item": {"scale": "own_strain", "code": "s3"}},
              {"code": "s4", "item": {"scale": "own_strain", "code": "s4"}},
              {"code": "s5", "item": {"scale": "own_strain", "code": "s5"}}],
     "options": [{"code": "rather_not", "text": {"en": "Rather not", "ru": "Не скажу"}, "role": "declined"}]},
    {"id": "talk", "kind": "single", "text": {"en": "Talks?"RUSSIAN},
     "shown_if": {"all": [{"question": "clients", "is": "yes"}]},
     "options": [{"code": "often", "text": {"en": "Often", "ru": "Часто"}},
                 {"code": "seldom", "text": {"en": "Seldom", "ru": "Редко"}}]},
    {"id": "wish", "kind": "open", "text": {"en": "A wish", "ru": "Пожелание"}, "max_length": 40}
  ]
})json";

}  // namespace

std::string round_id(int number) { return id(1, number); }
std::string project_id(int number) { return id(2, number); }
std::string session_id(int number) { return id(3, number); }
std::string region_id(int number) { return id(4, number); }
std::string organisation_id(int number) { return id(5, number); }
std::string person_id(int number) { return id(6, number); }
std::string group_id(int number) { return id(7, number); }
std::string series_id(int number) { return id(8, number); }
std::string wave_id(int number) { return id(9, number); }

scheduling::v1::Event round_planned(int number, const std::vector<int>& projects, const std::vector<int>& regions) {
  scheduling::v1::Event event;
  auto& body = *event.mutable_round_planned();
  body.set_round_id(round_id(number));
  for (const int project : projects) body.add_project_ids(project_id(project));
  for (const int region : regions) body.add_region_ids(region_id(region));
  return event;
}

scheduling::v1::Event round_regions_added(int number, const std::vector<int>& regions) {
  scheduling::v1::Event event;
  event.mutable_round_regions_added()->set_round_id(round_id(number));
  for (const int region : regions) event.mutable_round_regions_added()->add_region_ids(region_id(region));
  return event;
}

scheduling::v1::Event session_published(int number, int round, int project) {
  scheduling::v1::Event event;
  auto& body = *event.mutable_session_published();
  body.set_session_id(session_id(number));
  body.set_round_id(round_id(round));
  body.set_project_id(project_id(project));
  return event;
}

scheduling::v1::Event session_cancelled(int number) {
  scheduling::v1::Event event;
  event.mutable_session_cancelled()->set_session_id(session_id(number));
  return event;
}

registration::v1::Event group_confirmed(int group, int session, int head_count, const std::vector<int>& people) {
  registration::v1::Event event;
  auto& body = *event.mutable_group_confirmed();
  body.set_group_id(group_id(group));
  body.set_session_id(session_id(session));
  body.set_head_count(head_count);
  put_people(people, *body.mutable_person_ids());
  return event;
}

registration::v1::Event group_waitlisted(int group, int session, int head_count, const std::vector<int>& people) {
  registration::v1::Event event;
  auto& body = *event.mutable_group_waitlisted();
  body.set_group_id(group_id(group));
  body.set_session_id(session_id(session));
  body.set_head_count(head_count);
  put_people(people, *body.mutable_person_ids());
  return event;
}

registration::v1::Event group_members_named(int group, const std::vector<int>& people, int change) {
  registration::v1::Event event;
  auto& body = *event.mutable_group_members_named();
  body.set_group_id(group_id(group));
  body.set_change_number(change);
  put_people(people, *body.mutable_person_ids());
  return event;
}

registration::v1::Event group_cancelled(int group, int session, int change) {
  registration::v1::Event event;
  auto& body = *event.mutable_group_cancelled();
  body.set_group_id(group_id(group));
  body.set_session_id(session_id(session));
  body.set_change_number(change);
  return event;
}

registration::v1::Event group_head_count_changed(int group, int session, int head_count, int change) {
  registration::v1::Event event;
  auto& body = *event.mutable_group_head_count_changed();
  body.set_group_id(group_id(group));
  body.set_session_id(session_id(session));
  body.set_head_count(head_count);
  body.set_change_number(change);
  return event;
}

registration::v1::Event group_member_substituted(int group, int session, int leaver, int substitute, int change) {
  registration::v1::Event event;
  auto& body = *event.mutable_group_member_substituted();
  body.set_group_id(group_id(group));
  body.set_session_id(session_id(session));
  body.set_person_id(person_id(leaver));
  body.set_substitute_person_id(person_id(substitute));
  body.set_change_number(change);
  return event;
}

registration::v1::Event group_members_cancelled(int group, int session, const std::vector<int>& people, int head_count,
                                                int change) {
  registration::v1::Event event;
  auto& body = *event.mutable_group_members_cancelled();
  body.set_group_id(group_id(group));
  body.set_session_id(session_id(session));
  body.set_head_count(head_count);
  body.set_change_number(change);
  put_people(people, *body.mutable_person_ids());
  return event;
}

registration::v1::Event attendance_recorded(int person, int session, int change) {
  registration::v1::Event event;
  auto& body = *event.mutable_attendance_recorded();
  body.set_session_id(session_id(session));
  body.set_person_id(person_id(person));
  body.set_change(change);
  return event;
}

registration::v1::Event attendance_taken_back(int person, int session, int change) {
  registration::v1::Event event;
  auto& body = *event.mutable_attendance_taken_back();
  body.set_session_id(session_id(session));
  body.set_person_id(person_id(person));
  body.set_change(change);
  return event;
}

registration::v1::Event attendance_counted(int session, int organisation, int people, int change) {
  registration::v1::Event event;
  auto& body = *event.mutable_attendance_counted();
  body.set_session_id(session_id(session));
  body.set_organisation_id(organisation_id(organisation));
  body.set_person_count(people);
  body.set_change(change);
  return event;
}

registration::v1::Event people_merged(int kept, int merged, int change) {
  registration::v1::Event event;
  auto& body = *event.mutable_people_merged();
  body.set_kept_person_id(person_id(kept));
  body.set_merged_person_id(person_id(merged));
  body.set_change(change);
  return event;
}

registration::v1::Event people_unmerged(int kept, int merged, int change) {
  registration::v1::Event event;
  auto& body = *event.mutable_people_unmerged();
  body.set_kept_person_id(person_id(kept));
  body.set_merged_person_id(person_id(merged));
  body.set_change(change);
  return event;
}

std::string questionnaire_file(int version) {
  std::string file = R"({"schema": "opora-questionnaire/1", "id": "check", "version": )" + std::to_string(version);
  file += kQuestions;
  const std::string place = "RUSSIAN";
  file.replace(file.find(place), place.size(), version == 1 ? "" : R"(, "ru": "Разговоры?")");
  return file;
}

v1::DraftWavesRequest draft() {
  v1::DraftWavesRequest request = draft_without_waves();
  plan(request, kBefore, v1::MOMENT_BEFORE, "2023-10-02T09:00", "2023-10-04T21:00");
  request.mutable_waves(0)->set_reminds_local("2023-10-03T09:00");
  plan(request, kAfter, v1::MOMENT_AFTER, "2023-10-10T09:00", "2023-10-14T21:00");
  plan(request, kFollowUp, v1::MOMENT_FOLLOW_UP, "2024-01-10T09:00", "2024-01-20T21:00");
  request.mutable_waves(2)->set_months_later(3);
  request.set_primary_scale("own_strain");
  request.set_primary_from(v1::MOMENT_BEFORE);
  request.set_primary_to(v1::MOMENT_AFTER);
  request.set_partition_question("clients");
  return request;
}

v1::DraftWavesRequest draft_after() {
  v1::DraftWavesRequest request = draft_without_waves();
  plan(request, kAfter, v1::MOMENT_AFTER, "2023-10-10T09:00", "2023-10-14T21:00");
  return request;
}

v1::SubmitAnswersRequest answers(const v1::Sheet& sheet, int wave, int strain, const std::string& wish) {
  v1::SubmitAnswersRequest request;
  request.set_wave_id(wave_id(wave));
  for (const v1::SheetToken& token : sheet.tokens())
    if (token.wave_id() == request.wave_id()) request.set_token(token.token());
  request.set_link_code(sheet.link_code());
  request.set_version(1);
  put_choice("clients", "", "yes", request);
  for (const char* item : {"s1", "s2", "s3", "s4"}) put_choice("strain", item, std::to_string(strain), request);
  put_choice("strain", "s5", "1", request);
  put_choice("talk", "", "often", request);
  if (!wish.empty()) {
    v1::GivenAnswer& answer = *request.add_answers();
    answer.set_question("wish");
    answer.set_text(wish);
  }
  return request;
}

Caller keeper(int number) {
  static const std::array<const char*, 3> kNames{"first keeper", "second keeper", "third keeper"};
  Caller caller;
  caller.subject = kNames.at(static_cast<std::size_t>(number - 1));
  caller.role = network::v1::ROLE_OPERATOR;
  return caller;
}

Caller coordinator(const std::vector<std::string>& regions) {
  Caller caller;
  caller.subject = "coordinator";
  caller.role = network::v1::ROLE_COORDINATOR;
  caller.scopes["region"] = regions;
  return caller;
}

Caller facilitator() {
  Caller caller;
  caller.subject = "first keeper";  // an account of that name
  caller.role = network::v1::ROLE_FACILITATOR;
  caller.scopes["session"] = {session_id(1)};
  return caller;
}

Instant in_almaty(const std::string& local) { return instant_of(local, "Asia/Almaty").value(); }

FeedbackTest::FeedbackTest() : ServiceTest(with_window()) { set_wrap_cost(kCheap); }

void FeedbackTest::look(const std::function<void(Snapshot&)>& at_tables) {
  window() = at_tables;
  service.host().check_invariants();
  window() = nullptr;
}

void FeedbackTest::add_round() {
  tell(round_planned(1, {1, 2}, {1}));
  tell(session_published(1, 1, 1));
  tell(session_published(2, 1, 2));
  v1::AddQuestionnaireRequest request;
  request.set_definition(questionnaire_file());
  ASSERT_EQ(refusal(request), "");
}

std::string FeedbackTest::show_passphrase(int keeper_number, int series) {
  v1::AddKeeperRequest request;
  request.set_series_id(series_id(series));
  const auto shown = service.call<v1::AddKeeperResponse>(request, keeper(keeper_number));
  return shown ? shown->passphrase() : shown.error().reason;
}

std::string FeedbackTest::confirm(int keeper_number, const std::string& passphrase, int series) {
  v1::ConfirmKeeperRequest request;
  request.set_series_id(series_id(series));
  request.set_passphrase(passphrase);
  return refusal(request, keeper(keeper_number));
}

void FeedbackTest::schedule(const v1::DraftWavesRequest& request) {
  ASSERT_EQ(refusal(request), "");
  for (const int number : {1, 2}) {
    passphrases[number - 1] = show_passphrase(number);
    ASSERT_EQ(confirm(number, passphrases[number - 1]), "");
  }
}

std::vector<v1::Sheet> FeedbackTest::draw(int count, int series) {
  v1::IssueSheetsRequest request;
  request.set_series_id(series_id(series));
  request.set_sheet_count(count);
  const auto drawn = answer<v1::IssueSheetsResponse>(request);
  return {drawn.sheets().begin(), drawn.sheets().end()};
}

std::vector<v1::Sheet> FeedbackTest::answer_wave(int wave, int count) {
  std::vector<v1::Sheet> sheets = draw(count);
  int number = 0;
  for (const v1::Sheet& sheet : sheets) {
    EXPECT_EQ(refusal(answers(sheet, wave, number % 5, "wish " + std::to_string(number))), "");
    ++number;
  }
  return sheets;
}

std::string FeedbackTest::open(int wave, int keeper_number) {
  v1::OpenWaveRequest request;
  request.set_wave_id(wave_id(wave));
  request.set_passphrase(passphrases[keeper_number - 1]);
  return refusal(request, keeper(keeper_number));
}

void FeedbackTest::at(const std::string& local) {
  service.clock().set(in_almaty(local));
  service.settle();
}

std::vector<v1::Sheet> FeedbackTest::count_after(int came, int answered) {
  add_round();
  for (int person = 1; person <= came; ++person) tell(attendance_recorded(person, 1));
  schedule(draft_after());
  at("2023-10-10T09:00");
  std::vector<v1::Sheet> sheets = answer_wave(kAfter, answered);
  at("2023-10-14T21:00");
  at("2023-10-16T21:00");
  return sheets;
}

v1::Wave FeedbackTest::wave(int number) {
  v1::GetWaveRequest request;
  request.set_wave_id(wave_id(number));
  return answer<v1::GetWaveResponse>(request).wave();
}

}  // namespace opora::feedback::testing
