#include "simulation/eligible_by_hand.h"

#include <map>

namespace opora::simulation {
namespace {

struct There {
  std::set<std::string> people;
  std::int64_t unnamed = 0;
};

bool is_asked_about(const KnownSeries& series, const std::string& id, const Ledger& ledger) {
  const auto session = ledger.sessions().find(id);
  if (session == ledger.sessions().end() || session->second.is_cancelled) return false;
  return session->second.facts.round_id() == series.round && (series.session.empty() || series.session == id);
}

std::map<std::string, There> registered(const KnownSeries& series, const Ledger& ledger,
                                          const MergesTold& merges) {
  std::map<std::string, There> sessions;
  for (const auto& [id, group] : ledger.groups()) {
    if (!group.confirmed || group.cancelled || !is_asked_about(series, group.session, ledger)) continue;
    There& there = sessions[group.session];
    for (const std::string& member : group.members) there.people.insert(merges.kept_of(member));
    there.unnamed += std::max<std::int64_t>(0, group.head_count - static_cast<std::int64_t>(group.members.size()));
  }
  return sessions;
}

std::map<std::string, There> came(const KnownSeries& series, const Ledger& ledger,
                                    const MergesTold& merges) {
  std::map<std::string, There> sessions;
  for (const auto& [where, attendance] : ledger.attendances())
    if (attendance.counts && is_asked_about(series, where.first, ledger))
      sessions[where.first].people.insert(merges.kept_of(where.second));
  for (const auto& [id, session] : ledger.sessions())
    if (is_asked_about(series, id, ledger))
      for (const auto& [organisation, unnamed] : session.unnamed) sessions[id].unnamed += unnamed.count;
  return sessions;
}

}  // namespace

CountedByHand count_by_hand(const KnownSeries& series, feedback::v1::Moment moment, const Ledger& ledger,
                            const MergesTold& merges) {
  CountedByHand counted;
  const auto sessions =
      moment == feedback::v1::MOMENT_BEFORE ? registered(series, ledger, merges) : came(series, ledger, merges);
  for (const auto& [id, there] : sessions) {
    counted.people.insert(there.people.begin(), there.people.end());
    counted.unnamed += there.unnamed;
    counted.fullest =
        std::max(counted.fullest, static_cast<std::int64_t>(there.people.size()) + there.unnamed);
  }
  return counted;
}

std::int64_t late_by_hand(const CountedByHand& then, const CountedByHand& now) {
  std::int64_t late = std::max<std::int64_t>(0, now.unnamed - then.unnamed);
  for (const std::string& person : now.people) late += then.people.contains(person) ? 0 : 1;
  return late;
}

std::vector<LogRecord> up_to(std::vector<LogRecord> log, std::int64_t position) {
  std::erase_if(log, [&](const LogRecord& record) { return record.position > position; });
  return log;
}

}  // namespace opora::simulation
