// Of whom somebody has said that they are two: pairs, the smaller id first. Why, and who has said so of people, is in
// what was put right about each of both.
#pragma once

#include "platform/lane/transaction.h"
#include "platform/paging/page.h"
#include "registration/domain/likely_duplicates.h"

namespace opora::registration {

struct ApartPeople {
  PersonId first, second;
  bool operator==(const ApartPeople&) const = default;
};

constexpr auto table_of(Type<ApartPeople>) {
  return Table("people_apart", "UNKNOWN_PERSON",
               key("first_id", &ApartPeople::first),
               key("second_id", &ApartPeople::second));
}

struct ApartOrganisations {
  OrganisationId first, second;
  bool operator==(const ApartOrganisations&) const = default;
};

constexpr auto table_of(Type<ApartOrganisations>) {
  return Table("organisations_apart", "UNKNOWN_ORGANISATION",
               key("first_id", &ApartOrganisations::first),
               key("second_id", &ApartOrganisations::second));
}

// All that was said, of those who stand for whoever it was said of.
Result<PeopleApart> people_apart(Reader& reader);
Result<OrganisationsApart> organisations_apart(Reader& reader);

// Sessions at which both of two have a seat or wait for one, the first of them under whichever id: at most 100, by
// their ids.
Result<std::vector<SessionId>> sessions_with_both(Reader& reader, const PersonId& kept, const PersonId& merged);

// Likely duplicates are listed by the smallest of their ids.
PageCursor cursor_of(const LikelyDuplicate& duplicate);
PageCursor cursor_of(const LikelyDuplicateOrganisation& duplicate);

// Those who may be one (domain/likely_duplicates.h): on rosters, or in groups, of a region's organisations, of all
// where it is empty, or of one of them, under whichever id; by the ids that are kept, without those whose names have
// expired.
Result<std::vector<LikelyPerson>> people_called(Reader& reader, const RegionId& region,
                                                const OrganisationId& organisation);

// A region's organisations and those that work in all; all where it is empty; without those that are known by another
// id.
Result<std::vector<Organisation>> organisations_called(Reader& reader, const RegionId& region);

}  // namespace opora::registration
