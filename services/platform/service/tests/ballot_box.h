// A service of sealed methods, for tests: a vote by slips that were drawn. What it does between its steps, a test says.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "opora/testing/v1/ballot_service.pb.h"
#include "platform/lane/stored_bodies.h"
#include "platform/service/service.h"

namespace opora::testing {

struct Slip {
  std::string text;
};
struct Box {
  std::string id;
  std::int64_t ballot_count = 0;
};

inline constexpr std::array<Migration, 1> kBallotSteps = {{{1, "ballots", R"sql(
CREATE TABLE slips (slip TEXT PRIMARY KEY, is_spent BIGINT NOT NULL) WITHOUT ROWID;
CREATE TABLE ballots (slip TEXT PRIMARY KEY, choice TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE boxes (box_id TEXT PRIMARY KEY, ballot_count BIGINT NOT NULL) WITHOUT ROWID;
)sql"}}};
inline constexpr Statement kAddSlip{"INSERT INTO slips (slip, is_spent) VALUES (:slip, 0)"};
inline constexpr Statement kFindSlip{"SELECT is_spent FROM slips WHERE slip = :slip"};
inline constexpr Statement kCountSlips{"SELECT COUNT(*) FROM slips"};
inline constexpr Statement kSpendSlip{"UPDATE slips SET is_spent = 1 WHERE slip = :slip AND is_spent = 0"};
inline constexpr Statement kKeepBallot{"INSERT INTO ballots (slip, choice) VALUES (:slip, :choice)"};
inline constexpr Statement kCountBallots{"SELECT COUNT(*) FROM ballots"};
inline constexpr Statement kTakeOut{"DELETE FROM ballots"};
inline constexpr Statement kSaveBox{
    "INSERT INTO boxes (box_id, ballot_count) VALUES (:box, :count) ON CONFLICT (box_id) DO UPDATE SET ballot_count = "
    "excluded.ballot_count"};
inline constexpr Statement kCountBoxes{"SELECT COUNT(*) FROM boxes"};

// What a test does in between; nothing unless it says so.
struct BallotHooks {
  std::function<void(Sealed&)> before_write;  // of a ballot, and of what a box's opening takes out
  std::function<void(SealedWrite&)> in_write;
  static BallotHooks& get() {
    static BallotHooks hooks;
    return hooks;
  }
};

}  // namespace opora::testing

namespace opora {

template <>
struct Stored<testing::Slip> {
  using Key = std::string;
  static constexpr const char* unknown = "UNKNOWN_SLIP";
  static Key key(const testing::Slip& slip) { return slip.text; }
  static std::vector<testing::Slip> load(Sql&, std::span<const Key>) { return {}; }
  static void save(Sql& sql, std::span<const testing::Slip> slips) {
    sql.execute_each(testing::kAddSlip, slips,
                     [](const testing::Slip& slip, const auto& next) { next({{"slip", slip.text}}); });
  }
};

template <>
struct Stored<testing::Box> {
  using Key = std::string;
  static constexpr const char* unknown = "UNKNOWN_BOX";
  static Key key(const testing::Box& box) { return box.id; }
  static std::vector<testing::Box> load(Sql&, std::span<const Key>) { return {}; }
  static void save(Sql& sql, std::span<const testing::Box> boxes) {
    sql.execute_each(testing::kSaveBox, boxes, [](const testing::Box& box, const auto& next) {
      next({{"box", box.id}, {"count", box.ballot_count}});
    });
  }
};

}  // namespace opora

namespace opora::testing {

inline Result<v1::IssueSlipsResponse> issue_slips(Transaction& tx, const v1::IssueSlipsRequest& request) {
  for (const std::string& text : request.slips()) tx.save(Slip{text});
  tx.emit_draft({"opora.testing.v1.SlipsIssued", "box", std::to_string(request.slips_size())});
  return v1::IssueSlipsResponse();
}

inline Result<v1::CastBallotResponse> cast_ballot(Sealed& sealed, const v1::CastBallotRequest& request) {
  TRY(slips, sealed.read([&](Snapshot& snapshot) { return snapshot.query(kFindSlip, {{"slip", request.slip()}}); }));
  if (slips.empty()) return refuse(Code::not_found, "UNKNOWN_SLIP", "There is no such slip. Look at it once more.");
  if (BallotHooks::get().before_write) BallotHooks::get().before_write(sealed);
  return sealed.write([&](SealedWrite& write) -> Result<v1::CastBallotResponse> {
    v1::CastBallotResponse response;
    response.set_was_there(write.execute(kSpendSlip, {{"slip", request.slip()}}) == 0);
    if (!response.was_there()) write.execute(kKeepBallot, {{"slip", request.slip()}, {"choice", request.choice()}});
    if (BallotHooks::get().in_write) BallotHooks::get().in_write(write);
    return response;
  });
}

inline Result<v1::OpenBoxResponse> open_box(SealedRun& run, const v1::OpenBoxRequest& request) {
  TRY(counted, run.read([](Snapshot& snapshot) { return snapshot.query(kCountBallots); }));
  const std::int64_t count = counted.front().integer(0);
  if (BallotHooks::get().before_write) BallotHooks::get().before_write(run);
  TRY_DO(run.write([](SealedWrite& write) -> Result<void> {
    write.execute(kTakeOut);
    return {};
  }));
  return run.commit([&](Transaction& tx) -> Result<v1::OpenBoxResponse> {
    tx.save(Box{request.box_id(), count});
    tx.emit_draft({"opora.testing.v1.BoxOpened", request.box_id(), tx.subject()});
    v1::OpenBoxResponse response;
    response.set_ballot_count(count);
    return response;
  });
}

inline Result<v1::CountSlipsResponse> count_boxes(Snapshot& snapshot, const v1::CountSlipsRequest&) {
  TRY(rows, snapshot.query(kCountBoxes));
  v1::CountSlipsResponse response;
  response.set_slip_count(rows.front().integer(0));
  return response;
}

inline Result<Scope> scope_of_box(Reader&, const std::string& id) { return Scope{{{"box", {id}}}}; }

inline Service ballot_box() {
  Service service;
  service.name = "ballots";
  service.contracts = {"opora.testing.v1.BallotService"};
  service.migrations = {"ballots", kBallotSteps};
  service.handlers = {tends_sealed(issue_slips), cast_ballot, open_box, count_boxes};
  service.scopes = {{"box_id", {{"box"}, scope_of_box}}};
  service.sealed_tables = {"slips", "ballots"};
  return service;
}

}  // namespace opora::testing
