// Lists of who is expected at a session, who came, and what was said of that afterwards.
#pragma once

#include "opora/tool/listing.h"
#include "opora/tool/lists.h"

namespace opora::tool {

Result<Table> list_of_expected(Client& client, const ListOptions& options);
Result<Table> list_of_attendance(Client& client, const ListOptions& options);
Result<Table> list_of_attendance_corrections(Client& client, const ListOptions& options);
Result<Table> list_of_counts(Client& client, const ListOptions& options);

}  // namespace opora::tool
