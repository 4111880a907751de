// Nothing in a token is believed, not even its shape, before the signature is right, except what is needed to check
// that.
#include "platform/policy/token.h"

#include <algorithm>
#include <optional>

#include <sodium.h>
#include <nlohmann/json.hpp>

#include "platform/policy/scopes_of_before.h"
#include "platform/text/base64url.h"

namespace opora {
namespace {

using nlohmann::json;

constexpr const char* kAlgorithm = "EdDSA";
constexpr const char* kType = "opora-access+jwt";
constexpr const char* kIssuer = "opora";
constexpr const char* kAudience = "opora";

tl::unexpected<Error> malformed(const char* what) {
  return refuse(Code::unauthenticated, "TOKEN_MALFORMED", std::string("The token ") + what + "; get a new one.");
}

tl::unexpected<Error> foreign() {
  return refuse(Code::unauthenticated, "TOKEN_FOREIGN",
                "The token was not signed by this platform, or was changed; get a new one.");
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

struct Parts {
  std::string_view header, payload, signed_text, signature;
};

std::optional<Parts> split(std::string_view token) {
  const auto first = token.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) return std::nullopt;
  return Parts{token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(0, second),
               token.substr(second + 1)};
}

json object_in(std::string_view part) {
  const auto text = from_base64url(part);
  json object = text ? json::parse(*text, nullptr, false) : json();
  return object.is_object() ? object : json();
}

bool is_text(const json& object, const char* name, std::string_view expected) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() && found->get_ref<const std::string&>() == expected;
}

Result<void> check_header(const json& header, const SigningKey& key) {
  if (!is_text(header, "alg", kAlgorithm)) return malformed("is not signed with EdDSA");
  if (!is_text(header, "typ", kType)) return malformed("is not an access token");
  if (header.contains("crit")) return malformed("asks for extensions that are not known here");
  if (!is_text(header, "kid", key.id)) return foreign();
  return {};
}

std::optional<ScopeIds> scopes_in(const json& claims) {
  const auto found = claims.find("scopes");
  if (found == claims.end()) return scopes_in_claims_of_before(claims);
  if (!found->is_object()) return std::nullopt;
  ScopeIds scopes;
  for (const auto& [scope, ids] : found->items()) {
    if (!ids.is_array()) return std::nullopt;
    for (const auto& id : ids) {
      if (!id.is_string()) return std::nullopt;
      scopes[scope].push_back(id.get<std::string>());
    }
  }
  return scopes;
}

std::optional<Instant> time_claim(const json& claims, const char* name) {
  constexpr std::int64_t kSecondsMax = INT64_MAX / 1'000'000;
  const auto found = claims.find(name);
  if (found == claims.end() || !found->is_number_integer()) return std::nullopt;
  const auto seconds = found->get<std::int64_t>();
  if (seconds < 0 || seconds > kSecondsMax) return std::nullopt;
  return Instant{seconds * 1'000'000};
}

Result<Claims> claims_from(const json& json) {
  if (!is_text(json, "iss", kIssuer)) return malformed("comes from another issuer");
  if (!is_text(json, "aud", kAudience)) return malformed("is meant for somebody else");
  const auto expires = time_claim(json, "exp");
  const auto not_before = time_claim(json, "nbf");
  auto scopes = scopes_in(json);
  network::v1::Role role = network::v1::ROLE_UNSPECIFIED;
  const bool has_role = json.contains("role") && json["role"].is_string() &&
                        network::v1::Role_Parse(json["role"].get<std::string>(), &role);
  const bool has_subject = json.contains("sub") && json["sub"].is_string() && !json["sub"].get<std::string>().empty();
  if (!expires || !not_before || !scopes || !has_role || !has_subject)
    return malformed("lacks a claim, or has one of the wrong kind");
  return Claims{{json["sub"].get<std::string>(), role, *std::move(scopes)}, *not_before, *expires};
}

}  // namespace

SigningKey signing_key_from(const std::array<unsigned char, 32>& seed) {
  SigningKey key;
  key.seed = seed;
  crypto_sign_seed_keypair(key.public_key.data(), key.secret.data(), seed.data());
  const std::string x = base64url({reinterpret_cast<const char*>(key.public_key.data()), key.public_key.size()});
  const std::string canonical = R"({"crv":"Ed25519","kty":"OKP","x":")" + x + "\"}";
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), bytes_of(canonical), canonical.size());
  key.id = base64url({reinterpret_cast<const char*>(hash.data()), hash.size()});
  return key;
}

std::string sign_token(const SigningKey& key, const Caller& caller, const std::string& token_id, Instant now,
                       std::chrono::seconds lifetime) {
  const json header = {{"alg", kAlgorithm}, {"typ", kType}, {"kid", key.id}};
  const std::int64_t issued = now.us / 1'000'000;
  json claims = {{"iss", kIssuer},
                 {"aud", kAudience},
                 {"sub", caller.subject},
                 {"role", network::v1::Role_Name(caller.role)},
                 {"iat", issued},
                 {"nbf", issued},
                 {"exp", issued + lifetime.count()},
                 {"jti", token_id}};
  if (!caller.scopes.empty()) claims["scopes"] = caller.scopes;
  const std::string text = base64url(header.dump()) + "." + base64url(claims.dump());
  std::array<unsigned char, crypto_sign_BYTES> signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes_of(text), text.size(), key.secret.data());
  return text + "." + base64url({reinterpret_cast<const char*>(signature.data()), signature.size()});
}

Result<void> check_sendable(std::string_view token) {
  if (token.size() > kTokenBytesMax) return malformed("is too long");
  if (!std::ranges::all_of(token, [](char c) { return c > ' ' && c <= '~'; }))
    return refuse(Code::unauthenticated, "TOKEN_MALFORMED",
                  "The token has a character in it that none has, such as a space or the end of a line: give the token "
                  "alone, or get a new one.");
  return {};
}

Result<Claims> read_token(const SigningKey& key, std::string_view token) {
  TRY_DO(check_sendable(token));
  const auto parts = split(token);
  if (!parts) return malformed("does not have three parts");
  TRY_DO(check_header(object_in(parts->header), key));
  const auto signature = from_base64url(parts->signature);
  if (!signature || signature->size() != crypto_sign_BYTES) return foreign();
  if (crypto_sign_verify_detached(bytes_of(*signature), bytes_of(parts->signed_text), parts->signed_text.size(),
                                  key.public_key.data()) != 0)
    return foreign();
  return claims_from(object_in(parts->payload));
}

Result<void> check_time(const Claims& claims, Instant now) {
  if (now >= claims.expires)
    return refuse(Code::unauthenticated, "TOKEN_EXPIRED", "The token has expired; get a new one.");
  if (now + kTokenClockSkew < claims.not_before)
    return refuse(Code::unauthenticated, "TOKEN_NOT_YET_VALID",
                  "The token is not valid yet; check the machines' clocks.");
  return {};
}

}  // namespace opora
