// Changes how many people a group has; more than there are seats for wait by themselves, where the request says so.
#include "registration/domain/change_head_count.h"

#include "platform/lane/gather.h"
#include "registration/handlers/change_group.h"
#include "registration/handlers/handlers.h"
#include "registration/store/group.h"
#include "registration/store/seats.h"
#include "registration/store/session.h"

namespace opora::registration {
namespace {

Result<std::optional<Group>> part_of_request(Reader& reader, const GroupId& part) {
  if (part.empty()) return std::optional<Group>();
  return reader.find<Group>(part);
}

v1::ChangeHeadCountResponse response_of(const ChangedGroup& changed) {
  v1::ChangeHeadCountResponse response;
  response.set_head_count(changed.group.head_count);
  response.set_promoted_count(changed.promoted_count);
  return response;
}

// A retry from after the first answer was forgotten: it hears where the part stands now.
Result<v1::ChangeHeadCountResponse> answer_again(Transaction& tx, const Group& group, const Group& part) {
  TRY(place, waitlist_place(tx, part));
  auto response = response_of({group});
  response.set_part_head_count(part.head_count);
  response.set_waitlist_place(place);
  return response;
}

}  // namespace

Result<v1::ChangeHeadCountResponse> change_head_count(Transaction& tx, const v1::ChangeHeadCountRequest& request) {
  TRY(group, tx.load<Group>({request.group_id()}));
  Said said = said_in(tx, request);
  const ChangeHeadCount command{request.head_count(), {request.waiting_group_id()}, said.why};
  TRY(found, gather(tx, one<Session>(group.session), [&](Reader& reader) { return seats_of(reader, group.session); },
                    [&](Reader& reader) { return part_of_request(reader, command.waiting); }));
  auto& [session, seats, part] = found;
  ChangeHeadCountFacts facts{std::move(session), std::move(seats), group, std::move(part)};
  if (command.head_count > group.head_count) {
    TRY(place, waitlist_place(tx, group));
    facts.waitlist_place = place;
  }
  if (command.head_count < group.head_count) {
    TRY(part_waits, part_waits_behind(tx, group));
    facts.part_waits = part_waits;
  }
  TRY(change, decide(facts, command, tx.now()));
  if (facts.part) return answer_again(tx, group, *facts.part);

  const auto* waits = change.empty() ? nullptr : std::get_if<GroupWaitlisted>(&change.front());
  const int part_head_count = waits == nullptr ? 0 : waits->head_count;
  const int part_place = waits == nullptr ? 0 : waits->place;
  TRY(changed, change_group(tx, facts.session, facts.seats, group, std::move(change), std::move(said)));
  auto response = response_of(changed);
  response.set_part_head_count(part_head_count);
  response.set_waitlist_place(part_place);
  return response;
}

}  // namespace opora::registration
