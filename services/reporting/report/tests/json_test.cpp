#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "reporting/report/report.h"
#include "sample.h"

namespace opora::report::testing {
namespace {

TEST(Json, ReadsBackAsTheSameReport) {
  reporting::v1::RoundReport read;
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;  // which schema and version it is of
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(to_json(sample()), &read, options).ok());
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(read, sample()));
}

TEST(Json, SaysZeros) {
  auto report = sample();
  report.mutable_figures(0)->set_value(0);
  for (const char* measure : {"MEASURE_PEOPLE", "MEASURE_PEOPLE_UNVERIFIED"}) {
    EXPECT_TRUE(holds(to_json(report), "\"value\": 0,\n   \"counts\": \"\",\n   \"measure\": \"" +
                                           std::string(measure) + "\""))
        << to_json(report);
  }
}

TEST(Json, SaysFirstWhatItIs) {
  const std::string json = to_json(sample());
  EXPECT_TRUE(json.starts_with("{\n \"schema\": \"opora-round-report\",\n \"version\": 1,\n \"roundId\":")) << json;
  EXPECT_TRUE(json.ends_with("\n}\n"));
}

// Wherever they stand: in lists, in messages within, and as large as they get.
TEST(Json, WritesNumbersAsNumbers) {
  const auto page = nlohmann::json::parse(to_json(sample()));
  EXPECT_EQ(page["figures"][0]["value"], 121);
  EXPECT_EQ(page["breakdowns"][0]["rows"][0]["attendanceCount"], 200);
  EXPECT_EQ(page["turnout"]["cameWithSeatAtMost"], 35);
  EXPECT_EQ(page["sessions"][0]["turnout"]["didNotComeAtMost"], 8);
  EXPECT_EQ(page["sessions"][1]["moves"][0]["toldAtUs"], 1'695'884'400'000'000);
  EXPECT_EQ(page["madeAtUs"], 1'697'551'200'000'000);
  EXPECT_EQ(page["positions"][0]["position"], 4711);
  EXPECT_EQ(page["year"], 2023);
  EXPECT_EQ(page["sessions"][0]["title"]["byLanguage"]["en"], "Points of support");
}

TEST(Json, SaysNothingOfWhoCameWhereNobodyKnows) {
  const auto page = nlohmann::json::parse(to_json(sample()));
  EXPECT_TRUE(page["sessions"][0].contains("turnout"));
  EXPECT_FALSE(page["sessions"][2].contains("turnout"));
  EXPECT_EQ(page["sessions"][2]["state"], "SESSION_STATE_NOT_RECORDED");
}

// Many languages put in from both ends: the map's own order differs, the text does not.
TEST(Json, NamesKeepTheirOrder) {
  auto forwards = sample();
  auto backwards = sample();
  const std::string tags = "abcdefghijklmnopqrstuvwxyz";
  for (std::size_t i = 0; i < tags.size(); ++i) {
    (*forwards.mutable_name()->mutable_by_language())[std::string(2, tags[i])] = "name";
    (*backwards.mutable_name()->mutable_by_language())[std::string(2, tags[tags.size() - 1 - i])] = "name";
  }
  EXPECT_EQ(to_json(forwards), to_json(backwards));
  EXPECT_LT(to_json(forwards).find("\"aa\""), to_json(forwards).find("\"bb\""));
  EXPECT_LT(to_json(forwards).find("\"yy\""), to_json(forwards).find("\"zz\""));
}

}  // namespace
}  // namespace opora::report::testing
