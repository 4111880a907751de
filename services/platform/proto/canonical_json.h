// One way from a message to JSON: the same message is always the same text. Fields in the order of their numbers, and
// maps in that of their keys, also in the messages within.
#pragma once

#include <string>

#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

namespace opora {

// Of a message that is compiled in: nothing of it can fail to be written. Fields that the build does not know are left
// out.
std::string canonical_json(const google::protobuf::Message& message,
                           const google::protobuf::util::JsonPrintOptions& options = {});

}  // namespace opora
