// `opora rounds`: which there are, and in which regions they are held.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "opora/tool/connection.h"
#include "platform/result/result.h"

namespace opora::tool {

// Which of the rounds is meant by an id, a reference such as amur-2023, or a name. Refused with UNKNOWN_ROUND or
// AMBIGUOUS_ROUND.
Result<std::string> find_round(std::string_view wanted, const std::vector<scheduling::v1::Round>& rounds);

// The same, of all there are. An id is taken for one without looking.
Result<std::string> round_id_of(Client& client, const std::string& wanted);

// Prints all, newest first, with the ids of their regions.
Result<void> print_rounds(const ConnectionOptions& options);

// Holds a round in more regions, named by their ids: their coordinators plan in it and read its report from then on.
Result<void> add_round_regions(const ConnectionOptions& options, const std::string& round,
                               const std::vector<std::string>& regions);

}  // namespace opora::tool
