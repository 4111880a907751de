// An access token: a JWT (RFC 7519) signed with Ed25519 (RFC 8037), of one type and one algorithm only (RFC 8725).
#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>

#include "platform/clock/clock.h"
#include "platform/policy/caller.h"
#include "platform/result/result.h"

namespace opora {

constexpr std::size_t kTokenBytesMax = 6 * 1024;
// Clocks of machines differ: a token counts as begun this much before it says so.
constexpr std::chrono::seconds kTokenClockSkew{10};

// A key pair and its public name, the thumbprint of RFC 7638.
struct SigningKey {
  std::array<unsigned char, 32> seed{};
  std::array<unsigned char, 64> secret{};
  std::array<unsigned char, 32> public_key{};
  std::string id;
};
// The key that a seed makes.
SigningKey signing_key_from(const std::array<unsigned char, 32>& seed);

// What a token whose signature is right says.
struct Claims {
  Caller caller;
  Instant not_before;
  Instant expires;
};

std::string sign_token(const SigningKey& key, const Caller& caller, const std::string& token_id, Instant now,
                       std::chrono::seconds lifetime);

// Whether a text may be sent as a token at all: gRPC takes no other bytes, and prints what it doesn't take. Refused
// with
//   TOKEN_MALFORMED  it is too long, or has a character that no token has, such as a line's end
Result<void> check_sendable(std::string_view token);

// Reads a token and checks its signature, type, issuer and audience, but not its time. Refused with
//   TOKEN_MALFORMED  it is no access token of ours: not three parts, another type, algorithm, issuer or audience
//   TOKEN_FOREIGN    another key signed it, or it was changed
Result<Claims> read_token(const SigningKey& key, std::string_view token);

// Refused with TOKEN_EXPIRED or TOKEN_NOT_YET_VALID.
Result<void> check_time(const Claims& claims, Instant now);

}  // namespace opora
