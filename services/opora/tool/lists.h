// `opora list …`: what an office has entered, as it stands on the platform.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "opora/tool/connection.h"
#include "opora/tool/listing.h"
#include "platform/result/result.h"

namespace opora::tool {

struct ListOptions {
  std::string of;      // what it is a list of: a round, a session, an organisation, the name of a list of keys
  std::string region;  // a coordinator names theirs
  std::string organisation;  // of groups: this one's alone, by its id; without a session, those of all
  std::string keys;    // people's keys are told by this list
  bool rosters = false;         // who came in no group is looked for in organisations' rosters
  std::string language = "en";  // in which places and titles are called, if they have it
};

// A kind of list: what is typed for it, what it holds, and what `of` is; empty where it is a list of nothing. Options
// that it has no use for it does not take.
struct KindOfList {
  std::string name;
  std::string description;
  std::string of;
  std::set<std::string> takes;  // of ListOptions, by their names
  std::function<Result<Table>(Client&, const ListOptions&)> read;
};
const std::vector<KindOfList>& kinds_of_list();

// Prints it, or writes it to a file.
Result<void> print_list(const ConnectionOptions& connection, const KindOfList& kind, const ListOptions& options,
                        Form form, const std::string& out);

// A session, wherever it is planned. Refused with ID_MALFORMED or UNKNOWN_SESSION.
Result<scheduling::v1::Session> session_of(Client& client, const std::string& id);

// In which region a session is held: its id.
Result<std::string> region_of(Client& client, const scheduling::v1::Session& session);

// Whose each key of a list is. Refused with LIST_OF_OTHERS.
Result<std::map<std::string, std::string>> people_by_key(Client& client, const std::string& list,
                                                         const std::string& region);

}  // namespace opora::tool
