#include "registration/domain/correction.h"

namespace opora::registration {

Result<void> check_seen(const Person& person, int seen_revision) {
  if (seen_revision == 0 || seen_revision == revision_of(person)) return {};
  return refuse(Code::conflict, "CORRECTED_SINCE",
                "Something about this person was put right since you looked. Look again, and correct what is still "
                "wrong.");
}

}  // namespace opora::registration
