#include "reporting/domain/reach.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace opora::reporting {
namespace {

// Where a session belongs in a dimension of sessions.
const std::string& key_of(const Session& session, Dimension dimension) {
  switch (dimension) {
    case Dimension::project: return session.project.value;
    case Dimension::site: return session.site.value;
    case Dimension::region: return session.region.value;
    case Dimension::kind: return session.kind;
    case Dimension::topic: return session.topic;
    case Dimension::audience: return session.audience;
    case Dimension::session: return session.id.value;
    case Dimension::whole:
    case Dimension::organisation: break;
  }
  return session.round.value;
}

// Says of each of many numbers whether it was met before under the key that is being counted.
class Met {
 public:
  explicit Met(std::size_t count) : last_key_(count, kNone) {}
  bool first_time(std::size_t number, std::uint32_t key) { return std::exchange(last_key_[number], key) != key; }

 private:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> last_key_;
};

// Numbers equal texts alike.
class Numbering {
 public:
  std::uint32_t of(const std::string& text) {
    const auto [found, is_new] = numbers_.try_emplace(text, static_cast<std::uint32_t>(texts_.size()));
    if (is_new) texts_.push_back(text);
    return found->second;
  }
  const std::vector<std::string>& texts() const { return texts_; }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> texts_;
};

// Between how few and how many people came: by those without names, and by the fullest session. A session's visits come
// one after the other.
class Extent {
 public:
  void add(std::int64_t count, bool is_unnamed, bool is_of_next_session) {
    at_session_ = is_of_next_session ? count : at_session_ + count;
    fullest_ = std::max(fullest_, at_session_);
    if (is_unnamed) unnamed_ += count;
  }
  // `reach` has those with names, until then.
  void widen(Reach& reach) const {
    const std::int64_t named = reach.people;
    reach.people = std::max(named, fullest_);
    reach.people_unsure = named + unnamed_ - reach.people;
  }

 private:
  std::int64_t at_session_ = 0, fullest_ = 0, unnamed_ = 0;
};

}  // namespace

std::string_view name_of(Dimension dimension) {
  switch (dimension) {
    case Dimension::whole: return "round";
    case Dimension::project: return "project";
    case Dimension::site: return "site";
    case Dimension::region: return "region";
    case Dimension::organisation: return "organisation";
    case Dimension::kind: return "kind";
    case Dimension::topic: return "topic";
    case Dimension::audience: return "audience";
    case Dimension::session: return "session";
  }
  return "";
}

Visits::Number Visits::number_of(const OrganisationId& organisation) {
  return organisations_.try_emplace(organisation, static_cast<Number>(organisations_.size())).first->second;
}

void Visits::add(const Session& session, std::span<const Visitor> visitors, std::span<const Unnamed> unnamed,
                 bool is_over) {
  // It was not held, or is not yet.
  if (visitors.empty() && unnamed.empty()) return;
  const auto session_number = static_cast<Number>(sessions_.size());
  sessions_.push_back(session);
  is_over_.push_back(is_over);
  for (const Visitor& visitor : visitors) {
    const auto [found, is_new] = people_.try_emplace(visitor.person, static_cast<Number>(people_.size()));
    const Number person = found->second;
    if (is_new) is_verified_.push_back(false);
    if (!visitor.unverified) is_verified_[person] = true;
    visits_.push_back({session_number, person, number_of(visitor.organisation), 1, visitor.is_member});
  }
  for (const Unnamed& each : unnamed)
    visits_.push_back({session_number, kUnnamed, number_of(each.organisation), each.person_count});
}

Visits::Keys Visits::keys_by(Dimension dimension) const {
  Keys keys;
  keys.of_visits.reserve(visits_.size());
  if (dimension == Dimension::organisation) {
    keys.names.resize(organisations_.size());
    for (const auto& [organisation, number] : organisations_) keys.names[number] = organisation.value;
    for (const Visit& visit : visits_) keys.of_visits.push_back(visit.organisation);
    return keys;
  }
  Numbering numbering;
  std::vector<Number> of_sessions;
  for (const Session& session : sessions_) of_sessions.push_back(numbering.of(key_of(session, dimension)));
  for (const Visit& visit : visits_) keys.of_visits.push_back(of_sessions[visit.session]);
  keys.names = numbering.texts();
  return keys;
}

std::vector<KeyedReach> Visits::reach_by(Dimension dimension) const {
  const Keys keys = keys_by(dimension);
  // Key by key, so that for each person one number is enough to know whether this key has counted them already.
  std::vector<std::size_t> order(visits_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return keys.of_visits[a] < keys.of_visits[b]; });

  Numbering days;
  std::vector<Number> day_of_session;
  for (const Session& session : sessions_) day_of_session.push_back(days.of(session.local_date));
  Met people(people_.size()), organisations(organisations_.size()), sessions(sessions_.size()),
      dates(days.texts().size());

  std::vector<KeyedReach> rows(keys.names.size());
  std::vector<Extent> extents(rows.size());
  for (const std::size_t at : order) {
    const Visit& visit = visits_[at];
    const Number key = keys.of_visits[at];
    Reach& reach = rows[key].reach;
    reach.attendances += visit.count;
    if (visit.person != kUnnamed) reach.people += people.first_time(visit.person, key);
    if (visit.organisation != 0) reach.organisations += organisations.first_time(visit.organisation, key);
    const bool is_new = sessions.first_time(visit.session, key);
    extents[key].add(visit.count, visit.person == kUnnamed, is_new);
    if (!is_over_[visit.session]) continue;
    reach.days += dates.first_time(day_of_session[visit.session], key);
    if (is_new) {
      reach.sessions += 1;
      reach.minutes += sessions_[visit.session].duration_minutes;
    }
  }
  for (std::size_t key = 0; key < rows.size(); ++key) extents[key].widen(rows[key].reach);
  for (std::size_t key = 0; key < rows.size(); ++key) rows[key].key = keys.names[key];
  std::erase_if(rows, [](const KeyedReach& row) { return row.reach.attendances == 0; });  // guests, when there are none
  std::sort(rows.begin(), rows.end(), [](const KeyedReach& a, const KeyedReach& b) {
    return a.reach.people != b.reach.people ? a.reach.people > b.reach.people : a.key < b.key;
  });
  return rows;
}

Reach Visits::reach() const {
  const std::vector<KeyedReach> rows = reach_by(Dimension::whole);
  return rows.empty() ? Reach{} : rows.front().reach;
}

std::int64_t Visits::people_unverified() const { return std::ranges::count(is_verified_, false); }

std::int64_t Visits::attendances_unnamed() const {
  std::int64_t count = 0;
  for (const Visit& visit : visits_)
    if (visit.person == kUnnamed) count += visit.count;
  return count;
}

std::map<SessionId, CameByOrganisation> Visits::came() const {
  std::vector<OrganisationId> names(organisations_.size());
  for (const auto& [organisation, number] : organisations_) names[number] = organisation;
  std::vector<CameByOrganisation> by_session(sessions_.size());
  for (const Visit& visit : visits_) {
    Came& with = by_session[visit.session][names[visit.organisation]];
    (visit.person == kUnnamed ? with.unnamed : visit.is_member ? with.members : with.others) += visit.count;
  }
  std::map<SessionId, CameByOrganisation> came;
  for (std::size_t number = 0; number < by_session.size(); ++number)
    came.emplace(sessions_[number].id, std::move(by_session[number]));
  return came;
}

}  // namespace opora::reporting
