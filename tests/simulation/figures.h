// A round's figures, counted by hand from what the logs told.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "opora/reporting/v1/reporting_service.pb.h"
#include "simulation/ledger.h"

namespace opora::simulation {

// As of that time: sessions that are not over by then are not held yet.
std::map<reporting::v1::Measure, std::int64_t> count_figures(const Ledger& ledger, const std::string& round,
                                                             std::int64_t now_us);

// Holds a report against the count.
void check_report(const reporting::v1::RoundReport& report, const Ledger& ledger, Verdict& verdict);

}  // namespace opora::simulation
