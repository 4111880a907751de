// Lets scans count that were set aside: somebody has looked at them.
#include "registration/domain/confirm_scans.h"

#include "platform/lane/gather.h"
#include "registration/handlers/handlers.h"
#include "registration/handlers/record_scans.h"
#include "registration/store/session.h"
#include "registration/store/unsettled.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

ConfirmScans command_of(const v1::ConfirmScansRequest& request) {
  const std::string& made_at = request.scanned_session_id();
  return {.attended = {request.session_id()},
          .scanned_at = {made_at.empty() ? request.session_id() : made_at},
          .scans = check_ins_in(request.check_in_ids()),
          .person = {request.person_id()}};
}

}  // namespace

Result<v1::ConfirmScansResponse> confirm_scans(Transaction& tx, const v1::ConfirmScansRequest& request) {
  const ConfirmScans command = command_of(request);
  const auto within = settles_within(tx);
  // Where their door lies is looked up for those alone whom it limits.
  const auto door = [&](Reader& reader) -> Result<std::optional<Session>> {
    if (!within) return std::nullopt;
    return reader.find<Session>(command.scanned_at);
  };
  TRY(found, gather(tx, one<Session>(command.attended), door, all<Unsettled>(command.scans)));
  auto& [attended, scanned_at, scans] = found;
  TRY(open, decide({std::move(attended), within, std::move(scanned_at), std::move(scans)}, command, tx.now()));
  TRY(attendance_count, record_confirmed(tx, command, open));
  v1::ConfirmScansResponse response;
  response.set_attendance_count(attendance_count);
  return response;
}

}  // namespace opora::registration
