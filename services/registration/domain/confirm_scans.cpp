#include "registration/domain/confirm_scans.h"

#include <span>

namespace opora::registration {
namespace {

Result<void> check_unsettled(const Unsettled& scan, const ConfirmScans& command) {
  if (scan.stands == Stands::discarded)
    return refuse(Code::conflict, "SCAN_DISCARDED",
                  "One of the scans was discarded, which is not taken back. Enter the person's attendance anew.");
  if (scan.stands == Stands::counts)
    return refuse(Code::conflict, "SCAN_SETTLED",
                  "One of the scans counts already, at another session or for somebody else. Leave it out.");
  const bool is_code = scan.check_in.person.empty();
  if (is_code && command.person.empty())
    return refuse(Code::invalid, "NOT_A_PERSON",
                  "One of the scans is of a code that is nobody's id. Confirm it by itself, and say who it was.");
  if (!is_code && !command.person.empty())
    return refuse(Code::invalid, "SCAN_NAMES_SOMEBODY",
                  "The scan says who it was of. Only a code that is nobody's id is given somebody else's.");
  return {};
}

PersonId person_of(const Unsettled& scan, const ConfirmScans& command) {
  return command.person.empty() ? scan.check_in.person : command.person;
}

// Confirmed before, in the same words. One that counted by itself in an older build says only where it was made.
bool is_confirmed_so(const Unsettled& scan, const ConfirmScans& command) {
  const SessionId& at = scan.counts_at.empty() ? scan.check_in.session : scan.counts_at;
  const PersonId& whom = scan.counts_for.empty() ? scan.check_in.person : scan.counts_for;
  return scan.stands == Stands::counts && at == command.attended && whom == person_of(scan, command);
}

Result<void> check_begun(const Session& attended, Instant now) {
  if (now >= attended.doors_open_at()) return {};
  return refuse(Code::conflict, "SESSION_NOT_BEGUN",
                "Nobody can have come to this session yet. If people came to another one, confirm the scans at that, "
                "and name this one as the door where they were made (`--scanned-at`, scanned_session_id); else wait "
                "until its doors open.");
}

// One that nobody knows may turn out to lie anywhere; after a rebuild all are unknown for a while.
Result<void> check_scanned_at(const ConfirmScansFacts& facts) {
  if (!facts.within) return {};
  if (facts.scanned_at) return check_door(*facts.scanned_at, *facts.within);
  return refuse(Code::not_found, "UNKNOWN_SESSION",
                "Nobody knows yet where the door lies at which the scans were made. Try again in a moment, or ask an "
                "administrator to settle them.");
}

Result<std::vector<Unsettled>> still_open(std::span<const Unsettled> scans, const ConfirmScans& command) {
  if (!command.person.empty() && scans.size() > 1)
    return refuse(Code::invalid, "NOT_A_PERSON", "Say of one code at a time who it was.");
  std::vector<Unsettled> open;
  for (const Unsettled& scan : scans) {
    if (is_confirmed_so(scan, command)) continue;
    TRY_DO(check_unsettled(scan, command));
    open.push_back(scan);
  }
  return open;
}

}  // namespace

Result<std::vector<Unsettled>> decide(const ConfirmScansFacts& facts, const ConfirmScans& command, Instant now) {
  TRY_DO(check_held(facts.attended));
  TRY_DO(check_begun(facts.attended, now));
  TRY_DO(check_scanned_at(facts));
  TRY_DO(check_made_at(command.scanned_at, command.scans, facts.scans));
  return still_open(facts.scans, command);
}

}  // namespace opora::registration
