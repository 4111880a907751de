// A desk where years pass: two people who came to the desk's session of 2023-10-11, and nothing else since.
#pragma once

#include <string>
#include <vector>

#include "platform/dates/dates.h"
#include "registration/domain/person_key.h"
#include "registration/tests/desk.h"

namespace opora::registration::testing {

class OldNamesDesk : public RegistrationTest {
 protected:
  void SetUp() override {
    RegistrationTest::SetUp();
    register_named(1, 2, {1, 2});
    open_doors();
    check_in(1, 1);
    events_since_last();
  }

  // It is noon of that day in UTC, and names have been looked through: on each day until then, unless more than forty
  // have passed.
  void on(const std::string& day) {
    const Instant noon = from_rfc3339(day + "T12:00:00.000000Z").value();
    if (noon < service.clock().now() + std::chrono::hours(40 * 24))
      while (service.clock().now() + std::chrono::hours(24) < noon) {
        service.clock().advance(std::chrono::hours(24));
        service.settle();
      }
    leap_to(noon);
  }

  // The same without a look on any day between.
  void leap_to(const std::string& day) { leap_to(from_rfc3339(day + "T12:00:00.000000Z").value()); }
  void leap_to(Instant at) {
    service.clock().set(at);
    service.settle();
  }

  // "person goes-on last-active-on" of those whose names go.
  std::vector<std::string> going() {
    v1::ListExpiringNamesRequest request;
    std::vector<std::string> all;
    do {
      const auto page = answer<v1::ListExpiringNamesResponse>(request);
      for (const auto& each : page.names())
        all.push_back(each.person_id() + " " + each.goes_on() + " " + each.last_active_on());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return all;
  }

  // What the members of a group are called, "-" where it has expired.
  std::vector<std::string> names_in(int of_group) {
    std::vector<std::string> names;
    const v1::Group now = group_now(of_group);
    for (const auto& member : now.members()) names.push_back(member.name() + (member.name_expired() ? "-" : ""));
    return names;
  }

  // A session on another day, open to late entries.
  void publish_on(const std::string& session, const std::string& day) {
    scheduling::v1::Event event;
    auto& published = *event.mutable_session_published();
    published.set_session_id(session);
    published.set_region_id(kRegion);
    published.set_capacity(100);
    published.set_local_start(day + "T18:00");
    published.set_time_zone("Asia/Yakutsk");
    const Instant starts = from_rfc3339(day + "T09:00:00.000000Z").value();
    published.set_starts_at_us(starts.us);
    published.set_registration_ends_at_us(starts.us);
    service.deliver("scheduling", event, session);
  }

  v1::RegisterGroupRequest registration_at(const std::string& session, int number, const v1::GroupMember& member) {
    v1::RegisterGroupRequest request = registration(number, 1);
    request.set_session_id(session);
    *request.add_members() = member;
    return request;
  }

  v1::ResolveKeysRequest keys(const std::vector<std::string>& names, const std::string& list = "amur",
                              const std::string& earlier_list = "") {
    v1::ResolveKeysRequest request;
    request.set_request_id(fresh_request_id());
    request.set_list(list);
    request.set_earlier_list(earlier_list);
    for (const std::string& name : names) request.add_keys(name);
    return request;
  }
};

}  // namespace opora::registration::testing
