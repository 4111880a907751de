// Scans that were set aside, looked at and settled.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/tool/connection.h"

namespace opora::tool {

// One of them as a line: "2023-10-11T09:00:00Z  SESSION  SCAN  person PERSON  OUTSIDE_SESSION".
std::string to_line(const registration::v1::UnsettledScan& scan);

// How many scans there are, and of them with each flag: "3 scans set aside: 2 NOT_REGISTERED, 1 UNREADABLE_CODE".
std::string summary_of(std::size_t count, const std::map<int, std::size_t>& by_flag);

// Prints those of a session's door, or of all doors without a session, and how many there are. All doors are
// administrators'. Here and below what is no id is refused with ID_MALFORMED.
Result<void> list_scans(const ConnectionOptions& options, const std::string& session);

// What became of those that were discarded by a flag.
std::string discarded_by_flag(std::size_t discarded, std::size_t left);

// Why all doors aren't listed, to somebody who named no session: SESSION_NOT_NAMED, where that is why.
Error of_all_doors(Error refusal);

struct SettleOptions {
  std::string session;              // where they count; of discarded ones, where they were made
  std::vector<std::string> scans;   // as the list names them
  std::string scanned_at;           // the session at whose door they were made, if that is another one
  std::string person;               // who it was, for one code that is nobody's id
  std::string reason;               // why they are discarded
  std::string flag = {};            // instead of scans: all at the session's door that have it now, of nobody known
};
// As many at once as the contract allows, so of several hundred some may be settled when the others are refused.
std::vector<std::vector<std::string>> in_portions(const std::vector<std::string>& scans);
Result<void> confirm_scans(const ConnectionOptions& options, const SettleOptions& settle);
Result<void> discard_scans(const ConnectionOptions& options, const SettleOptions& settle);

}  // namespace opora::tool
