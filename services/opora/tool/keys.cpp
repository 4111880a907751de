#include "opora/tool/keys.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "opora/tool/keys_file.h"
#include "opora/tool/say.h"
#include "platform/files/read_up_to.h"
#include "platform/lane/lane.h"
#include "platform/lane/outbox.h"
#include "platform/policy/key_folder.h"
#include "platform/process/database_address.h"
#include "platform/process/moved_mark.h"
#include "platform/sql/postgres/postgres_connection.h"
#include "platform/sql/rows.h"
#include "platform/sql/sqlite/sqlite_connection.h"
#include "platform/sql/sqlite/stopped_database.h"

namespace opora::tool {
namespace {

// A hundred services' keys have a tenth of it.
constexpr std::size_t kSealedBytesMax = 64 << 10;

const Statement kKey{"SELECT history_key FROM lane WHERE id = 1"};

std::string key_in(Sql& sql) {
  const auto keys = read_rows(sql.query(kKey), take_digest);
  return keys.empty() ? std::string() : keys[0];
}

tl::unexpected<Error> unreadable(const std::string& service, const EngineError& error) {
  return refuse(Code::unavailable, "DATABASE_UNAVAILABLE",
                "The database of " + service + " can't be read: " + error.what() + ". Mend that and try again.");
}

// A file that a running platform has open is read as its own readers read it; one that nobody has, as it lies there.
Result<std::string> key_in_file(const std::string& path, const Service& service) {
  const std::array migrations{platform_migrations(), service.migrations};
  auto stopped = StoppedDatabase::open(path, migrations);
  if (stopped) return key_in((*stopped)->sql());
  if (stopped.error().reason != "DATABASE_IN_USE") return tl::unexpected(stopped.error());
  SqliteConnection reading(std::filesystem::canonical(path).string(), SqliteConnection::Access::read_only);
  reading.wait_when_busy(1'000);
  return key_in(reading);
}

// Empty, if the service's log has none yet.
Result<std::string> history_key(const Databases& databases, const Service& service) try {
  if (databases.database.empty()) return key_in_file(databases.data_folder + "/" + service.name + ".db", service);
  TRY(address, database_address(databases.database, service.name));
  PostgresConnection reading(address, PostgresConnection::Purpose::reading);
  reading.begin_reading();
  std::string key = key_in(reading);
  reading.rollback();
  return key;
} catch (const EngineError& error) {
  return unreadable(service.name, error);
}

std::string key_folder(const Databases& databases) { return databases.data_folder + "/keys"; }

std::string line_of(const std::string& what, const char* how) { return what + ": " + how; }
void tell(const std::string& what, const char* how) { say(line_of(what, how)); }

std::string name_of(const StoredKey& key) { return "the signing key " + key.id; }
std::string name_of(const Service& service) { return "the history key of " + service.name; }

// ---- export

// What goes into the file, and a line of each key: said once the file is written.
struct Exported {
  PlatformKeys keys;
  std::vector<std::string> lines;
};

Result<Exported> all_keys(const Databases& databases, std::span<const Service> services) {
  Exported found;
  PlatformKeys& keys = found.keys;
  TRY(signing, KeyFolder::stored(key_folder(databases)));
  if (signing) keys.signing_key = signing->jwk;
  found.lines.push_back(signing ? line_of(name_of(*signing), "in the file")
                                : line_of("a signing key", "there is none"));
  for (const Service& service : services) {
    if (service.event == nullptr) continue;  // it has no history
    auto key = history_key(databases, service);
    const bool is_missing = !key && key.error().reason == "DATABASE_MISSING";
    if (!key && !is_missing) return tl::unexpected(key.error());
    found.lines.push_back(line_of(name_of(service), is_missing     ? "left out, since there is no database of it here"
                                                    : key->empty() ? "there is none yet"
                                                                   : "in the file"));
    if (!is_missing && !key->empty()) keys.history_keys.emplace(service.name, *std::move(key));
  }
  if (!keys.signing_key && keys.history_keys.empty())
    return refuse(Code::not_found, "NO_KEYS",
                  "There are no keys in " + databases.data_folder + ": give the data folder of a platform, and "
                  "--database where it has one.");
  return found;
}

Result<void> check_not_there(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(std::filesystem::symlink_status(path, error))) return {};
  return refuse(Code::conflict, "FILE_EXISTS", path + " is there already, and stays: name another file.");
}

// ---- import

// Of a longer file its beginning, which unseal() refuses as foreign or cut off.
Result<std::string> read_file(const std::string& path) {
  auto text = read_up_to(path, kSealedBytesMax);
  if (!text)
    return refuse(Code::invalid, "FILE_NOT_READ", path + " can't be read: " + std::strerror(errno) + ".");
  return *std::move(text);
}

tl::unexpected<Error> differs(const std::string& what, const char* cost) {
  return refuse(Code::conflict, "KEY_DIFFERS", "Another key is there than " + what + ", and stays. " + cost);
}

enum class Step { none, put };

Result<Step> step_for(const KeysOptions& options, const StoredKey& key) {
  const auto found = KeyFolder::stored(key_folder(options.databases));
  const bool is_damaged = !found && found.error().reason == "KEY_FILE_DAMAGED";
  if (is_damaged && options.replaces) return Step::put;
  TRY(there, found);
  if (there && there->id == key.id) return Step::none;
  if (there && !options.replaces)
    return differs(name_of(key),
                   "With --replace it is gone for good, and every token that it has signed is void: people sign in "
                   "again, and all processes of the platform have to have the new one.");
  return Step::put;
}

Result<Step> step_for(const KeysOptions& options, const Service& service, const std::string& key, Sql& sql) {
  const std::string there = key_in(sql);
  if (there == key) return Step::none;
  if (!fits_history(sql, key))
    return refuse(Code::conflict, "HISTORY_KEY_FOREIGN",
                  "The log of " + service.name + " goes on with another key than the file's, which is of another "
                  "platform or of before its key was lost: leave it as it is, or bring back the copy it belongs to.");
  if (!there.empty() && !options.replaces)
    return differs(name_of(service),
                   "The log's events fit the file's. With --replace that one is put there, and the other is gone.");
  return Step::put;
}

// Looks, and does what is to be done if it is told to. A service that has never run there has no row for a key yet.
Result<Step> one_history(const KeysOptions& options, const Service& service, const std::string& key, bool puts) {
  Step step = Step::none;
  TRY_DO(change_stopped(options.databases, service, [&](Sql& sql) -> Result<void> {
    if (!find_lane(sql, false))
      return refuse(Code::conflict, "NO_LOG",
                    service.name + " has a database that it has never run on: bring back its own, or start it once.");
    TRY(found, step_for(options, service, key, sql));
    step = found;
    if (puts && step == Step::put) put_history_key(sql, key);
    return {};
  }));
  return step;
}

Result<void> put_histories(const KeysOptions& options, const PlatformKeys& keys, std::span<const Service> services,
                           bool puts) {
  for (const auto& [name, key] : keys.history_keys) {
    TRY(service, service_of(services, name));
    const auto step = one_history(options, *service, key, puts);
    const bool is_missing = !step && step.error().reason == "DATABASE_MISSING";
    if (!step && !is_missing) return tl::unexpected(step.error());
    if (!puts) continue;
    tell(name_of(*service), is_missing             ? "left out, since there is no database of it here"
                            : *step == Step::none ? "was there"
                                                  : "put back");
  }
  return {};
}

Result<void> put_signing_key(const KeysOptions& options, const StoredKey& key, Step step) {
  if (step == Step::put)
    TRY_DO(KeyFolder::put(key_folder(options.databases), key, options.replaces ? IfThere::replace : IfThere::keep));
  tell(name_of(key), step == Step::put ? "put back" : "was there");
  return {};
}

}  // namespace

Result<void> export_keys(const KeysOptions& options, std::span<const Service> services) {
  TRY_DO(check_not_there(options.file));
  if (options.databases.database.empty()) TRY_DO(check_not_moved(options.databases.data_folder));
  TRY(found, all_keys(options.databases, services));
  TRY(passphrase, read_passphrase(options.passphrase, true));
  TRY_DO(check_passphrase(passphrase.text()));
  const Secret secrets(to_json(found.keys));
  TRY(sealed, seal(secrets.text(), passphrase.text(), options.cost));
  const FileWritten written = write_private_file(options.file, sealed, IfThere::keep);
  if (written.was_there) return check_not_there(options.file);
  if (written.error)
    return refuse(Code::unavailable, "FILE_NOT_WRITTEN", options.file + ": " + written.error.message() + ".");
  for (const std::string& line : found.lines) say_soon(line);
  say(options.file + " is written. Keep it apart from backups, and the passphrase apart from it.");
  return {};
}

Result<void> import_keys(const KeysOptions& options, std::span<const Service> services) {
  TRY(sealed, read_file(options.file));
  TRY(passphrase, read_passphrase(options.passphrase, false));
  TRY(secrets, unseal(sealed, passphrase.text(), options.cost));
  TRY(keys, keys_from_json(secrets.text()));
  TRY_DO(put_histories(options, keys, services, false));
  if (keys.signing_key) {
    TRY(signing, KeyFolder::key_of(*keys.signing_key));
    TRY(step, step_for(options, signing));
    TRY_DO(put_signing_key(options, signing, step));
  }
  return put_histories(options, keys, services, true);
}

}  // namespace opora::tool
