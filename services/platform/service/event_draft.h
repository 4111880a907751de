// From a fact to what the log carries: the one way in which services tell their events.
#pragma once

#include <string>
#include <utility>

#include <google/protobuf/descriptor.h>

#include "platform/events/log/event_log.h"
#include "platform/proto/canonical_bytes.h"
#include "platform/service/event_type.h"

namespace opora {

// The one case of an Event message whose messages are `body`'s. Throws std::logic_error where there is none, or where
// several are alike: the contract lacks the event, or can't tell it from another.
const google::protobuf::FieldDescriptor* case_of(const google::protobuf::Descriptor* envelope,
                                                 const google::protobuf::Descriptor* body);

// The event whose body this is, in canonical bytes. `Envelope` is the service's Event message. Events with the same key
// keep their order even where one of them can't be applied.
template <class Envelope, class Body>
EventDraft draft_of(std::string key, Body body) {
  static const auto* const body_case = case_of(Envelope::descriptor(), Body::descriptor());
  Envelope event;
  static_cast<Body&>(*event.GetReflection()->MutableMessage(&event, body_case)) = std::move(body);
  return {event_type_of(Body::descriptor()), std::move(key), canonical_bytes(event)};
}

}  // namespace opora
