// Looks through all people for those of whose name something is to be done, a page at a time, so that the lane is asked
// for those alone.
#include <algorithm>

#include "registration/handlers/handlers.h"
#include "registration/store/expiry.h"

namespace opora::registration {
namespace {

constexpr int kAtOnce = 200;  // people a snapshot, and a commit

struct Page {
  std::vector<PersonActivity> people;
  Instant now;
};

bool is_something_to_do(const Page& page) {
  return std::ranges::any_of(page.people, [&](const PersonActivity& each) {
    return aged(each.person, each.activity, page.now).has_value();
  });
}

}  // namespace

Result<v1::FindOldNamesResult> find_old_names(Outside& outside, const v1::FindOldNames& job) {
  v1::FindOldNamesResult found;
  found.set_after_person_id(job.after_person_id());
  while (true) {
    TRY(page, outside.read([&](Snapshot& snapshot) {
          return named_after(snapshot, {found.after_person_id()}, kAtOnce).map([&](std::vector<PersonActivity> people) {
            return Page{std::move(people), snapshot.now()};
          });
        }));
    if (page.people.empty()) return found;
    const std::string& last = page.people.back().person.id.value;
    if (is_something_to_do(page)) {
      found.set_through_person_id(last);
      return found;
    }
    found.set_after_person_id(last);
  }
}

}  // namespace opora::registration
