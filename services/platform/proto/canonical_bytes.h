// One way from a message to bytes: the same message is always the same bytes. Protobuf by itself promises no order of
// a map's entries, not even twice the same within one process.
#pragma once

#include <string>

#include <google/protobuf/message_lite.h>

namespace opora {

// The message's bytes, with maps in the order of their keys. What events are written with, and whatever is hashed or
// compared. Stable for one build of protobuf, as far as the message holds no fields that the build does not know.
std::string canonical_bytes(const google::protobuf::MessageLite& message);

}  // namespace opora
