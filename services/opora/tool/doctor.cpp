#include "opora/tool/doctor.h"

#include "opora/platform/v1/operations_service.pb.h"
#include "opora/tool/say.h"

namespace opora::tool {
namespace {

// Looking at everything may take a while on a large platform.
constexpr std::chrono::milliseconds kDoctorPatience{300'000};

void print(const platform::v1::InvariantCheck& check) {
  say(std::string(check.violations().empty() ? "holds   " : "VIOLATED") + "  " + check.service() + ": " +
      check.invariant() + " (" + std::to_string(check.checked_count()) + " checked)");
  for (const std::string& violation : check.violations()) say("            " + violation);
}

}  // namespace

Result<void> doctor(const ConnectionOptions& options) {
  TRY(client, connect(options, network::v1::ROLE_OPERATOR));
  TRY(processes, client->call_everywhere<platform::v1::CheckInvariantsResponse>(platform::v1::CheckInvariantsRequest(),
                                                                                kDoctorPatience));
  int checked_count = 0, violated_count = 0;
  for (const auto& checked : processes)
    for (const auto& check : checked.checks()) {
      print(check);
      ++checked_count;
      if (!check.violations().empty()) ++violated_count;
    }
  say(std::to_string(checked_count) + " invariants checked, " + std::to_string(violated_count) + " violated");
  if (violated_count > 0) {
    return refuse(Code::conflict, "INVARIANTS_VIOLATED",
                  "The data breaks " + std::to_string(violated_count) +
                      " of its invariants, listed above: publish no figures "
                      "before the cause is found.");
  }
  return {};
}

}  // namespace opora::tool
