#include "platform/lane/apply_event.h"

namespace opora {
namespace {

IdMaker ids_of(const std::string& source, const LogRecord& record) {
  return {[&source, &record](std::size_t n) {
    return uuid_derived(record.time, source + ":" + std::to_string(record.position) + ":" + std::to_string(n));
  }};
}

}  // namespace

Result<void> apply_event(const ApplyEvent& apply, Batch& batch, const std::string& source, const LogRecord& record) {
  static const std::string nobody;
  IdMaker ids = ids_of(source, record);
  Transaction tx(batch.identity_map(), record.time, nobody, ids, false);
  TRY_DO(apply(tx, source, record));
  batch.count_rows(tx.row_count());
  batch.absorb(std::move(tx.effects()));
  return {};
}

const Relearnt& relearnt(const LaneOptions& options, const std::string& source) {
  static const Relearnt nothing;
  const auto found = options.relearnt.find(source);
  return found == options.relearnt.end() ? nothing : found->second;
}

}  // namespace opora
