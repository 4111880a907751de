// What the tests of every service hold: the whole service on a database of its own, and a few words for what they all
// do. A service adds its own words in one fixture derived from this; after each test everything must hold that always
// must (Harness::violations).
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "platform/testing/harness.h"

namespace opora::testing {

class ServiceTest : public ::testing::Test {
 protected:
  explicit ServiceTest(Service made) : service(std::move(made)) {}

  void TearDown() override { EXPECT_EQ(service.violations(), std::vector<std::string>()); }

  // No request was sent under it before.
  std::string fresh_request_id() { return test_id(1'000'000 + ++request_count_); }

  // Calls, under a fresh request id unless the request has one. The reason of the refusal; "" if there was none.
  template <class Request>
  std::string refusal(Request request, const Caller& caller = administrator()) {
    stamp(request);
    const Answer answer = service.call_bytes(Request::descriptor(), request.SerializeAsString(), caller);
    return answer.response ? "" : answer.response.error().reason;
  }

  // Likewise, the answer to what the test takes for granted. Throws if it is refused.
  template <class Response, class Request>
  Response answer(Request request, const Caller& caller = administrator()) {
    stamp(request);
    return service.call<Response>(request, caller).value();
  }

  // Types of the events that the service emitted since the last call: "GroupConfirmed".
  std::vector<std::string> events_since_last() {
    const auto types = service.event_types();
    const auto begin = types.begin() + static_cast<std::ptrdiff_t>(heard_count_);
    heard_count_ = types.size();
    return {begin, types.end()};
  }

  // The last event it emitted; the test fails when there is none. `Event` is the service's Event message.
  template <class Event>
  Event last_event_as() {
    Event event;
    const auto events = service.events();
    EXPECT_TRUE(!events.empty() && event.ParseFromString(events.back().payload));
    return event;
  }

  Harness service;

 private:
  // Commands have a request id, queries none.
  template <class Request>
  void stamp(Request& request) {
    if constexpr (requires { request.set_request_id(std::string()); })
      if (request.request_id().empty()) request.set_request_id(fresh_request_id());
  }

  int request_count_ = 0;
  std::size_t heard_count_ = 0;
};

}  // namespace opora::testing
