// What merging people or organisations, and taking them apart, have in common.
#pragma once

#include <string>
#include <vector>

#include "platform/lane/transaction.h"
#include "registration/domain/merge_people.h"
#include "registration/domain/organisation.h"
#include "registration/store/same_people.h"

namespace opora::registration {

// Whether the caller may speak for an organisation of which the policy has not looked: it lies in a region of theirs.
bool answers_for(const Transaction& tx, const Organisation& organisation);

// Keeps what was said of two organisations, by whom and why: once of each.
void save_identity(Transaction& tx, const Organisation& kept, IdentityChange of_kept, const Organisation& merged,
                   IdentityChange of_merged, const std::string& reason);

// What is known of two people, each with an organisation of theirs; refused with UNKNOWN_ORGANISATION.
Result<TwoPeopleFacts> facts_of(Reader& reader, const Transaction& tx, const TwoPeople& command);

// Which ids stand behind either of both since: `before` is what is known of it.
void save_ids(Transaction& tx, const std::vector<MergedIds>& before, const Person& person, const Person& other);

// Keeps both, and the record of it: each has one of their own, so that whoever looks at either finds it.
void save_both(Transaction& tx, const TwoPeople& command, const Person& person, IdentityChange of_person,
               const Person& other, IdentityChange of_other);

}  // namespace opora::registration
