#include "scheduling/store/corrections.h"

#include "platform/lane/stored_bodies.h"

namespace opora::scheduling {
namespace {

constexpr ComposedStatement kAfter(
    "SELECT ", columns_of<Correction>(), " FROM corrections "
    "WHERE thing_id = :thing AND id > :after ORDER BY id LIMIT :limit");

}  // namespace

PageCursor cursor_of(const Correction& correction) { return {0, correction.id.value}; }

Result<std::vector<Correction>> corrections_after(Reader& reader, const std::string& thing, const PageCursor& after,
                                                  int limit) {
  return reader.query(kAfter, {{"thing", thing}, {"after", after.id}, {"limit", limit}}).map(values_of<Correction>);
}

}  // namespace opora::scheduling

OPORA_STORED(opora::scheduling::Correction);
