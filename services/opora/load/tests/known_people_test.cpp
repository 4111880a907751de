// Whose names were deleted while somebody was asked to agree: all of them are told, before anybody gets an id.
#include "opora/load/known_people.h"

#include <gtest/gtest.h>

#include "opora/registration/v1/registration_service.pb.h"

namespace opora::load {
namespace {

namespace v1 = registration::v1;

// A platform on which the keys that begin with "gone" are nobody's any more.
Result<void> ask_for_expired(const google::protobuf::Message& request, google::protobuf::Message& answer) {
  for (const std::string& key : static_cast<const v1::FindExpiredKeysRequest&>(request).keys())
    if (key.starts_with("gone")) static_cast<v1::FindExpiredKeysResponse&>(answer).add_keys(key);
  return {};
}

TEST(ExpiredKeys, OfAllBatchesAndListsAreToldTogether) {
  Keys keys{"steps", "", {"gone-first"}, {{"network", {"ana"}}}};
  for (int i = 0; i < 300; ++i) keys.keys.push_back("somebody-" + std::to_string(i));
  keys.keys.push_back("gone-last");
  keys.of_others["network"].push_back("gone-too");
  const auto refused = check_not_expired(keys, ask_for_expired, "", round_folder::Wording());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "KEY_EXPIRED");
  EXPECT_NE(refused.error().message.find("\"gone-first\", \"gone-last\", \"network/gone-too\""), std::string::npos)
      << refused.error().message;
}

Result<void> keep_from_others(const google::protobuf::Message&, google::protobuf::Message&) {
  return refuse(Code::conflict, "LIST_OF_OTHERS", "It is closed to others.");
}

TEST(KeysOfOthers, AreRefusedWithTheirLists) {
  const auto refused = [](const Keys& keys) { return read_keys(keys, keep_from_others, "region").error().message; };
  EXPECT_EQ(refused({"amur", "", {"ana"}, {}}), "\"amur\": It is closed to others.");
  EXPECT_EQ(refused({"steps", "", {}, {{"network", {"ana"}}}}), "\"network\": It is closed to others.");
}

TEST(ExpiredKeys, OfNobodyStandInNobodysWay) {
  EXPECT_TRUE(check_not_expired({"steps", "", {"ana"}, {}}, ask_for_expired, "", round_folder::Wording()));
}

}  // namespace
}  // namespace opora::load
