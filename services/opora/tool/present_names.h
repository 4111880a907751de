// What things are called at present, in each language, by their ids.
#pragma once

#include <map>
#include <string>

#include "opora/platform/v1/text.pb.h"
#include "opora/tool/connection.h"
#include "platform/result/result.h"

namespace opora::tool {

using PresentNames = std::map<std::string, platform::v1::LocalizedText>;

// Of all places, or of a region's with those that it lies in; of those of one kind as it is typed: "site". Refused with
// UNKNOWN_REGION.
Result<PresentNames> names_of_places(Client& client, const std::string& region = {}, const std::string& kind = {});
Result<PresentNames> names_of_programmes(Client& client);
Result<PresentNames> names_of_projects(Client& client);
Result<PresentNames> names_of_rounds(Client& client);
// A region's with those that work in all; an administrator need name none. Refused with PERMISSION_DENIED.
Result<PresentNames> names_of_organisations(Client& client, const std::string& region = {});
// To show beside ids: all, else the region's, as far as whoever asks may read them; a door may read none.
Result<PresentNames> readable_organisations(Client& client, const std::string& region);

}  // namespace opora::tool
