#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "reporting/report/report.h"
#include "sample.h"

namespace opora::report::testing {
namespace {

TEST(Json, ReadsBackAsTheSameReport) {
  reporting::v1::RoundReport read;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(to_json(sample()), &read).ok());
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(read, sample()));
}

TEST(Json, SaysZeros) {
  auto report = sample();
  report.mutable_figures(0)->set_value(0);
  for (const char* measure : {"MEASURE_PEOPLE", "MEASURE_PEOPLE_UNVERIFIED"}) {
    EXPECT_TRUE(holds(to_json(report), "\"value\": \"0\",\n   \"counts\": \"\",\n   \"measure\": \"" +
                                           std::string(measure) + "\""))
        << to_json(report);
  }
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
