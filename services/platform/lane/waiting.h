// A command on its turn: the batch may have to run it several times before it is answered.
#pragma once

#include <optional>

#include "platform/lane/lane.h"

namespace opora {

struct Lane::Waiting {
  Command command;
  std::optional<Timer> timer;  // set when this is a timer's command
  IdMaker ids;
  Answer answer = {};
};

}  // namespace opora
