// What somebody took part in with one organisation.
#pragma once

#include <vector>

#include "platform/lane/transaction.h"
#include "registration/domain/attendance_correction.h"
#include "registration/domain/group_change.h"
#include "registration/domain/organisation.h"

namespace opora::registration {

// How many sessions an answer about one person tells of.
constexpr int kSessionsOfPersonMax = 500;

// The last kSessionsOfPersonMax sessions at which they are or were in a group of the organisation's, or to which they
// came with it, in order of their starts; of an organisation of a region those there alone.
Result<std::vector<SessionId>> sessions_with(Reader& reader, const Organisation& organisation, const PersonId& person);

// The changes of the organisation's groups by which they left or came, in order.
Result<std::vector<GroupChange>> changes_about(Reader& reader, const OrganisationId& organisation,
                                               const PersonId& person);

// What was said of their attendances, wherever these were, of each in order.
Result<std::vector<AttendanceCorrection>> corrections_about(Reader& reader, const PersonId& person);

}  // namespace opora::registration
