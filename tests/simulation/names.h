// What things are called in a trace, and so in what a simulation says it has found: whoever reads the one can look for
// it in the other.
#pragma once

#include <string>

#include <google/protobuf/message.h>

#include "platform/events/log/event_log.h"

namespace opora::simulation {

// The end of an id, which is what tells ids of one run apart.
std::string short_id(const std::string& id);

// The text with every id in it cut to its end.
std::string with_short_ids(const std::string& text);

// Every id in the message, with its field's word, in front of each a blank: " session 3fa8c1 person 00d2e7". The
// request's own id is not among them.
std::string ids_in(const google::protobuf::Message& message);

// The same of what such a request was answered.
std::string ids_in_answer(const google::protobuf::Descriptor& request, const std::string& bytes);

// "registration 12": an event, and how far a log has come.
std::string place_in(const std::string& log, std::int64_t position);

// "GroupConfirmed group 3fa8c1 session 00d2e7".
std::string event_name(const LogRecord& record);

}  // namespace opora::simulation
