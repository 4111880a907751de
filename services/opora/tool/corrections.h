// `opora session …` and `opora rename …`: what was wrong is put right, each time with a reason.
#pragma once

#include <string>
#include <vector>

#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "opora/tool/connection.h"
#include "platform/clock/clock.h"
#include "platform/result/result.h"

namespace opora::tool {

// What is to be otherwise; what is left out stays as it is.
struct MoveOptions {
  std::string session;
  std::string room;
  std::string start;             // 2023-10-17T10:00
  std::string registration_end;  // likewise
  int minutes = 0;
  int capacity = -1;
  std::string reason;
};

// The whole of it, as the platform wants it. Registration ends with the start at latest; `room_capacity` is the room's,
// which a session is never larger than.
scheduling::v1::MoveSessionRequest move_of(const scheduling::v1::Session& session, const MoveOptions& options,
                                           int room_capacity);

// What is odd about when a session is held from now on, in sentences: that has been, or is not in its round's year.
// Both may be right.
std::vector<std::string> oddities_of(const std::string& local_start, const std::string& time_zone, int year_of_round,
                                     Instant now);

// A text in each of its languages, from "ru=Заря". Refused with TEXT_MALFORMED.
Result<platform::v1::LocalizedText> text_in(const std::vector<std::string>& texts);

// Here and below a session is an id. Refused with what the platform refuses it with.
Result<void> move_session(const ConnectionOptions& connection, const MoveOptions& options);
Result<void> resize_session(const ConnectionOptions& connection, const std::string& session, int capacity,
                            const std::string& reason);
Result<void> cancel_session(const ConnectionOptions& connection, const std::string& session,
                            const std::string& reason);

// Prints who has put it right, when and why.
Result<void> print_corrections(const ConnectionOptions& connection, const std::string& thing);

// What can be called something else, as it is typed: "site", "organisation".
std::vector<std::string> kinds_to_rename();

struct RenameOptions {
  std::string kind;
  std::string thing;               // its id; of a round, a reference will do
  std::vector<std::string> names;  // "ru=Заря": what it is called otherwise in other languages stays
  bool only = false;               // but for those named, it has no language from now on
  std::string region;              // of an organisation: a coordinator names theirs
  std::string reason;
};

// What it is called after a renaming: in languages that are not named as before.
platform::v1::LocalizedText merged(platform::v1::LocalizedText present, const platform::v1::LocalizedText& given);

Result<void> rename(const ConnectionOptions& connection, const RenameOptions& options);

}  // namespace opora::tool
