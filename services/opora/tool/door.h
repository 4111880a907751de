// A door's list: who is expected at a session, to print and tick, or to take along in a spreadsheet; and what was
// ticked there, uploaded as scans.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/round_folder/wording.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "opora/tool/listing.h"
#include "platform/result/result.h"

namespace opora::tool {

// One page for a printer: a box to tick before each who is expected, in the words of a language, and with names in it
// where they have it. The confirmed come first. Nothing of it runs, and nothing is fetched.
std::string door_page(const scheduling::v1::Session& session,
                      const std::vector<registration::v1::ExpectedGroup>& groups, const std::string& language);

// The same to take along: a row for each whose name is known, whether they have a seat or wait, in which room, and an
// empty cell for when they came. Its columns are called in the language, too.
Table door_sheet(const std::vector<registration::v1::ExpectedGroup>& groups, const std::string& room,
                 const std::string& language);

// A row of what was brought back.
struct BroughtBack {
  std::int64_t line = 0;
  std::string person;  // an id, or a key of a list; empty of somebody whose name was written below the others
  // "10:03", "2023-10-17T10:03", "17.10.2023 10:03" or "x": when, in the session's zone; empty: not at all.
  std::string came;
};

// The lines that say of nobody that they came: no scan can be made of these.
std::vector<std::int64_t> lines_without_person(const std::vector<BroughtBack>& rows);

// The scans of those who came and are named, always the same for the same rows, so that uploading again changes
// nothing. A tick (x, +, ✓) means the session's start. Refused with the line's number as
//   KEY_UNKNOWN        the person is no id, and no key among `people`
//   TIME_MALFORMED     no tick, and a time that no clock shows
//   LOCAL_TIME_SKIPPED a time that clocks there passed over
Result<std::vector<registration::v1::Scan>> scans_of(const std::vector<BroughtBack>& rows,
                                                     const scheduling::v1::Session& session,
                                                     const std::map<std::string, std::string>& people,
                                                     const round_folder::Wording& wording = round_folder::Wording());

}  // namespace opora::tool
