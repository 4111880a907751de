// Load: a round folder of 100,000 rows, checked, loaded, and loaded again with ten rows changed, beside registrations
// one by one on a hot session; and the same of 10,000 rows, to see what the tool's memory does. The last line is one
// JSON object of medians.
#include <cerrno>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string_view>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "bench/load.h"
#include "bench/options.h"
#include "process/platform_under_test.h"

namespace opora::bench {
namespace {

using testing::PlatformUnderTest;
using testing::ScratchFolder;
using SteadyClock = std::chrono::steady_clock;

constexpr int kClients = 128;
constexpr int kGroupsOfSession = 100;
constexpr int kOrganisations = 50;

// Of each thousand rows 200 are groups of two, 400 people of theirs, and 400 their attendances.
class Folder {
 public:
  Folder(std::filesystem::path path, int row_count) : path_(std::move(path)), group_count_(row_count / 5) {
    std::filesystem::create_directories(path_);
    write("places.csv",
          "kind,key,parent,name_en,time_zone,capacity,code\ncountry,bulgaria,,Bulgaria,,,bg\n"
          "region,ruse-province,bulgaria,Ruse Province,,,\nsite,ruse,ruse-province,Ruse,Europe/Sofia,,\n"
          "venue,library,ruse,Library,,,\n" + rooms());
    write("programmes.csv", "key,name_en\nsteps,Steps\n");
    write("projects.csv", "key,programme,name_en\ncare,steps,Care\n");
    write("organisations.csv", organisations());
    write("rounds.csv", "key,programme,projects,name_en,year\n2021,steps,care,Spring 2021,2021\n");
    write("sessions.csv", sessions());
    write("people.csv", people());
    write("groups.csv", groups());
    write("attendances.csv", attendances());
  }

  const std::filesystem::path& path() const { return path_; }

  // Ten people have left.
  void change_ten_rows() {
    constexpr std::string_view kStays = ",2019-01-01,\n", kLeft = ",2019-01-01,2021-12-31\n";
    std::string rows = people();
    for (std::size_t i = 0, at = 0; i < 10; ++i, at += kLeft.size()) {
      at = rows.find(kStays, at);
      if (at == std::string::npos) throw std::runtime_error("there are no ten people to change");
      rows.replace(at, kStays.size(), kLeft);
    }
    write("people.csv", rows);
  }

 private:
  void write(const std::string& name, const std::string& text) { std::ofstream(path_ / name) << text; }

  int session_count() const { return (group_count_ + kGroupsOfSession - 1) / kGroupsOfSession; }
  static std::string session_of(int group) { return "s" + std::to_string(group / kGroupsOfSession); }
  static std::string organisation_of(int group) { return "o" + std::to_string(group % kOrganisations); }
  static std::string person(int group, int member) {
    return "p" + std::to_string(group) + (member == 0 ? "-a" : "-b");
  }

  std::string rooms() const {
    std::string rows;
    for (int i = 0; i < session_count(); ++i)
      rows += "room,r" + std::to_string(i) + ",library,Room " + std::to_string(i) + ",,1000,\n";
    return rows;
  }

  std::string sessions() const {
    std::string rows =
        "key,round,project,room,kind,topic,audience,title_en,local_start,duration_minutes,capacity,"
        "local_registration_end\n";
    for (int i = 0; i < session_count(); ++i)
      rows += "s" + std::to_string(i) + ",2021,care,r" + std::to_string(i) +
              ",workshop,rest,carers,Rest,2021-03-27T10:00,60,1000,2021-03-26T18:00\n";
    return rows;
  }

  static std::string organisations() {
    std::string rows = "key,name_en,kind,region\n";
    for (int i = 0; i < kOrganisations; ++i)
      rows += organisation_of(i) + ",Organisation " + std::to_string(i) + ",school,\n";
    return rows;
  }

  std::string people() const {
    std::string rows = "key,name,occupation,organisation,from_date,until_date\n";
    for (int group = 0; group < group_count_; ++group)
      for (int member = 0; member < 2; ++member)
        rows += person(group, member) + ",Name " + person(group, member) + ",teacher," + organisation_of(group) +
                ",2019-01-01,\n";
    return rows;
  }

  std::string groups() const {
    std::string rows = "key,session,organisation,head_count,members\n";
    for (int group = 0; group < group_count_; ++group)
      rows += "g" + std::to_string(group) + "," + session_of(group) + "," + organisation_of(group) + ",2," +
              person(group, 0) + " " + person(group, 1) + "\n";
    return rows;
  }

  std::string attendances() const {
    std::string rows = "session,person,scanned_at\n";
    for (int group = 0; group < group_count_; ++group)
      for (int member = 0; member < 2; ++member)
        rows += session_of(group) + "," + person(group, member) + ",2021-03-27T09:55\n";
    return rows;
  }

  const std::filesystem::path path_;
  const int group_count_;
};

struct Ran {
  double seconds = 0;
  double rss_mb = 0;  // at most, while it ran
};

// The tool as a process of its own, so that its memory is its own.
Ran run_tool(const std::vector<std::string>& arguments) {
  std::vector<std::string> words{testing::opora_program()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const auto begun = SteadyClock::now();
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("a process can't be made");
  if (child == 0) {
    dup2(STDERR_FILENO, STDOUT_FILENO);
    execv(argv[0], argv.data());
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  while (wait4(child, &status, 0, &usage) < 0)
    if (errno != EINTR) throw std::runtime_error("a process can't be waited for");
  if (status != 0) throw std::runtime_error("opora " + arguments.at(0) + " failed");
  return {std::chrono::duration<double>(SteadyClock::now() - begun).count(),
          static_cast<double>(usage.ru_maxrss) / 1024};
}

struct Measured {
  Ran check, load, again;
};

Measured measure_folder(PlatformUnderTest& platform, Folder folder) {
  const std::vector<std::string> at{"--address=" + platform.server().address(),
                                    "--data=" + platform.folder().string()};
  Measured measured;
  measured.check = run_tool({"load", "--check", folder.path()});
  measured.load = run_tool({"load", folder.path(), at[0], at[1], "--yes"});
  folder.change_ten_rows();
  measured.again = run_tool({"load", folder.path(), at[0], at[1], "--yes"});
  return measured;
}

double registrations_per_s(const ScratchFolder& scratch, const std::string& name, const BenchOptions& options) {
  PlatformUnderTest platform(scratch / name);
  platform.open_session(100'000);
  LoadOptions load;
  load.addresses = {platform.server().address()};
  load.method = testing::kRegisterGroup;
  load.token = platform.organisation_token();
  load.client_count = load.channel_count = kClients;
  load.duration = std::chrono::seconds(options.seconds);
  const LoadResult result = run_load(load, [&] { return platform.new_registration(); });
  if (result.failed_count > 0) throw std::runtime_error("calls failed: " + result.first_failure);
  return result.per_second();
}

Measured measure(const ScratchFolder& scratch, const std::string& name, int row_count) {
  PlatformUnderTest platform(scratch / name, {"--limit.names=0"});
  const Measured measured = measure_folder(platform, Folder(scratch / (name + "-folder"), row_count));
  if (const auto violations = platform.violations(); !violations.empty()) throw std::runtime_error(violations.front());
  return measured;
}

int run_load_bench(const BenchOptions& options) {
  constexpr int kRows = 100'000, kFewerRows = 10'000;
  std::map<std::string, std::vector<double>> series;
  for (int round = 1; round <= options.rounds; ++round) {
    ScratchFolder scratch;
    const double rush = registrations_per_s(scratch, "rush", options);
    const Measured fewer = measure(scratch, "fewer", kFewerRows);
    const Measured all = measure(scratch, "all", kRows);
    series["rows_per_s"].push_back(kRows / all.load.seconds);
    series["ratio_to_rush"].push_back(kRows / all.load.seconds / rush);
    series["rss_mb"].push_back(all.load.rss_mb);
    series["rss_growth"].push_back(all.load.rss_mb / fewer.load.rss_mb);
    series["check_ratio"].push_back(all.check.seconds / all.load.seconds);
    series["again_ratio"].push_back(all.again.seconds / all.load.seconds);
    std::cerr << "round " << round;
    for (const auto& [figure, values] : series) std::cerr << "  " << figure << " " << values.back();
    std::cerr << "\n";
  }
  nlohmann::json result;
  for (const auto& [figure, values] : series) result[figure] = median(values);
  result["rounds"] = options.rounds;
  std::cout << result.dump() << std::endl;
  return 0;
}

}  // namespace
}  // namespace opora::bench

int main(int count, char** words) {
  using namespace opora::bench;
  const Bench load{"load", "a folder of 100,000 rows checked, loaded and loaded again, beside a rush"};
  return run_bench(load, {words + 1, words + count}, run_load_bench);
}
