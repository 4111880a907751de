// The key is a JWK (RFC 8037) in a file of its own.
#include "platform/policy/key_folder.h"

#include <cerrno>
#include <cstring>
#include <optional>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include "platform/sealing/private_file.h"
#include "platform/text/base64url.h"

namespace opora {
namespace {

constexpr const char* kFileName = "signing-key.jwk";

tl::unexpected<Error> unavailable(const std::string& path, const std::error_code& error) {
  return refuse(Code::unavailable, "KEY_FOLDER_UNAVAILABLE", path + ": " + error.message() + ".");
}

tl::unexpected<Error> unavailable(const std::string& path) {
  return unavailable(path, {errno, std::generic_category()});
}

tl::unexpected<Error> exposed(const std::string& path, const char* mode) {
  return refuse(
      Code::denied, "KEY_FILE_EXPOSED",
      path +
          " is open to others than its owner: whoever reads the key can be anybody. If somebody may have, delete it "
          "and start again, which makes all tokens void; if not: chmod " +
          mode + " " + path);
}

std::string jwk_of(const SigningKey& key) {
  const auto text = [](const auto& bytes) {
    return base64url({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  };
  const nlohmann::json jwk = {
      {"kty", "OKP"}, {"crv", "Ed25519"}, {"kid", key.id}, {"d", text(key.seed)}, {"x", text(key.public_key)}};
  return jwk.dump() + "\n";
}

std::optional<SigningKey> key_in(const std::string& text) {
  const auto jwk = nlohmann::json::parse(text, nullptr, false);
  if (!jwk.is_object() || !jwk.contains("d") || !jwk["d"].is_string() || !jwk.contains("x")) return std::nullopt;
  const auto seed_bytes = from_base64url(jwk["d"].get<std::string>());
  std::array<unsigned char, 32> seed{};
  if (!seed_bytes || seed_bytes->size() != seed.size()) return std::nullopt;
  std::memcpy(seed.data(), seed_bytes->data(), seed.size());
  SigningKey key = signing_key_from(seed);
  // A file changed by chance would else give another key, and all tokens would be foreign without anybody knowing why.
  const std::string x = base64url({reinterpret_cast<const char*>(key.public_key.data()), key.public_key.size()});
  if (jwk["x"] != x) return std::nullopt;
  return key;
}

// Of several processes only the first one's key is kept.
Result<void> make_key(const std::filesystem::path& path) {
  std::array<unsigned char, 32> seed{};
  randombytes_buf(seed.data(), seed.size());
  const FileWritten written = write_private_file(path, jwk_of(signing_key_from(seed)), IfThere::keep);
  if (written.error) return unavailable(path.string(), written.error);
  return {};
}

Result<SigningKey> read_key(const std::filesystem::path& path) {
  const OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status {};
  if (!file.is_open() || ::fstat(file.number(), &status) != 0) return unavailable(path.string());
  if ((status.st_mode & 077) != 0) return exposed(path.string(), "600");
  std::string text(4096, '\0');
  const auto size = ::read(file.number(), text.data(), text.size());
  if (size < 0) return unavailable(path.string());
  text.resize(static_cast<std::size_t>(size));
  auto key = key_in(text);
  if (!key)
    return refuse(Code::internal, "KEY_FILE_DAMAGED",
                  path.string() +
                      " holds no signing key: stop the platform and put back the one that was kept, with opora keys "
                      "import FILE --replace; or delete it and start again, which makes all tokens void.");
  return *std::move(key);
}

Result<void> make_folder(const std::filesystem::path& folder) {
  if (sodium_init() < 0)
    return refuse(Code::unavailable, "KEY_FOLDER_UNAVAILABLE", "The system gives no random numbers.");
  std::error_code error;
  if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), error);
  if (error || (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)) return unavailable(folder.string());
  struct stat status {};
  if (::stat(folder.c_str(), &status) != 0) return unavailable(folder.string());
  if ((status.st_mode & 022) != 0) return exposed(folder.string(), "700");
  return {};
}

bool is_there(const std::filesystem::path& path) { return ::access(path.c_str(), F_OK) == 0; }

}  // namespace

Result<std::unique_ptr<KeyFolder>> KeyFolder::open(const std::filesystem::path& folder) {
  TRY_DO(make_folder(folder));
  const auto path = folder / kFileName;
  if (!is_there(path)) TRY_DO(make_key(path));
  TRY(key, read_key(path));
  return std::unique_ptr<KeyFolder>(new KeyFolder(std::move(key)));
}

Result<std::optional<StoredKey>> KeyFolder::stored(const std::filesystem::path& folder) {
  const auto path = folder / kFileName;
  if (sodium_init() < 0 || !is_there(path)) return std::nullopt;
  TRY(key, read_key(path));
  return StoredKey{key.id, jwk_of(key)};
}

Result<StoredKey> KeyFolder::key_of(const std::string& jwk) {
  auto key = key_in(jwk);
  if (!key) return refuse(Code::invalid, "KEY_DAMAGED", "What should be a signing key is none.");
  return StoredKey{key->id, jwk};
}

Result<void> KeyFolder::put(const std::filesystem::path& folder, const StoredKey& key, IfThere if_there) {
  TRY_DO(make_folder(folder));
  const auto path = folder / kFileName;
  const FileWritten written = write_private_file(path, key.jwk, if_there);
  if (written.error) return unavailable(path.string(), written.error);
  return {};
}

std::string KeyFolder::issue(const Caller& caller, std::chrono::seconds lifetime, Instant now) {
  return sign_token(key_, caller, ids_.next(now), now, lifetime);
}

Result<Caller> KeyFolder::verify(std::string_view token, Instant now) {
  if (token.empty())
    return refuse(Code::unauthenticated, "TOKEN_MISSING", "This needs a token: authorization: Bearer TOKEN.");
  auto claims = cache_.find(token);
  if (!claims) {
    TRY(read, read_token(key_, token));
    TRY_DO(check_time(read, now));
    claims = std::make_shared<const Claims>(std::move(read));
    cache_.put(token, claims, now);
    return claims->caller;
  }
  TRY_DO(check_time(*claims, now));
  return claims->caller;
}

}  // namespace opora
