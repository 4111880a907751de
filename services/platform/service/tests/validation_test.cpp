// Requests are checked against what their contract says, and a value is never repeated in the answer.
#include <functional>

#include <gtest/gtest.h>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/service/validation.h"

namespace opora {
namespace {

using registration::v1::RegisterGroupRequest;

RegisterGroupRequest right() {
  RegisterGroupRequest request;
  for (auto* id : {request.mutable_request_id(), request.mutable_group_id(), request.mutable_session_id(),
                   request.mutable_organisation_id()})
    *id = "00000000-0000-7000-8000-000000000001";
  request.set_head_count(3);
  auto* member = request.add_members();
  member->set_person_id("00000000-0000-7000-8000-000000000002");
  member->set_name("Вымышленная Анна");
  member->set_occupation(registration::v1::OCCUPATION_PSYCHOLOGIST);
  return request;
}

std::string words(const std::string& word, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += word;
  return text;
}

struct Case {
  const char* rule;
  std::function<void(RegisterGroupRequest&)> change;
  const char* field;  // of the violation; "" when all is well
};

TEST(RequestRules, StateWhatIsWrongAndWhere) {
  const RequestRules rules(RegisterGroupRequest::descriptor());
  const Case cases[] = {
      {"nothing", [](auto&) {}, ""},
      {"no names yet", [](auto& r) { r.clear_members(); }, ""},
      {"no id", [](auto& r) { r.clear_group_id(); }, "group_id"},
      {"an id that is none", [](auto& r) { r.set_group_id("7"); }, "group_id"},
      {"an id in capitals", [](auto& r) { r.set_group_id("0000000A-0000-7000-8000-000000000001"); }, "group_id"},
      {"nobody", [](auto& r) { r.set_head_count(0); }, "head_count"},
      {"fewer than nobody", [](auto& r) { r.set_head_count(-1); }, "head_count"},
      {"the most", [](auto& r) { r.set_head_count(1000); }, ""},
      {"too many", [](auto& r) { r.set_head_count(1001); }, "head_count"},
      {"a name of 120 letters of two bytes", [](auto& r) { r.mutable_members(0)->set_name(words("Ж", 120)); }, ""},
      {"a name of 121", [](auto& r) { r.mutable_members(0)->set_name(words("Ж", 121)); }, "members[0].name"},
      {"a name of blanks", [](auto& r) { r.mutable_members(0)->set_name("   "); }, "members[0].name"},
      {"a name nobody can see", [](auto& r) { r.mutable_members(0)->set_name("\u200b\u202e"); }, "members[0].name"},
      {"a name of digits", [](auto& r) { r.mutable_members(0)->set_name("007"); }, "members[0].name"},
      {"names of other scripts", [](auto& r) { r.mutable_members(0)->set_name("ანა"); }, ""},
      {"of one sign", [](auto& r) { r.mutable_members(0)->set_name("李"); }, ""},
      {"from right to left", [](auto& r) { r.mutable_members(0)->set_name("ليلى"); }, ""},
      {"one that turns its line", [](auto& r) { r.mutable_members(0)->set_name("Анна\u202e"); }, "members[0].name"},
      {"one that breaks it", [](auto& r) { r.mutable_members(0)->set_name("Анна\u2028"); }, "members[0].name"},
      {"a control character of two bytes", [](auto& r) { r.mutable_members(0)->set_name("Анна\u0098"); },
       "members[0].name"},
      {"spaces that say nothing", [](auto& r) { r.mutable_members(0)->set_name("\u00a0Анна "); }, ""},
      {"a line break in a name", [](auto& r) { r.mutable_members(0)->set_name("a\nb"); }, "members[0].name"},
      {"an occupation nobody knows",
       [](auto& r) { r.mutable_members(0)->set_occupation(static_cast<registration::v1::Occupation>(99)); },
       "members[0].occupation"},
      {"200 names",
       [](auto& r) {
         while (r.members_size() < 200) *r.add_members() = r.members(0);
       },
       ""},
      {"201 names",
       [](auto& r) {
         while (r.members_size() < 201) *r.add_members() = r.members(0);
       },
       "members"},
  };
  for (const Case& each : cases) {
    SCOPED_TRACE(each.rule);
    RegisterGroupRequest request = right();
    each.change(request);
    const auto checked = rules.check(request, network::v1::ROLE_ORGANISATION);
    ASSERT_EQ(checked.has_value(), std::string(each.field).empty());
    if (checked) continue;
    EXPECT_EQ(checked.error().reason, "INVALID_REQUEST");
    ASSERT_EQ(checked.error().fields.size(), 1u);
    EXPECT_EQ(checked.error().fields[0].field, each.field);
    for (const char* secret : {"Анна", "ЖЖ"}) EXPECT_EQ(checked.error().message.find(secret), std::string::npos);
  }
}

// An id is the same in capitals, wherever in a request it stands; what is none stays as it is.
TEST(RequestRules, IdsInCapitalsAreTheIdsTheyAre) {
  const RequestRules rules(RegisterGroupRequest::descriptor());
  RegisterGroupRequest request = right();
  EXPECT_FALSE(rules.lower_ids(request));
  request.set_group_id("0000000A-0000-7000-8000-00000000000F");
  request.mutable_members(0)->set_person_id("ABCDEFAB-0000-7000-8000-00000000000f");
  EXPECT_TRUE(rules.lower_ids(request));
  EXPECT_EQ(request.group_id(), "0000000a-0000-7000-8000-00000000000f");
  EXPECT_EQ(request.members(0).person_id(), "abcdefab-0000-7000-8000-00000000000f");
  EXPECT_TRUE(rules.check(request, network::v1::ROLE_ORGANISATION));
  request.set_group_id("GROUP");
  request.mutable_members(0)->set_name("ANNA");
  EXPECT_FALSE(rules.lower_ids(request));
  EXPECT_EQ(request.group_id(), "GROUP");
}

// What a device scanned is whatever it is; that, or the time by its clock, refuses nothing.
TEST(RequestRules, TakeWhateverWasScanned) {
  registration::v1::CheckInBatchRequest request;
  request.set_request_id("00000000-0000-7000-8000-000000000001");
  request.set_session_id(request.request_id());
  const RequestRules rules(registration::v1::CheckInBatchRequest::descriptor());
  for (const std::string& text : {std::string(), std::string("https://example.org/menu"), std::string("a\0\n\x1b", 4),
                                  words("Ж", 10'000)}) {
    request.add_scans()->set_person_id(text);
    request.mutable_scans(request.scans_size() - 1)->set_check_in_id(text);
  }
  request.mutable_scans(0)->set_scanned_at_us(-1);
  request.mutable_scans(1)->set_scanned_at_us(INT64_MAX);
  EXPECT_TRUE(rules.check(request, network::v1::ROLE_FACILITATOR));
  while (request.scans_size() < 301) request.add_scans();
  const auto refused = rules.check(request, network::v1::ROLE_FACILITATOR);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fields.at(0).field, "scans");
}

TEST(RequestRules, AFieldMayBelongToSomeRolesOnly) {
  const RequestRules rules(RegisterGroupRequest::descriptor());
  RegisterGroupRequest request = right();
  request.set_late_entry(true);
  EXPECT_TRUE(rules.check(request, network::v1::ROLE_COORDINATOR));
  const auto refused = rules.check(request, network::v1::ROLE_ORGANISATION);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "FIELD_NOT_ALLOWED");
}

TEST(RequestRules, AtMostTwentyViolationsAreListed) {
  const RequestRules rules(RegisterGroupRequest::descriptor());
  RegisterGroupRequest request = right();
  while (request.members_size() < 100) request.add_members();
  const auto refused = rules.check(request, network::v1::ROLE_ORGANISATION);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fields.size(), 20u);
}

TEST(Format, Tables) {
  namespace v1 = options::v1;
  struct FormatCase {
    v1::Format format;
    const char* text;
    bool right;
  };
  const FormatCase cases[] = {
      {v1::FORMAT_DATE, "2024-02-29", true},          {v1::FORMAT_DATE, "2023-02-29", false},
      {v1::FORMAT_DATE, "2023-2-28", false},          {v1::FORMAT_DATE, "20230228", false},
      {v1::FORMAT_LOCAL_TIME, "2023-10-11T10:00", true}, {v1::FORMAT_LOCAL_TIME, "2023-10-11T24:00", false},
      {v1::FORMAT_LOCAL_TIME, "2023-10-11 10:00", false}, {v1::FORMAT_LOCAL_TIME, "2023-10-11T10:60", false},
      {v1::FORMAT_TIME_ZONE, "Asia/Yakutsk", true},   {v1::FORMAT_TIME_ZONE, "Etc/GMT+5", true},
      {v1::FORMAT_TIME_ZONE, "Asia Yakutsk", false},  {v1::FORMAT_CODE, "preschool-employees", true},
      {v1::FORMAT_CODE, "Preschool", false},          {v1::FORMAT_UNSPECIFIED, "\x01", false},
  };
  for (const FormatCase& each : cases) EXPECT_EQ(has_format(each.text, each.format), each.right) << each.text;
}

TEST(RequestRules, AMapNeedsAnEntry) {
  scheduling::v1::AddCountryRequest request;
  request.set_request_id("00000000-0000-7000-8000-000000000001");
  request.set_country_id(request.request_id());
  request.set_code("ru");
  request.mutable_name();
  const RequestRules rules(scheduling::v1::AddCountryRequest::descriptor());
  const auto refused = rules.check(request, network::v1::ROLE_ADMINISTRATOR);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fields.at(0).field, "name.by_language");
  (*request.mutable_name()->mutable_by_language())["ru"] = "Россия";
  EXPECT_TRUE(rules.check(request, network::v1::ROLE_ADMINISTRATOR));
}

}  // namespace
}  // namespace opora
