#include "fuzz/network.h"

#include <algorithm>

#include "opora/registration/v1/events.pb.h"
#include "opora/scheduling/v1/events.pb.h"
#include "registration/service.h"
#include "reporting/service.h"
#include "scheduling/service.h"

namespace opora::fuzzing {

struct Network::Member {
  Member(Service service, const google::protobuf::Message* of_events)
      : name(service.name), harness(std::move(service)), event(of_events) {}

  bool hears(const std::string& other) {
    const std::vector<std::string> sources = harness.host().sources();
    return std::ranges::find(sources, other) != sources.end();
  }

  std::string name;
  testing::Harness harness;
  const google::protobuf::Message* event;  // nullptr: it tells of nothing
  std::int64_t told = 0;                   // so many of its events
};

Network::Network() {
  members_.push_back(std::make_unique<Member>(make_scheduling(), &scheduling::v1::Event::default_instance()));
  members_.push_back(std::make_unique<Member>(make_registration(), &registration::v1::Event::default_instance()));
  members_.push_back(std::make_unique<Member>(make_reporting(), nullptr));
}

Network::~Network() = default;

const google::protobuf::Descriptor* Network::request_called(const std::string& method) const {
  for (const auto& member : members_)
    for (const Method& each : member->harness.host().methods())
      if (each.name == method) return each.request;
  return nullptr;
}

Answer Network::call(const google::protobuf::Descriptor* request, const std::string& bytes, const Caller& caller) {
  for (const auto& member : members_) {
    const auto& methods = member->harness.host().methods();
    if (std::ranges::none_of(methods, [&](const Method& method) { return method.request == request; })) continue;
    Answer answer = member->harness.call_bytes(request, bytes, caller);
    tell_each_other();
    return answer;
  }
  throw std::logic_error(request->full_name() + " is nobody's request");
}

void Network::wait(std::chrono::seconds span) {
  for (const auto& member : members_) member->harness.clock().advance(span);
  for (const auto& member : members_) member->harness.settle();
  tell_each_other();
}

// Nobody hears of those who come later.
void Network::tell_each_other() {
  constexpr int kPage = 1'000;
  for (const auto& member : members_) {
    if (member->event == nullptr) continue;
    for (const LogRecord& record : member->harness.host().log()->read(member->told, kPage)) {
      const std::unique_ptr<google::protobuf::Message> event(member->event->New());
      if (!event->ParseFromString(record.payload)) throw std::logic_error("no event: " + record.type);
      for (const auto& other : members_)
        if (other->hears(member->name)) other->harness.deliver(member->name, *event, record.key, record.type);
      member->told = record.position;
    }
  }
}

std::vector<std::string> Network::violations() {
  std::vector<std::string> all;
  for (const auto& member : members_)
    for (const std::string& violation : member->harness.violations()) all.push_back(member->name + ": " + violation);
  return all;
}

std::size_t Network::event_count() const {
  std::int64_t count = 0;
  for (const auto& member : members_) count += member->harness.host().log()->head().position;
  return static_cast<std::size_t>(count);
}

}  // namespace opora::fuzzing
