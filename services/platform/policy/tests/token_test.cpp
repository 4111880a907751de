// Which tokens are believed: tables of forgeries, and what the cache may not change.
#include "platform/policy/token.h"

#include <functional>

#include <gtest/gtest.h>
#include <sodium.h>
#include <nlohmann/json.hpp>

#include "platform/policy/token_cache.h"
#include "platform/text/base64url.h"

namespace opora {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

const Instant kNow{1'700'000'000'000'000};

SigningKey key_number(unsigned char number) {
  EXPECT_GE(sodium_init(), 0);
  std::array<unsigned char, 32> seed{};
  seed.fill(number);
  return signing_key_from(seed);
}

Caller coordinator() {
  return {"anna", network::v1::ROLE_COORDINATOR, {{"region", {"south", "north"}}, {"session", {"s1"}}}};
}

// A token of any header and claims, rightly signed.
std::string signed_token(const SigningKey& key, const json& header, const json& claims) {
  const std::string text = base64url(header.dump()) + "." + base64url(claims.dump());
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr,
                       reinterpret_cast<const unsigned char*>(text.data()), text.size(), key.secret.data());
  return text + "." + base64url(signature);
}

json right_header(const SigningKey& key) { return {{"alg", "EdDSA"}, {"typ", "opora-access+jwt"}, {"kid", key.id}}; }
json right_claims() {
  return {{"iss", "opora"},       {"aud", "opora"},       {"sub", "anna"},        {"role", "ROLE_OPERATOR"},
          {"iat", 1'700'000'000}, {"nbf", 1'700'000'000}, {"exp", 1'700'000'060}, {"jti", "1"}};
}

TEST(Token, SaysWhoIsCalling) {
  const SigningKey key = key_number(1);
  const auto claims = read_token(key, sign_token(key, coordinator(), "1", kNow, 60s));
  ASSERT_TRUE(claims) << claims.error().message;
  EXPECT_EQ(claims->caller.subject, "anna");
  EXPECT_EQ(claims->caller.role, network::v1::ROLE_COORDINATOR);
  EXPECT_EQ(claims->caller.scopes, coordinator().scopes) << "in their order";
}

TEST(Token, NamesAScopeThatNobodyKnowsHere) {
  const SigningKey key = key_number(1);
  const Caller funder{"f", network::v1::ROLE_ORGANISATION, {{"agreement", {"a1"}}}};
  EXPECT_EQ(read_token(key, sign_token(key, funder, "1", kNow, 60s))->caller.scopes, funder.scopes);
}

// A coordinator's token as builds of before issued them, letter by letter.
constexpr const char* kOfBefore =
    "eyJhbGciOiJFZERTQSIsImtpZCI6IlVERFJlT1psMWlwWEFmcDl3WXNtMTNzREJNSzVvZy0tUVdkQmp6dWY2bzQiLCJ0eXAiOiJvcG9yYS1h"
    "Y2Nlc3Mrand0In0.eyJhdWQiOiJvcG9yYSIsImV4cCI6MTcwMDAwMDA2MCwiaWF0IjoxNzAwMDAwMDAwLCJpc3MiOiJvcG9yYSIsImp0aSI6"
    "IjEiLCJuYmYiOjE3MDAwMDAwMDAsInJlZ2lvbnMiOlsic291dGgiLCJub3J0aCJdLCJyb2xlIjoiUk9MRV9DT09SRElOQVRPUiIsInN1YiI6"
    "ImFubmEifQ.LzNQ0Pjl8d6fL34t0FJjQUn3F0NIprFdiWIBnMi6cJtsMMwb_NCBDD0efCfLtAr_6P3Xr8FiahvgvmGg21tmCw";

TEST(TokenOfBefore, IsBelievedAsItStands) {
  const auto claims = read_token(key_number(1), kOfBefore);
  ASSERT_TRUE(claims) << claims.error().message;
  EXPECT_EQ(claims->caller.subject, "anna");
  EXPECT_EQ(claims->caller.role, network::v1::ROLE_COORDINATOR);
  EXPECT_EQ(claims->caller.scopes, (ScopeIds{{"region", {"south", "north"}}}));
}

TEST(TokenOfBefore, HasTheScopesThatItsClaimsName) {
  const SigningKey key = key_number(1);
  struct Case {
    const char* rule;
    json claims;
    ScopeIds scopes;
  };
  const Case cases[] = {
      {"none", json::object(), {}},
      {"regions", {{"regions", {"a", "b"}}}, {{"region", {"a", "b"}}}},
      {"an organisation", {{"organisation", "o"}}, {{"organisation", {"o"}}}},
      {"an organisation without a name", {{"organisation", ""}}, {}},
      {"sessions", {{"sessions", {"s", "t"}}}, {{"session", {"s", "t"}}}},
      {"all", {{"regions", {"a"}}, {"organisation", "o"}, {"sessions", {"s"}}},
       {{"region", {"a"}}, {"organisation", {"o"}}, {"session", {"s"}}}},
      {"nothing beside the claim of today", {{"regions", {"a"}}, {"scopes", {{"region", {"b"}}}}}, {{"region", {"b"}}}},
  };
  for (const Case& c : cases) {
    json claims = right_claims();
    claims.update(c.claims);
    const auto read = read_token(key, signed_token(key, right_header(key), claims));
    ASSERT_TRUE(read) << c.rule;
    EXPECT_EQ(read->caller.scopes, c.scopes) << c.rule;
  }
}

TEST(Token, HeadersAndClaimsThatAreRefused) {
  const SigningKey key = key_number(1);
  struct Case {
    const char* rule;
    std::function<void(json& header, json& claims)> change;
    const char* reason;  // nullptr: accepted
  };
  const Case cases[] = {
      {"nothing changed", [](json&, json&) {}, nullptr},
      {"no algorithm", [](json& h, json&) { h["alg"] = "none"; }, "TOKEN_MALFORMED"},
      {"another algorithm", [](json& h, json&) { h["alg"] = "HS256"; }, "TOKEN_MALFORMED"},
      {"algorithm in other letters", [](json& h, json&) { h["alg"] = "EDDSA"; }, "TOKEN_MALFORMED"},
      {"algorithm missing", [](json& h, json&) { h.erase("alg"); }, "TOKEN_MALFORMED"},
      {"another type", [](json& h, json&) { h["typ"] = "JWT"; }, "TOKEN_MALFORMED"},
      {"type missing", [](json& h, json&) { h.erase("typ"); }, "TOKEN_MALFORMED"},
      {"an extension that must be known", [](json& h, json&) { h["crit"] = {"x"}; }, "TOKEN_MALFORMED"},
      {"another key's name", [](json& h, json&) { h["kid"] = "x"; }, "TOKEN_FOREIGN"},
      {"a key's name that is no text", [](json& h, json&) { h["kid"] = 1; }, "TOKEN_FOREIGN"},
      {"another issuer", [](json&, json& c) { c["iss"] = "x"; }, "TOKEN_MALFORMED"},
      {"another audience", [](json&, json& c) { c["aud"] = "x"; }, "TOKEN_MALFORMED"},
      {"audience missing", [](json&, json& c) { c.erase("aud"); }, "TOKEN_MALFORMED"},
      {"no subject", [](json&, json& c) { c["sub"] = ""; }, "TOKEN_MALFORMED"},
      {"an unknown role", [](json&, json& c) { c["role"] = "ROLE_KING"; }, "TOKEN_MALFORMED"},
      {"no expiry", [](json&, json& c) { c.erase("exp"); }, "TOKEN_MALFORMED"},
      {"an expiry beyond time", [](json&, json& c) { c["exp"] = INT64_MAX; }, "TOKEN_MALFORMED"},
      {"scopes that are a list", [](json&, json& c) { c["scopes"] = {"north"}; }, "TOKEN_MALFORMED"},
      {"a scope of one id", [](json&, json& c) { c["scopes"]["region"] = "north"; }, "TOKEN_MALFORMED"},
      {"a scope of numbers", [](json&, json& c) { c["scopes"]["region"] = {1}; }, "TOKEN_MALFORMED"},
      {"regions that are no list, as before", [](json&, json& c) { c["regions"] = "north"; }, "TOKEN_MALFORMED"},
      {"sessions that are no texts, as before", [](json&, json& c) { c["sessions"] = {1}; }, "TOKEN_MALFORMED"},
      {"an organisation that is no text, as before", [](json&, json& c) { c["organisation"] = 1; }, "TOKEN_MALFORMED"},
  };
  for (const auto& c : cases) {
    json header = right_header(key), claims = right_claims();
    c.change(header, claims);
    const auto read = read_token(key, signed_token(key, header, claims));
    ASSERT_EQ(read.has_value(), c.reason == nullptr) << c.rule;
    if (c.reason == nullptr) continue;
    EXPECT_EQ(read.error().reason, c.reason) << c.rule;
    EXPECT_EQ(read.error().code, Code::unauthenticated) << c.rule;
  }
}

TEST(Token, EveryChangedLetterIsNoticed) {
  const SigningKey key = key_number(1);
  const std::string token = sign_token(key, coordinator(), "1", kNow, 60s);
  ASSERT_TRUE(read_token(key, token));
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(read_token(key, changed)) << "letter " << i;
  }
}

TEST(Token, ShapesThatAreRefused) {
  const SigningKey key = key_number(1);
  const std::string token = sign_token(key, coordinator(), "1", kNow, 60s);
  const auto payload = token.substr(0, token.rfind('.'));
  const std::string shapes[] = {"x",         "..",        "a.b",
                                token + ".", token + "=", payload + ".",
                                payload,     " " + token, std::string(kTokenBytesMax + 1, 'a')};
  for (const auto& shape : shapes) EXPECT_FALSE(read_token(key, shape)) << shape;
}

TEST(Token, AnotherKeysTokenIsForeign) {
  const SigningKey ours = key_number(1), theirs = key_number(2);
  const auto read = read_token(ours, sign_token(theirs, coordinator(), "1", kNow, 60s));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().reason, "TOKEN_FOREIGN");
  // Even if it pretends to be ours.
  const auto forged = read_token(ours, signed_token(theirs, right_header(ours), right_claims()));
  ASSERT_FALSE(forged);
  EXPECT_EQ(forged.error().reason, "TOKEN_FOREIGN");
}

TEST(Token, HasItsTime) {
  struct Case {
    const char* rule;
    Instant now;
    const char* reason;
  };
  const Claims claims{{}, kNow, kNow + 60s};
  const Case cases[] = {
      {"at its beginning", kNow, ""},
      {"a little before, by another machine's clock", kNow - kTokenClockSkew, ""},
      {"before", kNow - kTokenClockSkew - 1us, "TOKEN_NOT_YET_VALID"},
      {"at the last moment", kNow + 60s - 1us, ""},
      {"at its end", kNow + 60s, "TOKEN_EXPIRED"},
  };
  for (const auto& c : cases) {
    const auto checked = check_time(claims, c.now);
    EXPECT_EQ(checked ? "" : checked.error().reason, c.reason) << c.rule;
  }
}

TEST(TokenCacheTest, FindsWholeTokensAndStaysBounded) {
  TokenCache cache(64);
  const auto claims = std::make_shared<const Claims>(Claims{{}, kNow, kNow + 60s});
  cache.put("token", claims, kNow);
  EXPECT_EQ(cache.find("token"), claims);
  EXPECT_EQ(cache.find("toke"), nullptr);
  EXPECT_EQ(cache.find("token1"), nullptr);
  for (int i = 0; i < 10'000; ++i) cache.put("token" + std::to_string(i), claims, kNow);
  EXPECT_LE(cache.size(), 64u + 16u);
  EXPECT_EQ(cache.find("token9999"), claims);
}

TEST(TokenCacheTest, MakesRoomByForgettingTheExpiredFirst) {
  TokenCache cache(0);  // one token a shard
  const auto expired = std::make_shared<const Claims>(Claims{{}, kNow, kNow});
  for (int i = 0; i < 100; ++i) cache.put("old" + std::to_string(i), expired, kNow);
  EXPECT_LE(cache.size(), 16u);
  const auto living = std::make_shared<const Claims>(Claims{{}, kNow, kNow + 60s});
  cache.put("new", living, kNow);
  EXPECT_EQ(cache.find("new"), living);
}

}  // namespace
}  // namespace opora
