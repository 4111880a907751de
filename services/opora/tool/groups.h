// `opora group …`: what is changed of a group, with the reason.
#pragma once

#include <string>
#include <vector>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/tool/connection.h"
#include "platform/clock/clock.h"
#include "platform/result/result.h"

namespace opora::tool {

// The words for why a group is changed: "numbers-changed, cannot-come, …".
std::string reasons_of_changes();

struct GroupOptions {
  std::string group;
  std::string reason;  // one of those words: refused else with UNKNOWN_REASON
  std::string note;    // more about it
  std::string list;    // the list whose keys people are called by, instead of their ids
  std::string region;  // whose list it is: a coordinator names theirs
};

struct HeadCountOptions {
  GroupOptions of;
  int head_count = 0;
  bool or_wait = false;  // those wait for whom there are no seats
  bool yes = false;      // asks nobody
};

struct SubstituteOptions {
  GroupOptions of;
  std::string person;      // who doesn't come
  std::string substitute;  // who does
  std::string name;        // of somebody whom the organisation's roster doesn't have
  std::string occupation;  // "teacher", of somebody new
};

struct CancelMembersOptions {
  GroupOptions of;
  std::vector<std::string> people;
  int unnamed_count = 0;
};

struct PassOverOptions {
  GroupOptions of;
  std::string session;
};

Result<void> change_head_count(const ConnectionOptions& connection, const HeadCountOptions& options);
Result<void> substitute_member(const ConnectionOptions& connection, const SubstituteOptions& options);
Result<void> cancel_members(const ConnectionOptions& connection, const CancelMembersOptions& options);
Result<void> cancel_group(const ConnectionOptions& connection, const GroupOptions& options);
Result<void> pass_over_waitlist(const ConnectionOptions& connection, const PassOverOptions& options);

// What somebody should know before they lower a group to so many: once its session has begun nobody is added to it any
// more. Empty where nothing is lost by it.
std::string warning_of(const registration::v1::Group& group, Instant starts_at, int head_count, Instant now);

// What came of a substitution.
std::string to_line(const registration::v1::SubstituteMemberResponse& substituted, const std::string& person,
                    const std::string& substitute);

// What came of a changed head count, in a line; `part` is the id of those who wait, if any do.
std::string to_line(const registration::v1::ChangeHeadCountResponse& changed, const std::string& part);

}  // namespace opora::tool
