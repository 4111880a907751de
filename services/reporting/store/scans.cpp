#include "reporting/store/scans.h"

#include "platform/lane/stored_bodies.h"

namespace opora::reporting {
namespace {

constexpr Statement kOfRound(
    "SELECT COUNT(*) FROM sessions s JOIN scans_set_aside a ON a.session_id = s.session_id "
    "WHERE s.round_id = :round AND a.standing = :set_aside");

}  // namespace

Result<std::int64_t> count_scans_set_aside(Reader& reader, const RoundId& round) {
  return reader.query(kOfRound, {{"round", round}, {"set_aside", ScanStanding::set_aside}}).map(only<std::int64_t>);
}

}  // namespace opora::reporting

OPORA_STORED(opora::reporting::ScanSetAside);
