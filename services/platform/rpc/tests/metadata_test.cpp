// What travels beside a call, where a server may listen, and how bytes go in and out.
#include "platform/rpc/metadata.h"

#include <filesystem>
#include <fstream>
#include <vector>

#include <grpcpp/support/slice.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "platform/rpc/address.h"
#include "platform/rpc/tls.h"
#include "platform/rpc/bytes.h"

namespace opora {
namespace {

TEST(Metadata, PositionsThereAndBack) {
  EXPECT_EQ(position_text("registration", {"epoch-1", 12}), "registration=epoch-1:12");
  const auto parsed = parse_position("registration=epoch-1:12");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->first, "registration");
  EXPECT_EQ(parsed->second.epoch, "epoch-1");
  EXPECT_EQ(parsed->second.position, 12);
}

TEST(Metadata, WhatIsNoPositionIsRefused) {
  for (const std::string text : {"", "registration", "registration=", "registration=e", "registration=:1", "=e:1",
                                 "registration=e:", "registration=e:x", "registration=e:1x", "registration=e:-1",
                                 "registration=e:9223372036854775808", "registration:1=e"})
    EXPECT_FALSE(parse_position(text)) << text;
  EXPECT_FALSE(parse_position("registration=" + std::string(65, 'e') + ":1"));
  for (const std::string byte : {"\r", "\n", " ", "\x7f", "\xff", "\u00a0"}) {
    EXPECT_FALSE(parse_position("registration=e" + byte + ":1")) << "can't be sent on";
    EXPECT_FALSE(parse_position("registration" + byte + "=e:1"));
  }
}

TEST(Address, OnlyThisMachineIsLoopback) {
  struct Case {
    const char* address;
    bool loopback;
  };
  const Case cases[] = {{"127.0.0.1:0", true},          {"127.8.9.1:7000", true}, {"[::1]:7000", true},
                        {"localhost:7000", true},       {"unix:/tmp/x", true},    {"0.0.0.0:7000", false},
                        {"[::]:7000", false},           {"10.0.0.1:7000", false}, {"opora.example:7000", false},
                        {"127.0.0.1.example:1", false}, {":7000", false},         {"127.0.0.1", false},
                        {"localhost.example:1", false}};
  for (const auto& c : cases) EXPECT_EQ(is_loopback(c.address), c.loopback) << c.address;
}

TEST(Address, ElsewhereTakesTls) {
  const auto file = std::filesystem::temp_directory_path() / ("opora_pem_" + std::to_string(getpid()));
  std::ofstream(file) << "no PEM";
  struct Case {
    const char* rule;
    std::string address, certificate, key;
    const char* reason;
  };
  const Case cases[] = {
      {"plain on loopback", "127.0.0.1:0", "", "", ""},
      {"plain elsewhere", "0.0.0.0:7000", "", "", "TLS_REQUIRED"},
      {"half of TLS, even on loopback", "127.0.0.1:0", "/certificate", "", "TLS_REQUIRED"},
      {"a file that isn't there", "0.0.0.0:7000", "/nowhere/certificate", "/nowhere/key", "TLS_FILE_UNREADABLE"},
      {"a file of something else", "0.0.0.0:7000", file.string(), file.string(), "TLS_FILE_UNREADABLE"},
  };
  for (const auto& c : cases) {
    const auto credentials = server_credentials(c.address, {c.certificate, c.key, ""});
    EXPECT_EQ(credentials ? "" : credentials.error().reason, c.reason) << c.rule;
  }
  std::filesystem::remove(file);
}

TEST(Endpoints, AreReadAsTheyAreWritten) {
  using Endpoints = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(*parse_endpoints("127.0.0.1:7400"), (Endpoints{{"", "127.0.0.1:7400"}}));
  EXPECT_EQ(*parse_endpoints(" a=h:1,h:2\n b=unix:/tmp/b "), (Endpoints{{"a", "h:1,h:2"}, {"b", "unix:/tmp/b"}}));
  for (const char* wrong : {"", "  ", "host", "a=h:1 h:2", "a="}) EXPECT_FALSE(parse_endpoints(wrong)) << wrong;
}

TEST(Endpoints, OfSeveralReplicasAreNumbers) {
  EXPECT_EQ(*grpc_target("opora:1"), "opora:1");
  EXPECT_EQ(*grpc_target("10.0.0.1:1,10.0.0.2:1"), "ipv4:10.0.0.1:1,10.0.0.2:1");
  EXPECT_FALSE(grpc_target("10.0.0.1:1,opora:1"));
  EXPECT_TRUE(is_loopback("127.0.0.1:1,127.0.0.2:1"));
  EXPECT_FALSE(is_loopback("127.0.0.1:1,10.0.0.2:1"));
}

TEST(Bytes, ComeOutAsTheyWentIn) {
  for (const std::size_t size : {0, 1, 4096, 4097, 1 << 20}) {
    std::string bytes(size, 'x');
    if (size > 0) bytes.back() = '\0';
    EXPECT_EQ(to_string(to_buffer(bytes)), bytes) << size;
  }
  const std::vector<grpc::Slice> slices = {grpc::Slice("ab"), grpc::Slice("cd"), grpc::Slice("e")};
  EXPECT_EQ(to_string(grpc::ByteBuffer(slices.data(), slices.size())), "abcde");
}

}  // namespace
}  // namespace opora
