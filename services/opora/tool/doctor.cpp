#include "opora/tool/doctor.h"

#include <iostream>

#include "opora/platform/v1/operations_service.pb.h"

namespace opora::tool {
namespace {

// Looking at everything may take a while on a large platform.
constexpr std::chrono::milliseconds kDoctorPatience{300'000};

void print(const platform::v1::InvariantCheck& check) {
  std::cout << (check.violations().empty() ? "holds   " : "VIOLATED") << "  " << check.service() << ": "
            << check.invariant() << " (" << check.checked_count() << " checked)\n";
  for (const std::string& violation : check.violations()) std::cout << "            " << violation << "\n";
}

}  // namespace

Result<void> doctor(const ConnectionOptions& options) {
  TRY(client, connect(options, options::v1::ROLE_OPERATOR));
  TRY(processes, client->call_everywhere<platform::v1::CheckInvariantsResponse>(platform::v1::CheckInvariantsRequest(),
                                                                                kDoctorPatience));
  int checked_count = 0, violated_count = 0;
  for (const auto& checked : processes)
    for (const auto& check : checked.checks()) {
      print(check);
      ++checked_count;
      if (!check.violations().empty()) ++violated_count;
    }
  std::cout << checked_count << " invariants checked, " << violated_count << " violated" << std::endl;
  if (violated_count > 0) {
    return refuse(Code::conflict, "INVARIANTS_VIOLATED",
                  "The data breaks " + std::to_string(violated_count) +
                      " of its invariants, listed above: publish no figures "
                      "before the cause is found.");
  }
  return {};
}

}  // namespace opora::tool
