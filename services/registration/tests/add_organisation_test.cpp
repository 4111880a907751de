#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class AddOrganisation : public RegistrationTest {};

TEST_F(AddOrganisation, IsTold) {
  const auto request = organisation(test_id(50));
  EXPECT_EQ(refusal(request), "");
  EXPECT_EQ(events_since_last(), Types{"OrganisationAdded"});
  const auto added = last_event().organisation_added();
  EXPECT_EQ(added.organisation_id(), test_id(50));
  EXPECT_EQ(added.region_id(), kRegion);
  EXPECT_EQ(added.kind(), v1::ORGANISATION_KIND_SCHOOL);
  EXPECT_EQ(added.name().by_language().at("ru"), "Школа №1");
}

TEST_F(AddOrganisation, AgainChangesNothing) {
  EXPECT_EQ(refusal(organisation(kSchool)), "");
  EXPECT_EQ(events_since_last(), Types{});
}

TEST_F(AddOrganisation, AgainWithANameThatReadsTheSameChangesNothing) {
  auto request = organisation(kSchool);
  std::string& name = (*request.mutable_name()->mutable_by_language())["ru"];
  name = "\u00a0" + name + "\u200b ";
  EXPECT_EQ(refusal(request), "");
  EXPECT_EQ(events_since_last(), Types{});
}

TEST_F(AddOrganisation, IsToldByTheNameAsItIsKept) {
  auto request = organisation(test_id(50));
  (*request.mutable_name()->mutable_by_language())["ru"] = " Сергеи\u0306  и\u00a0Ко ";
  EXPECT_EQ(refusal(request), "");
  EXPECT_EQ(last_event().organisation_added().name().by_language().at("ru"), "Сергей и Ко");
}

TEST_F(AddOrganisation, NeedsANameThatCanBeRead) {
  for (const char* name : {"  ", "\u200b", "-"}) {
    auto request = organisation(test_id(50));
    (*request.mutable_name()->mutable_by_language())["ru"] = name;
    EXPECT_EQ(refusal(request), "TEXT_MISSING") << name;
  }
}

TEST_F(AddOrganisation, UnderATakenIdIsRefused) {
  auto request = organisation(kSchool);
  (*request.mutable_name()->mutable_by_language())["en"] = "School No. 1";
  EXPECT_EQ(refusal(request), "ID_TAKEN");
  EXPECT_EQ(events_since_last(), Types{});
}

}  // namespace
}  // namespace opora::registration::testing
