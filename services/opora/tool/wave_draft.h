// `opora wave draft`: a series of waves, as somebody types it.
#pragma once

#include <string>
#include <vector>

#include "opora/feedback/v1/feedback_service.pb.h"
#include "opora/tool/connection.h"
#include "platform/result/result.h"

namespace opora::tool {

struct DraftOptions {
  std::string round;              // as `opora report` takes it
  std::string key = "waves";      // tells series about one round apart: the same again is the same series
  std::string project, session;   // ids; empty: all
  std::string zone;               // empty: that of the round's sessions
  std::vector<std::string> keepers;
  // Each a questionnaire's id, with "/VERSION" unless the newest is meant, and when the wave opens and closes; empty:
  // no such wave.
  std::vector<std::string> before, after, follow_up;
  int months_later = 3;
  std::vector<std::string> reminders;         // "after=2023-10-20T12:00"
  std::vector<std::string> primary;           // a scale and two moments
  std::string partition_question;
  std::vector<std::string> partition_groups;  // "young=a,b"
  int grace_hours = 0;
  bool entered_afterwards = false;
  std::string language = "en";
};

// The request, but for what only the platform knows: versions that are not named, and the zone. Ids follow from the
// round's and the key. Refused with DRAFT_MALFORMED.
Result<feedback::v1::DraftWavesRequest> draft_of(const DraftOptions& options, const std::string& round_id);

// Drafts it, and prints its ids and what to look at.
Result<void> draft_waves(const ConnectionOptions& connection, const DraftOptions& options);

}  // namespace opora::tool
