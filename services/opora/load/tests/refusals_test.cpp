#include "opora/load/refusals.h"

#include <memory>

#include <gtest/gtest.h>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"

namespace opora::load {
namespace {

template <class Request>
std::string told(const std::string& reason, const std::string& message) {
  const Command command{std::make_shared<Request>(), "some.csv", {4}};
  const Error error = in_words_of_folders({Code::conflict, reason, message}, command);
  EXPECT_EQ(error.reason, reason);
  return error.message;
}

TEST(Refusals, SayWhatToDoInTheFolder) {
  using namespace registration::v1;
  const std::string other = "Something else has this id. Use a new id.";
  EXPECT_EQ(told<scheduling::v1::AddRoomRequest>("ID_TAKEN", other),
            "some.csv, line 4: Something else was loaded under this key. Put the row back as it was, or give it "
            "another key: a load adds, and corrects nothing.");
  EXPECT_EQ(told<scheduling::v1::PublishSessionRequest>("ROOM_DOUBLE_BOOKED", "Another session. Plan this one later."),
            "some.csv, line 4: The room has a session of another round or programme at that time, whoever planned it. "
            "Write another room, or another time.");
  EXPECT_EQ(told<RegisterGroupRequest>("ID_TAKEN", other),
            "some.csv, line 4: The group was loaded under this key with another session, organisation or head_count, "
            "or without somebody in members. Put the row back as it was; a group that has changed is named in "
            "cancellations.csv, and gets another row under another key.");
  EXPECT_EQ(told<AddRosterMembersRequest>("ID_TAKEN", "Somebody listed is on this roster already. Leave them out."),
            "some.csv, line 4: Somebody listed is on this roster already. Put their dates back as they were loaded: a "
            "load can't say yet that somebody has left.");
  EXPECT_EQ(told<AddRosterMembersRequest>("PERSON_NAMED_DIFFERENTLY",
                                          "Person 2 of the list is known under another name. Leave the name out."),
            "some.csv, line 4: This person is known under another name. Write the name as it was first loaded, or give "
            "somebody else a key of their own.");
}

// One organisation's people stand on lines of their own, and those of others between them.
TEST(Refusals, OfOnePersonOfManyNameTheLineOfTheirs) {
  using namespace registration::v1;
  const Error refusal{Code::conflict, "PERSON_NAMED_DIFFERENTLY",
                      "Person 3 of the list is known under another name. Leave the name out."};
  const Command of_rows{std::make_shared<AddRosterMembersRequest>(), "people.csv", {2, 5, 8}};
  EXPECT_EQ(in_words_of_folders(refusal, of_rows).message,
            "people.csv, line 8: This person is known under another name. Write the name as it was first loaded, or "
            "give somebody else a key of their own.");
  EXPECT_EQ(in_words_of_folders(refusal, {std::make_shared<RegisterGroupRequest>(), "groups.csv", {4}}).message,
            "groups.csv, line 4: Person 3 of \"members\" is known under another name. Write the name as it was first "
            "loaded, or give somebody else a key of their own.");
  const Error of_nobody{Code::conflict, "ID_TAKEN", "Somebody listed is on this roster already. Leave them out."};
  EXPECT_EQ(in_words_of_folders(of_nobody, of_rows).message,
            "people.csv, line 2 and below: Somebody listed is on this roster already. Put their dates back as they "
            "were loaded: a load can't say yet that somebody has left.");
}

TEST(Refusals, ThatFitAFolderStayAsTheyAre) {
  EXPECT_EQ(told<registration::v1::RegisterGroupRequest>("GROUP_LARGER_THAN_ROOM", "The room is small. Lower it."),
            "some.csv, line 4: The room is small. Lower it.");
}

TEST(Refusals, NameTheKeysThatHaveExpired) {
  registration::v1::ResolveKeysRequest request;
  for (const char* key : {"ana", "bo", "vera"}) request.add_keys(key);
  Error refusal{Code::conflict, "KEY_EXPIRED", "Key 1, 3 of the request."};
  EXPECT_EQ(expired_keys(refusal, request), std::vector<std::string>()) << "as it is remembered";
  refusal.fields = {{"keys[0]", ""}, {"keys[2]", ""}, {"keys[3]", ""}, {"list", ""}};
  EXPECT_EQ(expired_keys(refusal, request), (std::vector<std::string>{"ana", "vera"}));
  refusal.reason = "LIST_OF_OTHERS";
  EXPECT_EQ(expired_keys(refusal, request), std::vector<std::string>());

  EXPECT_NE(keys_expired({"ana", "network/vera"}).message.find(": \"ana\", \"network/vera\". Take"), std::string::npos);
  EXPECT_NE(keys_expired(std::vector<std::string>(52, "ana")).message.find("\", and 2 more. Take"), std::string::npos);
}

}  // namespace
}  // namespace opora::load
