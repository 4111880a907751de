// Corrections of attendance, as far as they are decided before anybody is asked.
#include "opora/tool/attendance.h"

#include <gtest/gtest.h>

namespace opora::tool {
namespace {

const std::string kId = "01890a5d-ac96-774b-bcce-b302099a8057";

TEST(Attendance, IsCorrectedForOneOfAFewReasons) {
  EXPECT_EQ(code_named("did-not-come"), registration::v1::CORRECTION_CODE_DID_NOT_COME);
  EXPECT_EQ(code_named("other"), registration::v1::CORRECTION_CODE_OTHER);
  EXPECT_EQ(code_named("unspecified").error().reason, "UNKNOWN_CODE");
  EXPECT_EQ(code_named("absent").error().message,
            "\"absent\" is nothing that can be wrong: wrong-person, wrong-session, did-not-come, other.");
}

TEST(Attendance, IsSomebodysByIdOrByKey) {
  const std::map<std::string, std::string> people{{"anna", kId}};
  EXPECT_EQ(person_named(kId, {}), kId);
  EXPECT_EQ(person_named("01890A5D-AC96-774B-BCCE-B302099A8057", {}), kId);
  EXPECT_EQ(person_named("anna", people), kId);
  EXPECT_EQ(person_named("", people), "");
  EXPECT_EQ(person_named("boris", people).error().reason, "KEY_UNKNOWN");
}

// Before anything is asked: there is no platform.
TEST(Attendance, IsOfSessionsAndOrganisationsByIds) {
  const ConnectionOptions nowhere{.data = "/nowhere"};
  const auto moving = [&](CorrectionOptions options) {
    options.code = "other";
    return move_attendance(nowhere, options).error().reason;
  };
  EXPECT_EQ(moving({.session = "first"}), "ID_MALFORMED");
  EXPECT_EQ(moving({.session = kId, .to_session = "second"}), "ID_MALFORMED");
  EXPECT_EQ(moving({.session = kId, .to_session = kId}), "KEYS_NOT_FOUND");
  EXPECT_EQ(count_attendance(nowhere, {.session = kId, .organisation = "dawn"}).error().reason, "ID_MALFORMED");
  EXPECT_EQ(take_back_attendance(nowhere, {.session = kId, .code = "x"}).error().reason, "UNKNOWN_CODE");
  EXPECT_EQ(restore_attendance(nowhere, {.session = "first"}).error().reason, "ID_MALFORMED");
}

}  // namespace
}  // namespace opora::tool
