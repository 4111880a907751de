#include "opora/tool/scans.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "opora/tool/say.h"
#include "platform/dates/dates.h"
#include "platform/ids/ids.h"
#include "platform/text/printable.h"

namespace opora::tool {
namespace {

namespace v1 = registration::v1;

// A device's clock may say anything; what no calendar holds is told as a number.
std::string time_of(std::int64_t us) {
  constexpr std::int64_t kYear1 = -62'135'596'800'000'000, kYear9999 = 253'402'300'799'000'000;
  if (us < kYear1 || us > kYear9999) return std::to_string(us) + " us";
  return to_rfc3339(Instant{us}, Precision::seconds);
}

constexpr std::string_view kFlagPrefix = "CHECK_IN_FLAG_";

std::string flag_of(int flag) {
  const std::string name = v1::CheckInFlag_Name(static_cast<v1::CheckInFlag>(flag));
  return name.empty() ? std::to_string(flag) : name.substr(kFlagPrefix.size());
}

template <class Request>
void add_scans(Request& request, const SettleOptions& settle, const std::vector<std::string>& scans) {
  request.set_request_id(IdSource().next(SystemClock().now()));
  request.set_session_id(settle.session);
  for (const std::string& scan : scans) request.add_check_in_ids(scan);
}

// The platform would speak of fields that nobody here has filled in.
Result<void> check_ids(const SettleOptions& settle) {
  const auto check = [](const std::string& id, const std::string& what) -> Result<void> {
    if (id.empty() || uuid_of(id)) return {};
    return refuse(Code::invalid, "ID_MALFORMED",
                  "\"" + id + "\" is no id of a " + what + ", which has 36 characters: opora scans list prints it.");
  };
  TRY_DO(check(settle.session, "session"));
  TRY_DO(check(settle.scanned_at, "session"));
  TRY_DO(check(settle.person, "person"));
  for (const std::string& scan : settle.scans) TRY_DO(check(scan, "scan"));
  return {};
}

std::string counted(std::size_t count, const char* what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

// All that are set aside at a session's door, or at all doors without a session, in their order.
Result<void> each_scan(Client& client, const std::string& session,
                       const std::function<void(const v1::UnsettledScan&)>& look_at) {
  v1::ListUnsettledScansRequest request;
  request.set_session_id(session);
  request.set_page_size(500);
  do {
    TRY(page, client.call_until_settled<v1::ListUnsettledScansResponse>(request, kPatience));
    for (const v1::UnsettledScan& scan : page.scans()) look_at(scan);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return {};
}

// The ids of those that have a flag by now.
Result<std::vector<std::string>> flagged(Client& client, const std::string& session, v1::CheckInFlag flag) {
  std::vector<std::string> scans;
  TRY_DO(each_scan(client, session, [&](const v1::UnsettledScan& scan) {
    if (std::ranges::count(scan.flags(), flag) > 0) scans.push_back(scan.check_in_id());
  }));
  return scans;
}

Result<v1::CheckInFlag> flag_named(const std::string& name) {
  v1::CheckInFlag flag = v1::CHECK_IN_FLAG_UNSPECIFIED;
  if (v1::CheckInFlag_Parse(std::string(kFlagPrefix) + name, &flag) && flag != v1::CHECK_IN_FLAG_UNSPECIFIED)
    return flag;
  return refuse(Code::invalid, "UNKNOWN_FLAG",
                "\"" + name + "\" is nothing that is said of scans: opora scans list prints what is.");
}

Result<void> discard_by_ids(Client& client, const SettleOptions& settle) {
  for (const auto& scans : in_portions(settle.scans)) {
    v1::DiscardScansRequest request;
    add_scans(request, settle, scans);
    request.set_reason(settle.reason);
    TRY_DO(client.call_until_settled<v1::DiscardScansResponse>(request, kPatience));
  }
  say("Off the list: " + counted(settle.scans.size(), "scan") + ".");  // now, or since they were discarded before
  return {};
}

// Whose scans stay, the platform alone can say: it tells nobody who is known to it.
Result<void> discard_by_flag(Client& client, const SettleOptions& settle, v1::CheckInFlag flag) {
  TRY(found, flagged(client, settle.session, flag));
  std::size_t discarded = 0, left = 0;
  for (const auto& scans : in_portions(found)) {
    v1::DiscardFlaggedScansRequest request;
    add_scans(request, settle, scans);
    request.set_flag(flag);
    request.set_reason(settle.reason);
    TRY(done, client.call_until_settled<v1::DiscardFlaggedScansResponse>(request, kPatience));
    discarded += static_cast<std::size_t>(done.discarded_count());
    left += static_cast<std::size_t>(done.left_count());
  }
  say(discarded_by_flag(discarded, left));
  return {};
}

}  // namespace

std::vector<std::vector<std::string>> in_portions(const std::vector<std::string>& scans) {
  constexpr std::size_t kAtOnce = 200;
  std::vector<std::vector<std::string>> portions;
  for (std::size_t index = 0; index < scans.size(); ++index) {
    if (index % kAtOnce == 0) portions.emplace_back();
    portions.back().push_back(scans[index]);
  }
  return portions;
}

std::string to_line(const v1::UnsettledScan& scan) {
  std::string line = time_of(scan.scanned_at_us()) + "  " + scan.session_id() + "  " + scan.check_in_id() + "  ";
  // Somebody else has chosen what a code says.
  line += scan.person_id().empty() ? "code \"" + printable(scan.code()) + "\"" : "person " + scan.person_id();
  for (const int flag : scan.flags()) line += "  " + flag_of(flag);
  return line;
}

std::string summary_of(std::size_t count, const std::map<int, std::size_t>& by_flag) {
  std::string summary = counted(count, "scan") + " set aside";
  const char* separator = ": ";
  for (const auto& [flag, flagged_count] : by_flag) {
    summary += separator + std::to_string(flagged_count) + " " + flag_of(flag);
    separator = ", ";
  }
  return summary;
}

std::string discarded_by_flag(std::size_t discarded, std::size_t left) {
  const std::string off = "Off the list: " + counted(discarded, "scan") + ".";
  if (left == 0) return off;
  return off + " " + counted(left, "scan") + (left == 1 ? " stays" : " stay") +
         ": registration knows whose they are. Look at each: opora scans confirm, or discard by its id.";
}

Error of_all_doors(Error refusal) {
  const bool is_about_doors = refusal.reason == "UNKNOWN_SESSION" || refusal.code == Code::denied;
  if (!is_about_doors) return refusal;
  return {Code::invalid, "SESSION_NOT_NAMED",
          "Name a session: who may act at its door sees its scans. Those of all doors are administrators' to see."};
}

Result<void> list_scans(const ConnectionOptions& options, const std::string& session) {
  TRY_DO(check_ids({.session = session}));
  TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR));
  std::size_t count = 0;
  std::map<int, std::size_t> by_flag;
  const auto listed = each_scan(*client, session, [&](const v1::UnsettledScan& scan) {
    say_soon(to_line(scan));
    ++count;
    for (const int flag : scan.flags()) ++by_flag[flag];
  });
  if (!listed) return tl::unexpected(session.empty() ? of_all_doors(listed.error()) : listed.error());
  say(summary_of(count, by_flag));
  return {};
}

Result<void> confirm_scans(const ConnectionOptions& options, const SettleOptions& settle) {
  TRY_DO(check_ids(settle));
  TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR));
  std::size_t attendance_count = 0;
  for (const auto& scans : in_portions(settle.scans)) {
    v1::ConfirmScansRequest request;
    add_scans(request, settle, scans);
    request.set_scanned_session_id(settle.scanned_at);
    request.set_person_id(settle.person);
    TRY(confirmed, client->call_until_settled<v1::ConfirmScansResponse>(request, kPatience));
    attendance_count += static_cast<std::size_t>(confirmed.attendance_count());
  }
  say("Confirmed: " + counted(attendance_count, "new attendance") + ".");
  return {};
}

Result<void> discard_scans(const ConnectionOptions& options, const SettleOptions& settle) {
  if (settle.scans.empty() == settle.flag.empty())
    return refuse(Code::invalid, "SCANS_OR_FLAG", "Name the scans to discard, or with --flag what is odd about them.");
  TRY_DO(check_ids(settle));
  if (settle.flag.empty()) {
    TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR));
    return discard_by_ids(*client, settle);
  }
  TRY(flag, flag_named(settle.flag));
  TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR));
  return discard_by_flag(*client, settle, flag);
}

}  // namespace opora::tool
