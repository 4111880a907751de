#include "process/platform_under_test.h"

#include <array>

#include "platform/lane/lane.h"
#include "platform/sql/database.h"
#include "platform/sql/sqlite/open_sqlite.h"
#include "process/must.h"
#include "registration_migrations.h"

namespace opora::testing {
namespace {

std::filesystem::path other_build;

}  // namespace

void use_programs_of(const std::filesystem::path& build) { other_build = build; }

std::string program(const std::string& service) {
  const auto here = std::filesystem::canonical("/proc/self/exe").parent_path() / "../..";
  const auto services = (other_build.empty() ? here : other_build) / "services";
  return (services / service / (service == "opora" ? service : "opora-" + service)).lexically_normal();
}

PlatformUnderTest::PlatformUnderTest(std::filesystem::path folder, const std::vector<std::string>& more_flags,
                                     const std::vector<std::string>& variables)
    : folder_(std::move(folder)), more_flags_(more_flags) {
  restart(variables);
}

void PlatformUnderTest::restart(const std::vector<std::string>& variables) {
  std::vector<std::string> command = {program("opora"),
                                      "serve",
                                      "--data=" + folder_.string(),
                                      "--listen.address=127.0.0.1:0",
                                      "--metrics.address=127.0.0.1:0",
                                      "--log.level=error"};
  command.insert(command.end(), more_flags_.begin(), more_flags_.end());
  server_ = std::make_unique<ServerProcess>(command, variables);
  meet(server_->address(), folder_ / "keys");
}

std::int64_t PlatformUnderTest::registration_wal_bytes() const {
  std::error_code missing;
  const auto size = std::filesystem::file_size(folder_ / "registration.db-wal", missing);
  return missing ? 0 : static_cast<std::int64_t>(size);
}

void add_remembered_answers(const std::filesystem::path& folder, int count) {
  static const Statement kAnswer{
      "INSERT INTO answers (request_id, caller, method, request_hash, answered_at, code, reason, message, response) "
      "VALUES (:id, 'bench-organisation', 'opora.registration.v1.RegisterGroupRequest', :hash, :at, 0, '', '', "
      ":response)"};
  SqliteOptions options;
  options.path = folder / "registration.db";
  const std::array migrations{platform_migrations(), registration_migrations()};
  const auto database = must(open_sqlite(options, migrations), "opening the stopped platform's database");
  SystemClock clock;
  IdSource ids;
  const Instant start = clock.now() - std::chrono::hours(6 * 24);
  const auto step = std::chrono::microseconds(std::chrono::hours(6 * 24)) / count;
  const std::string hash(16, 'h'), response(4, 'r');
  for (int done = 0; done < count;) {
    database->begin();
    for (int i = 0; i < 50'000 && done < count; ++i, ++done) {
      const Instant at = start + step * done;
      database->writer().execute(
          kAnswer, {{"id", ids.next(at)}, {"hash", Blob{hash}}, {"at", at}, {"response", Blob{response}}});
    }
    database->commit();
  }
}

ScratchFolder::ScratchFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "opora-bench-XXXXXX").string();
  path_ = mkdtemp(pattern.data());
}

}  // namespace opora::testing
