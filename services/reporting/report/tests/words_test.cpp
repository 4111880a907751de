// What reporting says: everything in every language, and nothing that nobody says.
#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "platform/proto/enum_code.h"
#include "reporting/report/document.h"
#include "reporting_words.h"
#include "sample.h"

namespace opora::report::testing {
namespace {

struct Named {
  const google::protobuf::EnumDescriptor* type;
  const char* group;  // of its keys
};

const Named kNamed[] = {{v1::Measure_descriptor(), "measure"},
                        {v1::Measure_descriptor(), "counts"},
                        {v1::Dimension_descriptor(), "dimension"},
                        {v1::Dimension_descriptor(), "column"},
                        {scheduling::v1::SessionKind_descriptor(), "kind"},
                        {scheduling::v1::PartnerRole_descriptor(), "role"},
                        {v1::SessionState_descriptor(), "state"},
                        {v1::Correction_descriptor(), "correction"}};

TEST(Words, AreThereForEveryValueInEveryLanguage) {
  EXPECT_EQ(reporting_words().languages(), (std::vector<std::string>{"bg", "en", "kk", "ru"}));
  for (const Named& named : kNamed) {
    for (int i = 0; i < named.type->value_count(); ++i) {
      const int number = named.type->value(i)->number();
      const std::string key = named.group + ("." + enum_code(*named.type, number));
      for (const std::string& language : reporting_words().languages()) {
        EXPECT_EQ(reporting_words().in(language).has(key), number != 0) << key << " in " << language;
      }
    }
  }
}

// A sentence that was copied to be translated later has letters of the other alphabet.
TEST(Words, AreWrittenInTheLanguagesOwnLetters) {
  for (const char* language : {"bg", "kk", "ru"}) {
    const Words& words = reporting_words().in(language);
    for (const auto& [key, is_counted] : reporting_words().keys()) {
      std::string text = is_counted ? words.counted(key, 1) + words.counted(key, 3) + words.counted(key, 5)
                                    : words.text(key);
      text = std::regex_replace(text, std::regex("\\{[a-z]+\\}"), "");
      EXPECT_EQ(text.find_first_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"), std::string::npos)
          << language << " " << key << ": " << text;
    }
  }
}

// Reporting's keys, each of which says itself: <key>.
std::string keys_that_say_themselves() {
  nlohmann::json page;
  for (const auto& [key, is_counted] : reporting_words().keys()) {
    if (is_counted) page[key] = {{"one", "<" + key + ">{count}"}, {"other", "<" + key + ">{count}"}};
    else page[key] = "<" + key + ">";
  }
  return page.dump();
}

// All values that there are, and of each one that is not stated and one of a newer platform.
std::vector<int> values_of(const google::protobuf::EnumDescriptor& type) {
  std::vector<int> values = {99};
  for (int i = 0; i < type.value_count(); ++i) values.push_back(type.value(i)->number());
  return values;
}

v1::RoundReport with_everything() {
  v1::RoundReport report = sample();
  report.clear_figures();
  for (const int value : values_of(*v1::Measure_descriptor())) add_figure(report, v1::Measure(value), 1);
  for (const int value : values_of(*v1::Dimension_descriptor())) {
    v1::Breakdown& breakdown = *report.add_breakdowns();
    breakdown.set_dimension(v1::Dimension(value));
    for (const int kind : values_of(*scheduling::v1::SessionKind_descriptor()))
      add_row(breakdown, "", 1).set_kind(scheduling::v1::SessionKind(kind));
  }
  for (const int value : values_of(*scheduling::v1::PartnerRole_descriptor()))
    report.add_partners()->set_role(scheduling::v1::PartnerRole(value));
  report.add_cancelled_sessions();
  report.add_former_names();
  for (const int value : values_of(*v1::SessionState_descriptor()))
    add_session(report, std::to_string(value), v1::SessionState(value), "2023-10-05T10:00");
  for (const int value : values_of(*v1::Correction_descriptor())) {
    v1::CorrectionCount& correction = *report.add_corrections();
    correction.set_correction(v1::Correction(value));
    correction.set_count(1);
  }
  figure(report, v1::MEASURE_PEOPLE).set_at_most(2);
  return report;
}

// The same where another sentence takes the place of one.
v1::RoundReport with_other_cases() {
  v1::RoundReport report = sample();
  report.set_last_date(report.first_date());
  report.mutable_sessions(0)->mutable_place()->set_time_zone("Europe/Sofia");
  report.set_corrections_since_us(1);
  report.mutable_corrections(0)->set_count(0);
  add_figure(report, v1::MEASURE_SESSIONS_CANCELLED, 3);
  report.add_cancelled_sessions();
  return report;
}

std::string all_of(const Document& document) {
  std::string all = document.headline + document.extent + document.dates + document.made + document.programme +
                    document.warning + document.figures_heading;
  for (const std::string& explanation : document.explanations) all += explanation;
  for (const Fact& fact : document.figures) all += fact.label + fact.value + fact.sentence;
  for (const Section& section : document.sections) {
    all += section.heading;
    for (const std::string& note : section.notes) all += note;
    for (const Table::Column& column : section.table.columns) all += column.heading;
    for (const auto& row : section.table.rows)
      for (const Wording& cell : row) all += cell.text;
  }
  return all;
}

TEST(Words, AreAllSaid) {
  const std::string json = keys_that_say_themselves();
  const Catalogue::Page page{"en", json};
  const Catalogue keys(std::span(&page, 1));
  std::string said;
  for (const v1::RoundReport& report : {with_everything(), with_other_cases(), v1::RoundReport()})
    said += all_of(compose(report, keys.in("en")));
  for (const auto& [key, is_counted] : reporting_words().keys()) {
    if (key == "guests") continue;  // said by the service, where it counts them
    EXPECT_TRUE(holds(said, "<" + key + ">")) << key << " is said nowhere: take it out of services/reporting/words";
  }
}

}  // namespace
}  // namespace opora::report::testing
