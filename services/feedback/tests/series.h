// A round with two sessions as other services would tell of it, and a series of waves about it, in requests that are
// right as they are and that tests change. Everybody and everything here is invented.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "opora/feedback/v1/events.pb.h"
#include "opora/feedback/v1/feedback_service.pb.h"
#include "opora/registration/v1/events.pb.h"
#include "opora/scheduling/v1/events.pb.h"
#include "platform/testing/service_test.h"

namespace opora::feedback::testing {

using opora::testing::test_id;

// Ids by kind, so that a test's numbers stay small: person(3) is nobody else's id.
std::string round_id(int number);
std::string project_id(int number);
std::string session_id(int number);
std::string region_id(int number);
std::string organisation_id(int number);
std::string person_id(int number);
std::string group_id(int number);
std::string series_id(int number);
std::string wave_id(int number);

// The waves of the draft.
enum WaveNumber { kBefore = 1, kAfter = 2, kFollowUp = 3, kOtherWave = 9 };

// ---- What other services tell ----
scheduling::v1::Event round_planned(int number, const std::vector<int>& projects, const std::vector<int>& regions);
scheduling::v1::Event round_regions_added(int number, const std::vector<int>& regions);
scheduling::v1::Event session_published(int number, int round, int project);
scheduling::v1::Event session_cancelled(int number);
registration::v1::Event group_confirmed(int group, int session, int head_count, const std::vector<int>& people);
registration::v1::Event group_waitlisted(int group, int session, int head_count, const std::vector<int>& people);
registration::v1::Event group_members_named(int group, const std::vector<int>& people, int change = 0);
registration::v1::Event group_cancelled(int group, int session, int change = 1);
registration::v1::Event group_head_count_changed(int group, int session, int head_count, int change);
registration::v1::Event group_member_substituted(int group, int session, int leaver, int substitute, int change);
registration::v1::Event group_members_cancelled(int group, int session, const std::vector<int>& people, int head_count,
                                                int change);
registration::v1::Event attendance_recorded(int person, int session, int change = 0);
registration::v1::Event attendance_taken_back(int person, int session, int change = 1);
registration::v1::Event attendance_counted(int session, int organisation, int people, int change = 1);
registration::v1::Event people_merged(int kept, int merged, int change = 1);
registration::v1::Event people_unmerged(int kept, int merged, int change = 2);

// ---- Requests ----
// "check": clients (single, required, may be said of all: yes, no, rather_not), strain (a matrix of the scale
// own_strain), talk (single, shown to whoever has clients: often, seldom), wish (open, 40 characters). In English and
// Russian, which lacks one text in version 1.
std::string questionnaire_file(int version = 1);
// On the first round: before (2 to 4 October 2023, a reminder on the 3rd), after (10 to 14 October) and a follow-up in
// January 2024, by the time of Almaty; kept by two accounts.
v1::DraftWavesRequest draft();
// The same of one wave, after.
v1::DraftWavesRequest draft_after();
// What whoever drew the sheet answers: `strain` is the code of the first four items, from 0 to 4, and "1" of the fifth.
v1::SubmitAnswersRequest answers(const v1::Sheet& sheet, int wave, int strain = 3, const std::string& wish = "");

// ---- Callers ----
Caller keeper(int number);  // the draft's: 1 or 2; others: strangers
Caller coordinator(const std::vector<std::string>& regions);
Caller facilitator();

// What clocks in Almaty show as YYYY-MM-DDTHH:MM.
Instant in_almaty(const std::string& local);

class FeedbackTest : public opora::testing::ServiceTest {
 protected:
  FeedbackTest();

  void tell(const scheduling::v1::Event& event) { service.deliver("scheduling", event); }
  void tell(const registration::v1::Event& event) { service.deliver("registration", event); }

  // The round with sessions 1 and 2, and the questionnaire.
  void add_round();
  // Drafts, and has both keepers confirm.
  void schedule(const v1::DraftWavesRequest& request = draft());
  // What a keeper is shown, and types back.
  std::string show_passphrase(int keeper_number, int series = 1);
  std::string confirm(int keeper_number, const std::string& passphrase, int series = 1);
  std::vector<v1::Sheet> draw(int count, int series = 1);
  // So many answer with sheets of their own, which they leave here.
  std::vector<v1::Sheet> answer_wave(int wave, int count);
  std::string open(int wave, int keeper_number = 1);

  // Time passes in Almaty until then, and what is due happens.
  void at(const std::string& local);
  // A wave that so many people came to and have answered is closed and counted: kAfter.
  std::vector<v1::Sheet> count_after(int came, int answered);

  v1::Wave wave(int number);
  v1::WaveStatus status(int number) { return wave(number).status(); }
  // What no call tells: looks at the tables.
  void look(const std::function<void(Snapshot&)>& at_tables);

  std::string passphrases[2];
};

}  // namespace opora::feedback::testing
