// What a platform has lost comes back from the file, and nothing that is there is lost by it.
#include "opora/tool/keys.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "opora/all_services/all_services.h"
#include "platform/events/log/history.h"
#include "platform/lane/outbox.h"
#include "platform/policy/key_folder.h"
#include "platform/sql/sqlite/open_sqlite.h"
#include "platform/testing/engines.h"

namespace opora::tool {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPassphrase = "cobalt ferry onion prism lemur tally wharf";
const Statement kForget{"UPDATE lane SET history_key = NULL"};
const Statement kSetHead{"UPDATE lane SET head = 1"};

class Keys : public ::testing::Test {
 protected:
  void SetUp() override {
    options_.databases.data_folder = folder_.file("data");
    options_.file = folder_.file("kept");
    options_.passphrase.file = folder_.file("passphrase");
    options_.cost = {1, 8192};
    write_private_file(options_.passphrase.file, std::string(kPassphrase) + "\nand more\n", IfThere::keep);
    (void)*KeyFolder::open(key_folder());
    for (const char* name : {"scheduling", "registration"}) begin(name);
  }
  std::string key_folder() const { return options_.databases.data_folder + "/keys"; }
  std::string key_file() const { return key_folder() + "/signing-key.jwk"; }
  std::unique_ptr<Database> open(const std::string& name) const {
    const Service* service = service_of(services_, name).value();
    return open_sqlite({.path = options_.databases.data_folder + "/" + name + ".db"},
                       std::array{platform_migrations(), service->migrations})
        .value();
  }
  // A log of one event.
  void begin(const std::string& name) const {
    change(name, [&](Sql& sql) {
      ensure_lane_row(sql, "epoch", {1});
      ensure_history_key(sql, new_history_key());
      LogRecord event{1, {1}, "test.Told", "key", "payload"};
      event.digest = digest_of(read_lane(sql, false).history_key, "", event);
      write_events(sql, std::array{event});
      sql.execute(kSetHead);
    });
  }
  void change(const std::string& name, const std::function<void(Sql&)>& work) const {
    const auto opened = open(name);
    opened->begin();
    work(opened->writer());
    opened->commit();
  }
  std::string history_key(const std::string& name) const {
    return read_lane(open(name)->read()->sql(), false).history_key;
  }
  std::string signing_key() const { return (*KeyFolder::stored(key_folder())).value().id; }
  std::string exported() { return said(export_keys(options_, services_)); }
  std::string imported() { return said(import_keys(options_, services_)); }
  static std::string said(const Result<void>& done) { return done ? "" : done.error().reason; }

  testing::TemporaryFolder folder_;
  KeysOptions options_;
  std::vector<Service> services_ = all_services();
};

TEST_F(Keys, ComeBackWhereTheyWereLost) {
  ASSERT_EQ(exported(), "");
  struct stat status {};
  ASSERT_EQ(::stat(options_.file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  const std::string signing = signing_key(), history = history_key("registration");
  fs::remove_all(key_folder());
  change("registration", [](Sql& sql) { sql.execute(kForget); });
  EXPECT_EQ(imported(), "");
  EXPECT_EQ(signing_key(), signing);
  EXPECT_EQ(history_key("registration"), history);
  EXPECT_EQ(imported(), "") << "again";
  EXPECT_EQ(signing_key(), signing);
}

// Another key was made at a start meanwhile.
TEST_F(Keys, ReplaceNoneUnlessToldTo) {
  ASSERT_EQ(exported(), "");
  const std::string signing = signing_key();
  fs::remove_all(key_folder());
  (void)*KeyFolder::open(key_folder());
  const std::string other = signing_key();
  EXPECT_EQ(imported(), "KEY_DIFFERS");
  EXPECT_EQ(signing_key(), other);
  options_.replaces = true;
  EXPECT_EQ(imported(), "");
  EXPECT_EQ(signing_key(), signing);

  options_.replaces = false;
  const std::string history = history_key("scheduling");
  change("scheduling", [](Sql& sql) {
    sql.execute(kForget);
    ensure_history_key(sql, new_history_key());
  });
  EXPECT_EQ(imported(), "KEY_DIFFERS");
  options_.replaces = true;
  EXPECT_EQ(imported(), "");
  EXPECT_EQ(history_key("scheduling"), history);
}

TEST_F(Keys, ComeBackWhereTheSigningKeyIsDamaged) {
  ASSERT_EQ(exported(), "");
  const std::string signing = signing_key();
  for (const char* content : {"", "{}"}) {
    std::ofstream(key_file(), std::ios::trunc) << content;
    options_.replaces = false;
    const auto kept = import_keys(options_, services_);
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().reason, "KEY_FILE_DAMAGED");
    EXPECT_NE(kept.error().message.find("opora keys import FILE --replace"), std::string::npos) << kept.error().message;
    options_.replaces = true;
    EXPECT_EQ(imported(), "");
    EXPECT_EQ(signing_key(), signing);
  }
}

// It would break the log that it was put to.
TEST_F(Keys, OfAnotherHistoryArePutNowhere) {
  ASSERT_EQ(exported(), "");
  const std::string signing = signing_key();
  fs::remove(options_.databases.data_folder + "/registration.db");
  begin("registration");
  const std::string other = history_key("registration");
  fs::remove_all(key_folder());
  options_.replaces = true;
  EXPECT_EQ(imported(), "HISTORY_KEY_FOREIGN");
  EXPECT_EQ(history_key("registration"), other);
  EXPECT_FALSE(fs::exists(key_file())) << "all is looked at before anything is changed";
}

TEST_F(Keys, AreReadWhileThePlatformRunsAndPutBackWhenItIsStopped) {
  const auto running = open("scheduling");
  EXPECT_EQ(exported(), "");
  fs::remove_all(key_folder());
  EXPECT_EQ(imported(), "DATABASE_IN_USE");
  EXPECT_FALSE(fs::exists(key_file()));
}

TEST_F(Keys, ADatabaseThatIsNotThereIsLeftOut) {
  fs::remove(options_.databases.data_folder + "/registration.db");
  EXPECT_EQ(exported(), "");
  EXPECT_FALSE(fs::exists(options_.databases.data_folder + "/registration.db"));
  fs::remove(options_.databases.data_folder + "/scheduling.db");
  fs::remove_all(key_folder());
  EXPECT_EQ(imported(), "") << "the signing key alone";
  EXPECT_TRUE(fs::exists(key_file()));
}

TEST_F(Keys, AFileThatIsThereStays) {
  std::ofstream(options_.file) << "somebody's";
  EXPECT_EQ(exported(), "FILE_EXISTS");
  std::string text;
  std::getline(std::ifstream(options_.file), text);
  EXPECT_EQ(text, "somebody's");
  options_.file = folder_.file("dangling");
  fs::create_symlink(folder_.file("elsewhere"), options_.file);
  EXPECT_EQ(exported(), "FILE_EXISTS");
  EXPECT_FALSE(fs::exists(folder_.file("elsewhere")));
  options_.file = folder_.file("nowhere/kept");
  EXPECT_EQ(exported(), "FILE_NOT_WRITTEN");
}

TEST_F(Keys, WhatCanNotBeOpenedChangesNothing) {
  ASSERT_EQ(exported(), "");
  fs::remove_all(key_folder());
  const std::string good = options_.file, passphrase = options_.passphrase.file;
  options_.passphrase.file = folder_.file("other");
  write_private_file(options_.passphrase.file, "something else\n", IfThere::keep);
  EXPECT_EQ(imported(), "PASSPHRASE_WRONG");
  options_.passphrase.file = passphrase;
  fs::copy(good, folder_.file("cut"));
  fs::resize_file(folder_.file("cut"), fs::file_size(good) - 1);
  options_.file = folder_.file("cut");
  EXPECT_EQ(imported(), "SEALED_DAMAGED");
  options_.file = folder_.file("nowhere");
  EXPECT_EQ(imported(), "FILE_NOT_READ");
  options_.file = folder_.path();
  EXPECT_EQ(imported(), "FILE_NOT_READ");
  options_.file = folder_.file("long");
  write_private_file(options_.file, *seal(std::string(100'000, ' '), kPassphrase, options_.cost), IfThere::keep);
  EXPECT_EQ(imported(), "SEALED_DAMAGED") << "no more is read than keys take";
  options_.file = "/dev/zero";
  EXPECT_EQ(imported(), "SEALED_FOREIGN");
  EXPECT_FALSE(fs::exists(key_folder()));
}

TEST_F(Keys, NeedAPassphraseThatNobodyElseReads) {
  ::chmod(options_.passphrase.file.c_str(), 0640);
  EXPECT_EQ(exported(), "PASSPHRASE_EXPOSED");
  options_.passphrase.file = folder_.file("weak");
  write_private_file(options_.passphrase.file, "password\n", IfThere::keep);
  EXPECT_EQ(exported(), "PASSPHRASE_WEAK");
  options_.passphrase.file = folder_.file("empty");
  write_private_file(options_.passphrase.file, "\n", IfThere::keep);
  EXPECT_EQ(exported(), "PASSPHRASE_MISSING");
  options_.passphrase.file = folder_.file("nowhere");
  ::testing::internal::CaptureStdout();
  EXPECT_EQ(exported(), "PASSPHRASE_MISSING");
  EXPECT_EQ(::testing::internal::GetCapturedStdout(), "") << "nothing is in a file that there isn't";
  EXPECT_FALSE(fs::exists(options_.file));

  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  const std::string line = std::string(kPassphrase) + "\n";
  ASSERT_EQ(::write(ends[1], line.data(), line.size()), static_cast<ssize_t>(line.size()));
  options_.passphrase = {"", ends[0]};
  ::testing::internal::CaptureStdout();
  EXPECT_EQ(exported(), "") << "from a descriptor that stays open";
  const std::string said = ::testing::internal::GetCapturedStdout();
  EXPECT_NE(said.find("the history key of registration: in the file\n"), std::string::npos) << said;
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST_F(Keys, ThatAreNotThereMakeNoFile) {
  options_.databases.data_folder = folder_.file("nothing");
  EXPECT_EQ(exported(), "NO_KEYS");
  EXPECT_FALSE(fs::exists(options_.file));
  EXPECT_FALSE(fs::exists(options_.databases.data_folder));
}

}  // namespace
}  // namespace opora::tool
