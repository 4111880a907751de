// A command on its turn: the batch may have to run it several times before it is answered.
#pragma once

#include <optional>

#include "platform/lane/lane.h"

namespace opora {

struct Lane::Waiting {
  Command command;
  std::optional<Timer> timer;  // set when this is a timer's command
  IdMaker ids;
  bool is_gone = false;  // a timer, or a job, that another process has run, or moved, since it was found due
  bool is_left = false;  // the time to collect its keys was over: not in this transaction
  bool is_over = false;  // answered
  Answer answer = {};
};

}  // namespace opora
