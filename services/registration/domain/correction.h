// What is kept of a correction: what was there before, who changed it, when and why. It names people, so it stays in
// this service and goes with their names.
#pragma once

#include <string>

#include "platform/clock/clock.h"
#include "platform/result/result.h"
#include "registration/domain/corrected_by.h"
#include "registration/domain/ids.h"
#include "registration/domain/person.h"

namespace opora::registration {

// Why something is put right, as the caller says it, and what the caller saw of the person before.
struct CorrectionReason {
  std::string text;
  std::string list;       // that says so; empty: somebody by themselves
  int seen_revision = 0;  // 0: whatever it is by now

  CorrectedBy by() const { return list.empty() ? CorrectedBy::hand : CorrectedBy::list; }
};

// What was put right about whose ids are whose. The numbers are the contract's, and stored.
enum class IdentityChange { unspecified = 0, merged_away = 1, merged_here = 2, taken_apart = 3 };

struct Correction {
  PersonId person;
  int number = 0;               // of theirs, from 1, without gaps
  OrganisationId organisation;  // through which it was made
  std::string by;               // the subject of whose token
  Instant at;
  std::string list, reason;
  std::string former_name;                                // empty where that stayed, or has expired
  Occupation former_occupation = Occupation::unspecified;  // likewise
  std::string from_date;                                  // of the membership it is about; empty: of the person
  std::string former_until_date;
  IdentityChange identity = IdentityChange::unspecified;
  PersonId other = {};  // likewise the other id
  bool operator==(const Correction&) const = default;
};

// What a caller is told of how much was put right about somebody, and tells when they correct more.
constexpr int revision_of(const Person& person) { return person.corrections + 1; }

// What of a reason is kept: nothing of somebody whose name has expired, since it may say that name.
inline std::string kept_of(const CorrectionReason& reason, const Person& person) {
  return person.expired_at ? "" : reason.text;
}

// Of one that is of two it may say either's.
inline std::string kept_of(const CorrectionReason& reason, const Person& person, const Person& other) {
  return other.expired_at ? "" : kept_of(reason, person);
}

// Refused with CORRECTED_SINCE if more was put right than the caller saw.
Result<void> check_seen(const Person& person, int seen_revision);

}  // namespace opora::registration
