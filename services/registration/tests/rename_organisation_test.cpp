#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class RenameOrganisation : public RegistrationTest {
 protected:
  v1::RenameOrganisationRequest renaming(const std::string& name) {
    v1::RenameOrganisationRequest request;
    request.set_request_id(fresh_request_id());
    request.set_organisation_id(kSchool);
    (*request.mutable_name()->mutable_by_language())["ru"] = name;
    request.set_reason("It has a new name.");
    return request;
  }
  std::string name_now() {
    const auto all = answer<v1::ListOrganisationsResponse>(v1::ListOrganisationsRequest());
    for (const auto& each : all.organisations())
      if (each.organisation_id() == kSchool) return each.name().by_language().at("ru");
    return "";
  }
};

TEST_F(RenameOrganisation, TellsBothNamesOnce) {
  ASSERT_EQ(refusal(renaming("Заря"), coordinator(kRegion)), "");
  EXPECT_EQ(events_since_last(), Types{"OrganisationRenamed"});
  const v1::Event event = last_event();
  EXPECT_EQ(event.organisation_renamed().organisation_id(), kSchool);
  EXPECT_EQ(event.organisation_renamed().name().by_language().at("ru"), "Заря");
  EXPECT_EQ(event.organisation_renamed().former_name().by_language().at("ru"), "Школа №1");
  EXPECT_EQ(event.organisation_renamed().reason(), "It has a new name.");
  EXPECT_EQ(name_now(), "Заря");
  EXPECT_EQ(refusal(renaming("Заря")), "");
  EXPECT_EQ(events_since_last(), Types{}) << "it is called so already";
}

TEST_F(RenameOrganisation, NeedsTheOrganisationWordsAndAReason) {
  EXPECT_EQ(refusal(renaming(" ")), "TEXT_MISSING");
  auto request = renaming("Заря");
  request.set_organisation_id(kNobody);
  EXPECT_EQ(refusal(request), "UNKNOWN_ORGANISATION");
  request = renaming("Заря");
  request.clear_reason();
  EXPECT_EQ(refusal(request), "INVALID_REQUEST");
  EXPECT_EQ(refusal(renaming("Заря"), coordinator(test_id(99))), "PERMISSION_DENIED");
  EXPECT_EQ(name_now(), "Школа №1");
}

}  // namespace
}  // namespace opora::registration::testing
