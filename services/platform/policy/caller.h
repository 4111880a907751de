// Who calls, and what they may reach.
#pragma once

#include <string>
#include <vector>

#include "opora/options/v1/options.pb.h"

namespace opora {

// What a verified token says.
struct Caller {
  std::string subject;                    // who; a person's id, or a name an operator chose
  options::v1::Role role = options::v1::ROLE_UNSPECIFIED;
  std::vector<std::string> regions;       // for coordinators
  std::string organisation;               // for organisations
  std::vector<std::string> sessions;      // for facilitators
};

// Where a thing lies: what a grant's `within` is compared with.
struct Place {
  std::vector<std::string> regions;  // any of them suffices; none: in no region, or in all: only the network's own
                                     // roles reach it
  std::string organisation;
  std::string session;
  bool is_known = true;              // false: where the thing lies has not been heard yet
};

}  // namespace opora
