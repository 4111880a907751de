// A command on its turn: the batch may have to run it several times before it is answered.
#pragma once

#include <optional>

#include "platform/lane/command.h"
#include "platform/lane/transaction.h"

namespace opora {

struct Waiting {
  Command command;
  std::optional<Timer> timer;  // set when this is a timer's command
  IdMaker ids;
  bool is_gone = false;  // a timer, or a job, that another process has run, or moved, since it was found due
  bool is_left = false;  // the time to collect its keys was over: not in this transaction
  bool is_over = false;  // answered
  bool has_failed = false;  // a timer, by a mistake of ours
  Answer answer = {};
};

}  // namespace opora
