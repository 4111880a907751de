// Who has several ids, and what is known of somebody under all of them.
#pragma once

#include <span>
#include <vector>

#include "platform/lane/transaction.h"
#include "registration/domain/group.h"
#include "registration/domain/roster.h"
#include "registration/domain/same_people.h"

namespace opora::registration {

// The ids that were merged into one, in their order. The people's own rows say it: saved, it tells those who come next
// in the same commit.
struct MergedIds {
  PersonId kept;
  std::vector<PersonId> merged;
  bool operator==(const MergedIds&) const = default;
};

// Those of the people who have several ids. Hardly anybody has: of all others nothing is read.
Result<SamePeople> same_people(Reader& reader, std::span<const Person> known);

// The same; and what is known of their other ids is added to what is known of the people themselves: where they work,
// and in which groups of a session they are.
Result<SamePeople> add_others(Reader& reader, std::span<const Person> known, std::span<const PersonId> people,
                              const SessionId& session, std::vector<Career>& careers, Placements& placements);

// Those of the people who have come to a session under another id of theirs.
Result<std::vector<PersonId>> came_as_another(Reader& reader, const SamePeople& same, const SessionId& session,
                                              std::span<const PersonId> people);

// Whether somebody who is named in the group has come to its session, under any of their ids.
Result<bool> has_member_come(Reader& reader, const Group& group);

}  // namespace opora::registration

template <>
struct opora::Stored<opora::registration::MergedIds> {
  using Key = registration::PersonId;
  static constexpr const char* unknown = "UNKNOWN_PERSON";
  static const Key& key(const registration::MergedIds& ids) { return ids.kept; }
  static std::vector<registration::MergedIds> load(Sql& sql, std::span<const Key> kept);
  static void save(Sql& sql, std::span<const registration::MergedIds> all);
};
