#include "opora/tool/clock.h"

#include <optional>
#include <sstream>

#include <date/date.h>

#include "opora/platform/v1/operations_service.pb.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/tool/say.h"
#include "platform/dates/dates.h"
#include "platform/ids/ids.h"

namespace opora::tool {
namespace {

using namespace platform::v1;
using std::chrono::microseconds;

constexpr std::chrono::milliseconds kConfirmWithin{10'000};  // what a watch says grows old

std::optional<Instant> parse(std::string text) {
  if (text.ends_with('Z') || text.ends_with('z')) text.replace(text.size() - 1, 1, "+00:00");
  for (const char* form : {"%FT%H:%M%Ez", "%FT%T%Ez"}) {
    date::sys_time<std::chrono::seconds> time;
    std::istringstream in(text);
    in >> date::parse(form, time);
    if (!in.fail() && in.peek() == std::istringstream::traits_type::eof())
      return Instant{std::chrono::duration_cast<microseconds>(time.time_since_epoch()).count()};
  }
  return {};
}

Result<Instant> instant_in(const std::string& text) {
  if (const auto time = parse(text)) return *time;
  return refuse(Code::invalid, "BAD_TIME",
                "\"" + text + "\" is no time. Write it as 2026-11-29T10:15Z, or with an offset: 2026-11-29T13:15+03:00"
                ".");
}

std::string text_of(std::int64_t us) { return to_rfc3339(Instant{us}, Precision::seconds); }

const char* words_for(ClockStanding standing) {
  switch (standing) {
    case CLOCK_STANDING_AGREED:
      return "is trusted";
    case CLOCK_STANDING_CONTRADICTED:
      return "was set to something else; the time is counted on from before";
    case CLOCK_STANDING_UNCONFIRMED:
      return "is confirmed by nothing since the machine was started; timers wait";
    case CLOCK_STANDING_ASIDE:
      return "is far from the database's; this process answers nothing";
    default:
      return "is not told of";
  }
}

// A call to one of several replicas can't choose which.
Result<std::unique_ptr<Client>> connect_to(const ConnectionOptions& options, const Replica& replica) {
  ConnectionOptions one = options;
  one.address = replica.address;
  return connect(one, network::v1::ROLE_OPERATOR);
}

// One process; false if one of its clocks is not trusted.
Result<bool> show_clock_of(const ConnectionOptions& options, const Replica& replica) {
  TRY(client, connect_to(options, replica));
  TRY(process, client->call_where<GetClockResponse>("", GetClockRequest(), kPatience));
  bool is_trusted = true;
  for (const ServiceClock& clock : process.clocks()) {
    std::string line = clock.service() + " (" + replica.address + "): the clock says " + text_of(clock.wall_us()) +
                       " and " + words_for(clock.standing());
    if (clock.believed_us() != clock.wall_us()) line += "; taken for the time is " + text_of(clock.believed_us());
    say(line);
    is_trusted = is_trusted && clock.standing() == CLOCK_STANDING_AGREED;
  }
  return is_trusted;
}

Result<void> confirm_at(const ConnectionOptions& options, const Replica& replica, const ConfirmTimeRequest& request) {
  TRY(client, connect_to(options, replica));
  TRY_DO(client->call_where<ConfirmTimeResponse>("", request, kConfirmWithin));
  return {};
}

}  // namespace

Result<void> show_clock(const ConnectionOptions& options) {
  TRY(replicas, replicas_of(options.address));
  bool all_trusted = true;
  std::optional<Error> unasked;
  for (const Replica& each : replicas) {
    const auto is_trusted = show_clock_of(options, each);
    if (!is_trusted) unasked = is_trusted.error();
    all_trusted = all_trusted && is_trusted.value_or(true);
  }
  if (!all_trusted)
    return refuse(Code::conflict, "CLOCKS_NOT_TRUSTED",
                  "Set the machine's clock right, then say so: opora clock confirm --now=TIME, the time of a watch.");
  if (unasked) return tl::unexpected(*std::move(unasked));
  return {};
}

Result<void> confirm_time(const ConnectionOptions& options, const std::string& now) {
  TRY(time, instant_in(now));
  TRY(replicas, replicas_of(options.address));
  ConfirmTimeRequest request;
  request.set_now_us(time.us);
  Result<void> outcome;
  for (const Replica& each : replicas) {
    const auto confirmed = confirm_at(options, each, request);
    if (confirmed) say(each.name + ": the time is confirmed.");
    else outcome = tl::unexpected(confirmed.error());
  }
  return outcome;
}

Result<void> reopen_registration(const ConnectionOptions& options, const std::string& session,
                                 const std::string& until) {
  registration::v1::ReopenRegistrationRequest request;
  if (!until.empty()) {
    TRY(time, instant_in(until));
    request.set_until_us(time.us);
  }
  TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR));
  request.set_request_id(IdSource().next(SystemClock().now()));
  request.set_session_id(session);
  TRY(reopened, client->call<registration::v1::ReopenRegistrationResponse>(request, kPatience));
  say("Registration is open until " + text_of(reopened.until_us()) + ".");
  return {};
}

}  // namespace opora::tool
