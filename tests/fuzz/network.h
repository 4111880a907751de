// The three services in one thread, each on a database in memory, with a small network planned and a session open for
// registration (opening.txt). What one tells of comes to those who listen.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "platform/testing/harness.h"

namespace opora::fuzzing {

class Network {
 public:
  Network();
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  // The type of the request that a name such as "RegisterGroup" stands for; nullptr if no method has the name.
  const google::protobuf::Descriptor* request_called(const std::string& method) const;
  // Calls the method with this request. Whatever follows from it has happened when it answers.
  Answer call(const google::protobuf::Descriptor* request, const std::string& bytes, const Caller& caller);
  // Time passes for all of them.
  void wait(std::chrono::seconds span);

  // Everything that must always hold and doesn't.
  std::vector<std::string> violations();
  // How many events there are: of what is only asked, or refused for its form, none comes.
  std::size_t event_count() const;

 private:
  struct Member;
  void tell_each_other();
  std::vector<std::unique_ptr<Member>> members_;
};

}  // namespace opora::fuzzing
