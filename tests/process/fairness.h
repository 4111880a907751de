// One caller, or many of one kind, who takes what they can, and a bystander who wants no more than their turn: what
// tests of fairness and its bench are made of.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "process/planned_sessions.h"
#include "process/platform_under_test.h"

namespace opora::testing {

// What one kind of the bystander's calls met.
struct Served {
  std::vector<double> latencies_ms;  // of those that were answered
  int refused_count = 0;
  std::string first_refusal;
};

// Registers in a session of their own, reads their round's report as it is then, reads a log as a service of the
// platform does; and again.
class Bystander {
 public:
  // Throws, here and below, if what they need can't be made; never for what they are refused.
  explicit Bystander(PlatformUnderTest& platform);

  // By the kind of call: "registration", "report", "log". Once at least.
  std::map<std::string, Served> go_on(const std::function<bool(int times)>& enough);

 private:
  Result<void> register_one();
  Result<void> read_report();
  Result<void> read_log();

  std::unique_ptr<Client> person_, service_;
  SystemClock clock_;
  IdSource ids_;
  std::string organisation_, session_, round_;
};

class Attack {
 public:
  virtual ~Attack() = default;
  // Returns once all of it has begun: false if it does not.
  virtual bool is_under_way_within(std::chrono::seconds time) const = 0;
  // What the attackers met, for people.
  virtual std::string told() const = 0;
};

struct NamedAttack {
  const char* name;
  const char* what;
  std::unique_ptr<Attack> (*begin)(PlatformUnderTest& platform);  // goes on until it is destroyed
};
const std::vector<NamedAttack>& attacks();

// Makes the platform's hot session one whose report takes some time: so many uploads of 300 scans.
void fill_report(PlatformUnderTest& platform, int upload_count);

// Once it is all under way. Throws if it doesn't begin within a minute.
void wait_until_under_way(const Attack& attack);

}  // namespace opora::testing
