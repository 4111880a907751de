// Rounds, their projects, and who takes part in these.
#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "platform/lane/stored.h"
#include "platform/lane/transaction.h"
#include "reporting/domain/facts.h"

namespace opora {

template <>
struct Stored<reporting::Round> {
  using Key = reporting::RoundId;
  static constexpr const char* unknown = "UNKNOWN_ROUND";
  static Key key(const reporting::Round& round) { return round.id; }
  static std::vector<reporting::Round> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const reporting::Round> rounds);
};

template <>
struct Stored<reporting::RoundProject> {
  using Key = std::pair<reporting::RoundId, reporting::ProjectId>;
  static constexpr const char* unknown = "UNKNOWN_ROUND_PROJECT";
  static Key key(const reporting::RoundProject& part) { return {part.round, part.project}; }
  static std::vector<reporting::RoundProject> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const reporting::RoundProject> parts);
};

template <>
struct Stored<reporting::RoundRegion> {
  using Key = std::pair<reporting::RoundId, reporting::RegionId>;
  static constexpr const char* unknown = "UNKNOWN_ROUND_REGION";
  static Key key(const reporting::RoundRegion& held) { return {held.round, held.region}; }
  static std::vector<reporting::RoundRegion> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const reporting::RoundRegion> regions);
};

template <>
struct Stored<reporting::Partnership> {
  using Key = reporting::PartnershipId;
  static constexpr const char* unknown = "UNKNOWN_PARTNERSHIP";
  static Key key(const reporting::Partnership& partnership) { return partnership.id; }
  static std::vector<reporting::Partnership> load(Sql& sql, std::span<const Key> keys);
  static void save(Sql& sql, std::span<const reporting::Partnership> partnerships);
};

namespace reporting {

// A partnership with the names that are known so far.
struct NamedPartnership {
  Partnership partnership;
  std::optional<Text> project_name;
  std::optional<Text> organisation_name;
};

// Who takes part in a round's projects: by project, then role, then organisation.
Result<std::vector<NamedPartnership>> partners_of(Reader& reader, const RoundId& round);

// Where a round is held: in the regions that it was said to be held in, or, while nobody has said so, in the only one
// of its published sessions. What is added to a round takes none away.
Result<std::vector<RegionId>> regions_of(Reader& reader, const RoundId& round);

}  // namespace reporting
}  // namespace opora
