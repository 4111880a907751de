#include "platform/proto/enum_code.h"

#include <gtest/gtest.h>

#include "opora/network/v1/roles.pb.h"

namespace opora {
namespace {

using network::v1::Role;

TEST(EnumCode, LeadsBackToItsValue) {
  EXPECT_EQ(code_of(network::v1::ROLE_COORDINATOR), "coordinator");
  EXPECT_EQ(code_of(network::v1::ROLE_UNSPECIFIED), "unspecified");
  for (int number = network::v1::Role_MIN; number <= network::v1::Role_MAX; ++number)
    EXPECT_EQ(value_of_code<Role>(code_of(Role(number))), number);
}

TEST(EnumCode, OfAValueFromANewerBuildIsItsNumber) {
  EXPECT_EQ(code_of(Role(99)), "unknown_99");
  EXPECT_EQ(value_of_code<Role>("unknown_99"), 99);
}

TEST(EnumCode, OfAnotherTextIsNothing) {
  for (const char* text : {"", "unknown_", "unknown_x", "unknown_9x", "COORDINATOR", "dentist"})
    EXPECT_EQ(value_of_code<Role>(text), network::v1::ROLE_UNSPECIFIED) << text;
}

}  // namespace
}  // namespace opora
