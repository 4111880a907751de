// The mark that a move leaves in a data folder: what the files beside it hold goes on in PostgreSQL, so nothing may be
// added to them. Two platforms that go on from one state could never be made one again.
#pragma once

#include <cstdint>
#include <string>

#include "platform/result/result.h"

namespace opora {

// Written to the disk when it returns, with the move's number. Refused with DATA_FOLDER_UNAVAILABLE.
Result<void> mark_moved(const std::string& data_folder, std::int64_t move_id);

// The number of the move that the mark tells; 0 where there is none.
std::int64_t id_of_move(const std::string& data_folder);

// Refused with MOVED, saying how to go back.
Result<void> check_not_moved(const std::string& data_folder);

}  // namespace opora
