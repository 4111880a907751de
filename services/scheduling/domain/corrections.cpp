#include "scheduling/domain/corrections.h"

namespace opora::scheduling {

CorrectedSession corrected(const Session& before, Session after, const std::function<Event(const Session&)>& told) {
  if (after == before) return {before};
  ++after.version;
  Events events;
  if (after.published) events.push_back(told(after));
  return {std::move(after), true, std::move(events)};
}

}  // namespace opora::scheduling
