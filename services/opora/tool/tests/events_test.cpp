// How an event is printed: one line, whatever it holds.
#include <gtest/gtest.h>

#include "opora/registration/v1/events.pb.h"
#include "opora/tool/events.h"

namespace opora::tool {
namespace {

platform::v1::LogEvent group_cancelled() {
  registration::v1::Event body;
  body.mutable_group_cancelled()->set_group_id("g");
  body.mutable_group_cancelled()->set_freed_count(7);
  platform::v1::LogEvent event;
  event.set_position(12);
  event.set_time_us(1'697'590'799'123'456);  // 2023-10-18 00:59:59.123456 UTC
  event.set_type("opora.registration.v1.GroupCancelled");
  event.set_payload(body.SerializeAsString());
  return event;
}

TEST(EventLine, SaysWhereWhenAndWhat) {
  EXPECT_EQ(to_line("registration", group_cancelled()),
            "registration 12 2023-10-18T00:59:59.123456Z GroupCancelled {\"groupId\":\"g\",\"freedCount\":7}");
}

// Whoever derives figures again compares lines.
TEST(EventLine, HasLanguagesInTheirOrder) {
  registration::v1::Event body;
  auto& names = *body.mutable_organisation_added()->mutable_name()->mutable_by_language();
  for (const char* language : {"ru", "bg", "kk", "de", "en", "fr", "it", "pl", "tr", "uk"}) names[language] = "S";
  platform::v1::LogEvent event = group_cancelled();
  event.set_type("opora.registration.v1.OrganisationAdded");
  event.set_payload(body.SerializeAsString());
  const std::string line = to_line("registration", event);
  EXPECT_NE(line.find("{\"bg\":\"S\",\"de\":\"S\",\"en\":\"S\",\"fr\":\"S\",\"it\":\"S\",\"kk\":\"S\",\"pl\":\"S\","
                      "\"ru\":\"S\",\"tr\":\"S\",\"uk\":\"S\"}"),
            std::string::npos)
      << line;
}

TEST(EventLine, OfAnEventFromANewerBuildIsStillALine) {
  platform::v1::LogEvent event = group_cancelled();
  event.set_type("opora.registration.v1.SeatOffered");
  event.set_payload("\xfa\x3f\x02hi");  // field 1023 of the oneof: not known here
  EXPECT_EQ(to_line("registration", event),
            "registration 12 2023-10-18T00:59:59.123456Z SeatOffered (unknown to this tool, 5 bytes)");
}

TEST(EventLine, OfAnotherServicesLogIsStillALine) {
  EXPECT_EQ(to_line("elsewhere", group_cancelled()), "elsewhere 12 2023-10-18T00:59:59.123456Z GroupCancelled (" +
                                                        std::to_string(group_cancelled().payload().size()) + " bytes)");
}

}  // namespace
}  // namespace opora::tool
