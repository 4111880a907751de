// What an organisation, or a coordinator, changes of its groups: how many come, who comes for whom, who does not, and
// who passes the others over.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "opora/registration/v1/registration_service.pb.h"
#include "simulation/clients.h"

namespace opora::simulation {

class GroupChanges {
 public:
  using Mention = std::function<void(registration::v1::GroupMember& member)>;
  GroupChanges(Stage& stage, Caller speaker, Mention mention)
      : stage_(stage), speaker_(std::move(speaker)), mention_(std::move(mention)) {}

  void note(const registration::v1::RegisterGroupRequest& request, const Sent& sent);
  void note(const registration::v1::NameGroupMembersRequest& request);

  // Changes one of them, as it may be by now or never was. Nothing while there is none.
  Sent* change();
  // Says how many people a group has now.
  Sent& say_head_count(const std::string& group, int head_count);
  // Of three that were registered for one session in this order: the first takes all seats but one, the second is too
  // large for it, and the third, behind it, is not.
  Sent& change_crowd(const std::string& first, const std::string& second, int first_head_count);

 private:
  struct Group {
    std::string id, session;
    std::set<std::string> people;  // who was named in it, or will be
    int head_count = 0;            // that it was registered with
    const Sent* asked = nullptr;   // by which it is there, once that has succeeded
  };

  Group& one_of_them();
  Sent& change_head_count(const Group& group);
  Sent& substitute(Group& group);
  Sent& cancel_members(const Group& group);
  Sent& pass_over(const std::string& session);
  Sent& scan_replaced();
  template <class Request>
  Sent& send(Request& request);
  std::string somebody_of(const Group& group);

  Stage& stage_;
  const Caller speaker_;
  const Mention mention_;
  std::vector<Group> groups_;
  std::vector<std::pair<std::string, std::string>> replaced_;  // by session, those for whom somebody else comes
};

}  // namespace opora::simulation
