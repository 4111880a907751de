// What an event is called beside its bytes: its message's full name and, from the second revision of its contract on,
// that revision: "opora.registration.v1.GroupConfirmed", later "opora.registration.v1.GroupConfirmed.2". Protobuf lets
// a reader pass over what it doesn't know without a word; the name does not: for a build that knows an earlier
// revision, or nothing of revisions, it is another event, which waits for a newer build (docs/adr/0031).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/descriptor.h"

namespace opora {

// How an event of this message is told.
std::string event_type_of(const google::protobuf::Descriptor* message);

// How events of this message have been told so far: under each revision up to this one.
std::vector<std::string> event_types_of(const google::protobuf::Descriptor* message);

// The revision of a message's contract: 1 unless it says otherwise.
unsigned revision_of(const google::protobuf::Descriptor* message);

struct EventType {
  std::string_view message;  // its full name; refers to what was parsed
  unsigned revision = 1;
};
// A name without a number at its end is of the first revision.
EventType parse_event_type(std::string_view type);

// What people call it, whatever the revision: "GroupConfirmed".
std::string short_name_of(std::string_view type);

}  // namespace opora
