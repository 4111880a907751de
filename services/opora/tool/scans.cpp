#include "opora/tool/scans.h"

#include <date/date.h>

#include "opora/tool/say.h"
#include "platform/ids/ids.h"
#include "platform/text/printable.h"

namespace opora::tool {
namespace {

namespace v1 = registration::v1;

// A device's clock may say anything; what no calendar holds is told as a number.
std::string time_of(std::int64_t us) {
  using std::chrono::seconds;
  constexpr std::int64_t kYear1 = -62'135'596'800'000'000, kYear9999 = 253'402'300'799'000'000;
  if (us < kYear1 || us > kYear9999) return std::to_string(us) + " us";
  const date::sys_time<std::chrono::microseconds> time{std::chrono::microseconds(us)};
  return date::format("%FT%TZ", std::chrono::floor<seconds>(time));
}

std::string flag_of(int flag) {
  constexpr std::string_view kPrefix = "CHECK_IN_FLAG_";
  const std::string name = v1::CheckInFlag_Name(static_cast<v1::CheckInFlag>(flag));
  return name.empty() ? std::to_string(flag) : name.substr(kPrefix.size());
}

template <class Request>
void add_scans(Request& request, const SettleOptions& settle) {
  request.set_request_id(IdSource().next(SystemClock().now()));
  request.set_session_id(settle.session);
  for (const std::string& scan : settle.scans) request.add_check_in_ids(scan);
}

std::string counted(std::size_t count, const char* what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

}  // namespace

std::string to_line(const v1::UnsettledScan& scan) {
  std::string line = time_of(scan.scanned_at_us()) + "  " + scan.session_id() + "  " + scan.check_in_id() + "  ";
  // Somebody else has chosen what a code says.
  line += scan.person_id().empty() ? "code \"" + printable(scan.code()) + "\"" : "person " + scan.person_id();
  for (const int flag : scan.flags()) line += "  " + flag_of(flag);
  return line;
}

Result<void> list_scans(const ConnectionOptions& options, const std::string& session) {
  TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR));
  v1::ListUnsettledScansRequest request;
  request.set_session_id(session);
  std::size_t count = 0;
  do {
    TRY(page, client->call_until_settled<v1::ListUnsettledScansResponse>(request, kPatience));
    for (const v1::UnsettledScan& scan : page.scans()) say_soon(to_line(scan));
    count += static_cast<std::size_t>(page.scans_size());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  say(counted(count, "scan") + " set aside");
  return {};
}

Result<void> confirm_scans(const ConnectionOptions& options, const SettleOptions& settle) {
  v1::ConfirmScansRequest request;
  add_scans(request, settle);
  request.set_scanned_session_id(settle.scanned_at);
  request.set_person_id(settle.person);
  TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR));
  TRY(confirmed, client->call_until_settled<v1::ConfirmScansResponse>(request, kPatience));
  say("Confirmed: " + counted(static_cast<std::size_t>(confirmed.attendance_count()), "new attendance") + ".");
  return {};
}

Result<void> discard_scans(const ConnectionOptions& options, const SettleOptions& settle) {
  v1::DiscardScansRequest request;
  add_scans(request, settle);
  request.set_reason(settle.reason);
  TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR));
  TRY_DO(client->call_until_settled<v1::DiscardScansResponse>(request, kPatience));
  say("Discarded: " + counted(settle.scans.size(), "scan") + ".");
  return {};
}

}  // namespace opora::tool
