// A round's figures, counted by hand from what the logs told.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "opora/reporting/v1/reporting_service.pb.h"
#include "simulation/ledger.h"

namespace opora::simulation {

std::map<reporting::v1::Measure, std::int64_t> count_figures(const Ledger& ledger, const std::string& round);

// Holds a report against the count.
void check_report(const reporting::v1::RoundReport& report, const Ledger& ledger, Verdict& verdict);

}  // namespace opora::simulation
