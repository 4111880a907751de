#include "opora/load/refusals.h"

#include <memory>

#include <gtest/gtest.h>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"

namespace opora::load {
namespace {

Error in_russian(Error refusal, std::string_view language) {
  return {refusal.code, refusal.reason, std::string(language) + " " + refusal.reason};
}

template <class Request>
std::string told(const std::string& file, const std::string& reason, const std::string& message) {
  const Command command{std::make_shared<Request>(), file, {4}};
  const Error error = in_words_of_folders({Code::conflict, reason, message}, command, round_folder::Wording());
  EXPECT_EQ(error.reason, reason);
  return error.message;
}

TEST(Refusals, SayWhatToDoInTheFolder) {
  using namespace registration::v1;
  using namespace scheduling::v1;
  const std::string other = "Something else has this id. Use a new id.";
  EXPECT_EQ(told<AddRoomRequest>("places.csv", "ID_TAKEN", other),
            "places.csv, line 4: Something else was loaded under this key. Put the row back as it was, or give it "
            "another key.");
  EXPECT_EQ(told<PublishSessionRequest>("sessions.csv", "ROOM_DOUBLE_BOOKED", "Another session. Plan this one later."),
            "sessions.csv, line 4: The room has a session of another round or programme at that time, whoever planned "
            "it. Write another room, or another time.");
  EXPECT_EQ(told<RegisterGroupRequest>("groups.csv", "ID_TAKEN", other),
            "groups.csv, line 4: The group was loaded under this key with another session, organisation or "
            "\"head_count\", or without somebody in \"members\". Put the row back as it was; a group that has changed "
            "is named in cancellations.csv, and gets another row under another key.");
  EXPECT_EQ(told<AddRosterMembersRequest>("people.csv", "ID_TAKEN", "Somebody listed is on this roster already."),
            "people.csv, line 4, column \"from_date\": Somebody here is on this roster already, with other dates. Put "
            "their first day back as it was loaded: a load puts last days right, and no first ones.");
  EXPECT_EQ(told<PlanSessionRequest>("sessions.csv", "PROJECT_NOT_IN_ROUND", "Choose another one."),
            "sessions.csv, line 4, column \"project\": The session's project isn't one of its round's: add it in "
            "rounds.csv or correct \"project\".");
}

// One organisation's people stand on lines of their own, and those of others between them.
TEST(Refusals, OfOnePersonOfManyNameTheLineOfTheirs) {
  using namespace registration::v1;
  const round_folder::Wording english;
  const Error refusal{Code::conflict, "PERSON_NAMED_DIFFERENTLY",
                      "Person 3 of the list is known under another name. Leave the name out."};
  const Command of_rows{std::make_shared<AddRosterMembersRequest>(), "people.csv", {2, 5, 8}};
  EXPECT_EQ(in_words_of_folders(refusal, of_rows, english).message,
            "people.csv, line 8, column \"name\": This person is known under another name. Write the name as it was "
            "first loaded, or give somebody else a key of their own.");
  const Command of_group{std::make_shared<RegisterGroupRequest>(), "groups.csv", {4}};
  EXPECT_EQ(in_words_of_folders(refusal, of_group, english).message,
            "groups.csv, line 4, column \"members\": Person 3 of \"members\" is known under another name. Write the "
            "name as it was first loaded, or give somebody else a key of their own.");
  const Error of_nobody{Code::conflict, "ID_TAKEN", "Somebody listed is on this roster already. Leave them out."};
  EXPECT_EQ(in_words_of_folders(of_nobody, of_rows, english).message,
            "people.csv, line 2 and below: Somebody here is on this roster already, with other dates. Put their first "
            "day back as it was loaded: a load puts last days right, and no first ones.");
}

// Which key it is, the request's number says to nobody.
TEST(Refusals, OfAKeyNameIt) {
  registration::v1::ResolveKeysRequest request;
  request.set_list("steps");
  request.add_keys("ana");
  request.add_keys("bo");
  const Command asking{std::make_shared<registration::v1::ResolveKeysRequest>(request), "people.csv", {}, 2};
  const auto told_of = [&](const std::string& reason, const std::string& message) {
    return in_words_of_folders({Code::conflict, reason, message}, asking, round_folder::Wording()).message;
  };
  EXPECT_EQ(told_of("KEY_EXPIRED", "Key 2 of the request is of somebody whose name was deleted."),
            "people.csv: The name of \"bo\" was deleted, 24 months after they last took part. Give them another key: "
            "they are somebody new.");
  EXPECT_EQ(told_of("LIST_OF_OTHERS", "The list belongs to others."),
            "people.csv: The list \"steps\" belongs to whoever loaded it first, a region or the whole network, and is "
            "closed to others. Have them load it (what is the network's, an administrator loads), or write another "
            "name in programmes.csv.");
}

TEST(Refusals, ForWhichThereAreNoWordsOfFoldersAreTheServices) {
  using Request = registration::v1::RegisterGroupRequest;
  EXPECT_EQ(told<Request>("groups.csv", "STORAGE_FULL", "The disk is full. Try later."),
            "groups.csv, line 4: The disk is full. Try later.");
  const Command command{std::make_shared<Request>(), "groups.csv", {4}};
  EXPECT_EQ(in_words_of_folders({Code::unavailable, "STORAGE_FULL", "The disk is full."}, command,
                                round_folder::Wording("ru", {}, in_russian))
                .message,
            "groups.csv, строка 4: ru STORAGE_FULL");
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

  const auto told = [](const std::vector<std::string>& keys) {
    return keys_expired(keys, round_folder::Wording()).message;
  };
  EXPECT_NE(told({"ana", "network/vera"}).find(": \"ana\", \"network/vera\". Take"), std::string::npos);
  EXPECT_NE(told(std::vector<std::string>(52, "ana")).find("\", and 2 more. Take"), std::string::npos);
}

}  // namespace
}  // namespace opora::load
