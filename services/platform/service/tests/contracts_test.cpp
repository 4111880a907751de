// A service may have several contracts: each method is let in, answered and counted as if there were one.
#include <array>

#include <gtest/gtest.h>

#include "opora/testing/v1/desk_service.pb.h"
#include "platform/lane/stored_bodies.h"
#include "platform/testing/harness.h"

namespace opora::testing {
namespace {

constexpr std::array<Migration, 1> kSteps = {{{1, "notes", "CREATE TABLE notes (id TEXT PRIMARY KEY) WITHOUT ROWID;"}}};
constexpr Statement kKeep{"INSERT INTO notes (id) VALUES (:id)"};
constexpr Statement kCount{"SELECT COUNT(*) FROM notes"};

struct Note {
  std::string id;
};

}  // namespace
}  // namespace opora::testing

namespace opora {
template <>
struct Stored<testing::Note> {
  using Key = std::string;
  static constexpr const char* unknown = "UNKNOWN_NOTE";
  static Key key(const testing::Note& note) { return note.id; }
  static std::vector<testing::Note> load(Sql&, std::span<const Key>) { return {}; }
  static void save(Sql& sql, std::span<const testing::Note> all) {
    sql.execute_each(testing::kKeep, all, [](const testing::Note& note, const auto& next) { next({{"id", note.id}}); });
  }
};
}  // namespace opora

namespace opora::testing {
namespace {

Result<v1::LeaveNoteResponse> leave_note(Transaction& tx, const v1::LeaveNoteRequest& request) {
  tx.save(Note{request.note_id()});
  return v1::LeaveNoteResponse();
}

Result<v1::OtherDeskServiceLeaveNoteResponse> leave_other_note(Transaction&,
                                                               const v1::OtherDeskServiceLeaveNoteRequest&) {
  return v1::OtherDeskServiceLeaveNoteResponse();
}

Result<v1::CountNotesResponse> count_notes(Snapshot& snapshot, const v1::CountNotesRequest&) {
  TRY(rows, snapshot.query(kCount));
  v1::CountNotesResponse response;
  response.set_note_count(rows.front().integer(0));
  return response;
}

Service desk() {
  Service service;
  service.name = "desk";
  service.contracts = {"opora.testing.v1.DeskService", "opora.testing.v1.DeskKeepingService"};
  service.migrations = {"desk", kSteps};
  service.handlers = {leave_note, count_notes};
  return service;
}

Caller as(network::v1::Role role) {
  Caller caller;
  caller.subject = "somebody";
  caller.role = role;
  return caller;
}

std::string reason_of(const auto& answer) { return answer ? "" : answer.error().reason; }

TEST(Contracts, OfOneServiceAreAllAnsweredEachWithItsPolicy) {
  Harness harness(desk());
  v1::LeaveNoteRequest note;
  note.set_request_id(test_id(1));
  note.set_note_id(test_id(2));
  const auto facilitator = as(network::v1::ROLE_FACILITATOR), operating = as(network::v1::ROLE_OPERATOR);
  EXPECT_EQ(reason_of(harness.call<v1::LeaveNoteResponse>(note, operating)), "PERMISSION_DENIED");
  EXPECT_EQ(reason_of(harness.call<v1::LeaveNoteResponse>(note, facilitator)), "");
  EXPECT_EQ(reason_of(harness.call<v1::CountNotesResponse>(v1::CountNotesRequest(), facilitator)), "PERMISSION_DENIED");
  const auto counted = harness.call<v1::CountNotesResponse>(v1::CountNotesRequest(), operating);
  ASSERT_EQ(reason_of(counted), "");
  EXPECT_EQ(counted->note_count(), 1);
}

TEST(Contracts, AreReachedByTheirOwnPaths) {
  Harness harness(desk());
  std::vector<std::string> paths;
  for (const Method& method : harness.host().methods()) paths.push_back(method.path);
  EXPECT_EQ(paths, (std::vector<std::string>{"/opora.testing.v1.DeskService/LeaveNote",
                                             "/opora.testing.v1.DeskKeepingService/CountNotes"}));
}

std::string said_at_start(Service service) {
  try {
    Harness harness(std::move(service));
    return "";
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

TEST(Contracts, HaveEachMethodOnce) {
  Service twice = desk();
  twice.contracts.emplace_back("opora.testing.v1.OtherDeskService");
  twice.handlers.emplace_back(leave_other_note);
  EXPECT_NE(said_at_start(twice).find("opora.testing.v1.OtherDeskService.LeaveNote has the name"), std::string::npos)
      << said_at_start(twice);
  Service listed_twice = desk();
  listed_twice.contracts.push_back(listed_twice.contracts.front());
  EXPECT_NE(said_at_start(listed_twice).find("has the name"), std::string::npos);
}

#ifdef OPORA_TESTING
Error refusal_of_notes;

Result<v1::LeaveNoteResponse> refuse_note(Transaction&, const v1::LeaveNoteRequest&) {
  return tl::unexpected(refusal_of_notes);
}

// How a note is answered by a handler that refuses it so. The contract declares the conflict DESK_CLOSED.
Error answer_to(Error refusal) {
  refusal_of_notes = std::move(refusal);
  Service closed = desk();
  closed.handlers.front() = refuse_note;
  Harness harness(std::move(closed));
  v1::LeaveNoteRequest note;
  note.set_request_id(test_id(1));
  note.set_note_id(test_id(2));
  return harness.call<v1::LeaveNoteResponse>(note, as(network::v1::ROLE_FACILITATOR)).error();
}

TEST(Contracts, DeclareWhatIsRefused) {
  const Error declared{Code::conflict, "DESK_CLOSED", "Come again tomorrow."};
  EXPECT_EQ(answer_to(declared), declared);
  for (const Error& undeclared : {Error{Code::invalid, "DESK_CLOSED", "Another code."},
                                  Error{Code::conflict, "DESK_MOVED", "Another reason."}}) {
    const Error answer = answer_to(undeclared);
    EXPECT_EQ(answer.code, Code::internal) << undeclared.message;
    EXPECT_EQ(answer.reason, "REFUSAL_UNDECLARED");
    EXPECT_NE(answer.message.find("LeaveNote"), std::string::npos) << answer.message;
    EXPECT_NE(answer.message.find(undeclared.reason), std::string::npos) << answer.message;
  }
}
#endif

TEST(Contracts, AreServedWholeOrNotAtAll) {
  Service forgotten = desk();
  forgotten.handlers.pop_back();
  EXPECT_NE(said_at_start(forgotten).find("opora.testing.v1.DeskKeepingService.CountNotes has no handler"),
            std::string::npos)
      << said_at_start(forgotten);
}

}  // namespace
}  // namespace opora::testing
