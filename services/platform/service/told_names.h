// What an answer tells of who people are, by its contract: texts of the class IDENTIFYING.
#pragma once

#include <cstdint>

#include <google/protobuf/message.h>

namespace opora {

// Whether messages of this type can.
bool tells_names(const google::protobuf::Descriptor* type);
// How many names this one tells.
std::int64_t names_in(const google::protobuf::Message& message);
// How many a request gives: what a device scanned at a door is none, whatever it says.
std::int64_t names_given_in(const google::protobuf::Message& request);

}  // namespace opora
