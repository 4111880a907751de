// Groups by id, the waitlist in its order, and who is to come with which group.
#pragma once

#include <compare>
#include <cstdint>
#include <span>

#include "platform/lane/transaction.h"
#include "registration/domain/group.h"
#include "registration/store/seats.h"

template <>
struct opora::Stored<opora::registration::Group> {
  using Key = registration::GroupId;
  static constexpr const char* unknown = "UNKNOWN_GROUP";
  static const Key& key(const registration::Group& group) { return group.id; }
  static std::vector<registration::Group> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const registration::Group> groups);
};

namespace opora::registration {

// The front of a session's waitlist without `except`, in order of arrival: those who together need no more than
// `free_count` seats, and the one after them; kPromotedAtOnce at most. Reads in pages, and never the whole waitlist.
Result<std::vector<Group>> front_of_waitlist(Reader& reader, const Seats& seats, const GroupId& except,
                                             int free_count);

// Saves those of the groups whose status the events change.
void save_changed(Transaction& tx, std::span<const Group> groups, const Events& events);

// A group's place in the waitlist, from 1; 0 unless it waits.
Result<int> waitlist_place(Reader& reader, const Group& group);

// A session's groups that were not cancelled, in order of arrival, after number `after`.
Result<std::vector<Group>> expected_after(Reader& reader, const SessionId& session, std::int64_t after, int limit);

// A session's groups in order of arrival, after number `after`.
Result<std::vector<Group>> groups_after(Reader& reader, const SessionId& session, std::int64_t after, int limit);

}  // namespace opora::registration
