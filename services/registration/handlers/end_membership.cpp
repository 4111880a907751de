// Says somebody's last day at an organisation, or that there is none.
#include "registration/domain/end_membership.h"

#include "platform/lane/gather.h"
#include "registration/handlers/handlers.h"
#include "registration/store/correction.h"
#include "registration/store/organisation.h"
#include "registration/store/person.h"
#include "registration/store/roster.h"
#include "registration/wire.h"

namespace opora::registration {
namespace {

Correction record_of(const Transaction& tx, const EndMembership& command, const EndedMembership& ended) {
  return {.person = command.person,
          .number = ended.person.corrections,
          .organisation = command.organisation,
          .by = tx.subject(),
          .at = tx.now(),
          .list = command.reason.list,
          .reason = kept_of(command.reason, ended.person),
          .former_name = "",
          .former_occupation = Occupation::unspecified,
          .from_date = command.from_date,
          .former_until_date = ended.former_until_date};
}

}  // namespace

Result<v1::EndMembershipResponse> end_membership(Transaction& tx, const v1::EndMembershipRequest& request) {
  const EndMembership command = from_proto(request);
  TRY(found, gather(tx, one<Organisation>(command.organisation), maybe<Person>(command.person),
                    maybe<Career>(command.person), [&](Reader& reader) {
                      return later_than(reader, command.organisation, command.person, command.until_date);
                    }));
  auto& [organisation, person, career, later] = found;
  TRY(ended, decide({std::move(person), std::move(career)}, command));

  tx.emit(ended.events);
  if (!ended.events.empty()) {
    tx.save(record_of(tx, command, ended));
    tx.save(ended.person);
    tx.save(std::move(ended.career));
  }
  v1::EndMembershipResponse response;
  response.set_revision(revision_of(ended.person));
  response.set_later_attendance_count(later.attendances);
  response.set_later_group_count(later.groups);
  return response;
}

}  // namespace opora::registration
