// A round's report as people and programs read it. Pure functions: the same report and language always give the same
// bytes. All three are for inside the network: small counts are not hidden, and the first two say so at their top.
#pragma once

#include <string>
#include <string_view>

#include "opora/reporting/v1/reporting_service.pb.h"

namespace opora::report {

// In the language of a tag such as "ru-RU"; in English if services/reporting/words has nothing in it. Names that are
// not known in the language are shown in English, and those that have no English either in whichever they have.

// For a terminal: at most 100 columns, without control characters.
std::string to_text(const reporting::v1::RoundReport& report, std::string_view language);

// A file of its own for a browser, a screen reader or a printer: no scripts, nothing fetched from anywhere, everything
// escaped.
std::string to_html(const reporting::v1::RoundReport& report, std::string_view language);

// For programs: the contract's fields as JSON, each of them, and names in all their languages, in an order that never
// changes; numbers as numbers. It says of what schema and version it is: docs/reference/report.schema.json.
std::string to_json(const reporting::v1::RoundReport& report);

}  // namespace opora::report
