#include "opora/tool/expiry.h"

#include <gtest/gtest.h>

namespace opora::tool {
namespace {

TEST(Expiry, EachNameIsALine) {
  registration::v1::ExpiringName name;
  name.set_person_id("person");
  name.set_name("An\nna");
  name.set_goes_on("2025-10-12");
  EXPECT_EQ(to_line(name).substr(0, 34), "2025-10-12  person  never active  ");
  EXPECT_EQ(to_line(name).find('\n'), std::string::npos);
  name.set_name("Anna");
  name.set_last_active_on("2023-10-11");
  EXPECT_EQ(to_line(name), "2025-10-12  person  last active 2023-10-11  Anna");
}

TEST(Expiry, SaysHowMany) {
  EXPECT_EQ(summary_of_expiring(0), "No name goes within the next 30 days.");
  EXPECT_EQ(summary_of_expiring(1).substr(0, 12), "1 name goes,");
  EXPECT_EQ(summary_of_expiring(2).substr(0, 11), "2 names go,");
}

}  // namespace
}  // namespace opora::tool
