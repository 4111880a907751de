// A key is made once, kept to its owner, and never guessed at.
#include "platform/policy/key_folder.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace opora {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

const Instant kIssuedAt{1'700'000'000'000'000};

class KeyFolderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "opora_keys_XXXXXX").string();
    root_ = mkdtemp(pattern.data());
    folder_ = root_ / "keys";
  }
  void TearDown() override { fs::remove_all(root_); }
  std::unique_ptr<KeyFolder> open() {
    auto opened = KeyFolder::open(folder_);
    EXPECT_TRUE(opened) << opened.error().message;
    return opened ? std::move(*opened) : nullptr;
  }
  std::string refusal() {
    const auto opened = KeyFolder::open(folder_);
    return opened ? "" : opened.error().reason;
  }
  fs::path file() const { return folder_ / "signing-key.jwk"; }
  static unsigned mode(const fs::path& path) {
    struct stat status {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0);
    return status.st_mode & 0777;
  }
  fs::path root_, folder_;
};

TEST_F(KeyFolderTest, MakesItsKeyOnceAndForItsOwner) {
  const auto first = open();
  EXPECT_EQ(mode(folder_), 0700u);
  EXPECT_EQ(mode(file()), 0600u);
  const auto second = open();
  EXPECT_EQ(first->key_id(), second->key_id());
  const Caller caller{"op", network::v1::ROLE_OPERATOR};
  EXPECT_TRUE(second->verify(first->issue(caller, 60s, kIssuedAt), kIssuedAt));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1) << "no draft is left behind";
}

TEST_F(KeyFolderTest, RefusesAKeyThatOthersCanReach) {
  open();
  for (const auto exposure : {fs::perms::group_read, fs::perms::others_read, fs::perms::group_write}) {
    fs::permissions(file(), fs::perms::owner_read | fs::perms::owner_write | exposure);
    EXPECT_EQ(refusal(), "KEY_FILE_EXPOSED");
  }
  fs::permissions(file(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(refusal(), "");
  fs::permissions(folder_, fs::perms::all);
  EXPECT_EQ(refusal(), "KEY_FILE_EXPOSED");
}

TEST_F(KeyFolderTest, RefusesAKeyThatIsDamaged) {
  open();
  std::string text;
  std::getline(std::ifstream(file()), text);
  const auto d = text.find("\"d\":\"") + 5;
  std::string changed = text;
  changed[d] = changed[d] == 'A' ? 'B' : 'A';
  for (const auto& content : {std::string(), std::string("{}"), text.substr(0, text.size() / 2), changed}) {
    std::ofstream(file(), std::ios::trunc) << content;
    EXPECT_EQ(refusal(), "KEY_FILE_DAMAGED") << content;
  }
}

TEST_F(KeyFolderTest, RefusesAFolderThatIsAFile) {
  std::ofstream(folder_) << "x";
  EXPECT_EQ(refusal(), "KEY_FOLDER_UNAVAILABLE");
}

TEST_F(KeyFolderTest, ACachedTokenStillExpires) {
  const auto keys = open();
  const std::string token = keys->issue({"op", network::v1::ROLE_OPERATOR}, 60s, kIssuedAt);
  ASSERT_TRUE(keys->verify(token, kIssuedAt));
  EXPECT_EQ(keys->cached_count(), 1u);
  const auto late = keys->verify(token, kIssuedAt + 60s);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().reason, "TOKEN_EXPIRED");
}

TEST_F(KeyFolderTest, WhatIsRefusedIsNotCached) {
  const auto keys = open();
  const std::string token = keys->issue({"op", network::v1::ROLE_OPERATOR}, 60s, kIssuedAt);
  EXPECT_EQ(keys->verify("", kIssuedAt).error().reason, "TOKEN_MISSING");
  EXPECT_EQ(keys->verify("x", kIssuedAt).error().reason, "TOKEN_MALFORMED");
  EXPECT_EQ(keys->verify(token, kIssuedAt + 1h).error().reason, "TOKEN_EXPIRED");
  EXPECT_EQ(keys->cached_count(), 0u);
}

}  // namespace
}  // namespace opora
