// A log's epoch after a restore, and read models that are made again: on files, without anything that runs.
#include "opora/tool/restored.h"

#include <array>

#include <gtest/gtest.h>

#include "opora/all_services/all_services.h"
#include "opora/tool/rebuild.h"
#include "platform/lane/outbox.h"
#include "platform/sql/sqlite/open_sqlite.h"
#include "platform/testing/engines.h"

namespace opora::tool {
namespace {

const Statement kReadSome{
    "INSERT INTO consumed (source, epoch, position, applied_count) VALUES ('registration', 'first', 7, 6)"};
const Statement kSkipOne{"INSERT INTO skipped (source, position, skipped_at) VALUES ('registration', 3, 0)"};
const Statement kCountOne{"INSERT INTO attendances (session_id, person_id, organisation_id) VALUES ('s', 'p', '')"};
const Statement kReadASession{
    "INSERT INTO sessions (session_id, region_id, capacity, starts_at, registration_ends_at, on_date) "
    "VALUES ('s', 'r', 9, 2, 1, '2023-10-18')"};
const Statement kSeatsOfIt{
    "INSERT INTO seats (session_id, confirmed_count, waiting_count, waiting_head_count, arrival_count, waiting_from, "
    "ended) VALUES ('s', 4, 0, 0, 1, 0, 0)"};
const Statement kReadOfScheduling{
    "INSERT INTO consumed (source, epoch, position, applied_count) VALUES ('scheduling', 'first', 1, 1)"};
const Statement kSessionsSeatsRead{
    "SELECT (SELECT COUNT(*) FROM sessions) || ' ' || (SELECT COUNT(*) FROM seats) || ' ' || "
    "(SELECT COUNT(*) FROM consumed)"};
const Statement kAllThatWasRead{
    "SELECT (SELECT COUNT(*) FROM consumed) + (SELECT COUNT(*) FROM skipped) + (SELECT COUNT(*) FROM attendances)"};

class Restored : public ::testing::Test {
 protected:
  std::unique_ptr<Database> open(const std::string& name) const {
    const Service* service = service_of(services_, name).value();
    return open_sqlite({.path = folder_.file(name + ".db")}, std::array{platform_migrations(), service->migrations})
        .value();
  }
  void begin_life(const std::string& name) const {
    const auto opened = open(name);
    opened->begin();
    ensure_lane_row(opened->writer(), "first", {1});
    opened->commit();
  }
  std::string epoch(const std::string& name) const { return read_lane(open(name)->read()->sql(), false).epoch; }
  std::string restore(std::vector<std::string> names) const {
    const auto done = restored({folder_.path(), ""}, std::move(names), services_);
    return done ? "" : done.error().reason;
  }
  std::string rebuild_one(const std::string& name) const {
    const auto done = rebuild({folder_.path(), ""}, name, services_);
    return done ? "" : done.error().reason;
  }

  testing::TemporaryFolder folder_;
  std::vector<Service> services_ = all_services();
};

TEST_F(Restored, HasAnotherEpochWhereItWasNamed) {
  for (const char* each : {"scheduling", "registration", "feedback"}) begin_life(each);
  EXPECT_EQ(restore({"registration"}), "");
  EXPECT_EQ(epoch("scheduling"), "first");
  const std::string second = epoch("registration");
  EXPECT_EQ(second.size(), 36U);
  EXPECT_EQ(restore({}), "");
  EXPECT_NE(epoch("scheduling"), "first");
  EXPECT_NE(epoch("registration"), second);
}

TEST_F(Restored, IsRefusedWhereNothingCouldBeRestored) {
  EXPECT_EQ(restore({"registration"}), "DATABASE_MISSING");
  EXPECT_EQ(restore({"nobody"}), "UNKNOWN_SERVICE");
  EXPECT_EQ(restore({"reporting"}), "NO_LOG");
  (void)open("registration");
  EXPECT_EQ(restore({"registration"}), "NO_LOG") << "it has never run";
  begin_life("registration");
  const auto running = open("registration");
  EXPECT_EQ(restore({"registration"}), "DATABASE_IN_USE");
}

TEST_F(Restored, WhoOwnsNothingForgetsAllThatItHasRead) {
  {
    const auto opened = open("reporting");
    opened->begin();
    for (const Statement* each : {&kReadSome, &kSkipOne, &kCountOne}) opened->writer().execute(*each);
    opened->commit();
    EXPECT_EQ(opened->read()->sql().query(kAllThatWasRead)[0].integer(0), 3);
  }
  EXPECT_EQ(rebuild_one("reporting"), "");
  EXPECT_EQ(open("reporting")->read()->sql().query(kAllThatWasRead)[0].integer(0), 0);
  begin_life("scheduling");
  EXPECT_EQ(rebuild_one("scheduling"), "READS_NO_LOG");
}

TEST_F(Restored, WhoDecidesToForgetsOnlyWhatOthersTold) {
  {
    const auto opened = open("registration");
    opened->begin();
    for (const Statement* each : {&kReadASession, &kSeatsOfIt, &kReadOfScheduling})
      opened->writer().execute(*each);
    opened->commit();
    EXPECT_EQ(opened->read()->sql().query(kSessionsSeatsRead)[0].text(0), "1 1 1");
  }
  EXPECT_EQ(rebuild_one("registration"), "");
  EXPECT_EQ(open("registration")->read()->sql().query(kSessionsSeatsRead)[0].text(0), "0 1 0");
}

}  // namespace
}  // namespace opora::tool
