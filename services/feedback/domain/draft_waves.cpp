#include "feedback/domain/draft_waves.h"

#include <algorithm>

#include "platform/dates/time_zone.h"

namespace opora::feedback {
namespace {

// What a draft says, apart from what becomes of it.
Wave as_planned(const Wave& wave) {
  Wave plan;
  plan.id = wave.id;
  plan.series = wave.series;
  plan.moment = wave.moment;
  plan.months_later = wave.months_later;
  plan.questionnaire = wave.questionnaire;
  plan.version = wave.version;
  plan.opens_local = wave.opens_local;
  plan.reminds_local = wave.reminds_local;
  plan.closes_local = wave.closes_local;
  return plan;
}

std::map<WaveId, Wave> plans_of(const std::vector<Wave>& waves) {
  std::map<WaveId, Wave> plans;
  for (const Wave& wave : waves) plans.emplace(wave.id, as_planned(wave));
  return plans;
}

// Who drafted it first, when, and what was issued since says nothing against drafting it again.
bool is_same(const Series& known, Series asked) {
  asked.drafted_by = known.drafted_by;
  asked.drafted_at = known.drafted_at;
  asked.sheet_count = known.sheet_count;
  asked.link_key = known.link_key;
  return known == asked;
}

Result<bool> was_drafted_before(const DraftWavesFacts& facts, const DraftWaves& command) {
  const bool is_new = !facts.known && facts.known_waves.empty();
  if (is_new) return false;
  if (facts.known && is_same(*facts.known, command.series) && plans_of(facts.known_waves) == plans_of(command.waves))
    return true;
  return refuse(Code::conflict, "ID_TAKEN",
                "Something else was drafted under this id before. Use a new id, or send exactly what was drafted.");
}

Result<void> check_subject(const DraftWavesFacts& facts, const Subject& about) {
  if (!about.project.empty() && !facts.projects.contains(about.project))
    return refuse(Code::invalid, "PROJECT_NOT_IN_ROUND",
                  "The round is not one of this project's. Choose a project of the round.");
  if (about.session.empty()) return {};
  if (!facts.session || facts.session->round.empty())
    return refuse(Code::not_found, "UNKNOWN_SESSION", "No session of this id is published. Check the id.");
  const bool is_inside = facts.session->round == about.round &&
                         (about.project.empty() || facts.session->project == about.project);
  if (!is_inside)
    return refuse(Code::invalid, "SESSION_OUTSIDE_ROUND",
                  "The session is not one of this round, or not of this project. Choose one that is.");
  return {};
}

Result<void> check_keepers(const std::vector<std::string>& keepers) {
  if (keepers.size() == 2 && keepers[0] != keepers[1]) return {};
  return refuse(Code::invalid, "TWO_KEEPERS_NEEDED",
                "A wave needs two keepers: two different accounts, neither of somebody who leads sessions.");
}

Result<void> check_moments(const std::vector<Wave>& waves) {
  std::set<WaveId> ids;
  std::set<Moment> moments;
  for (const Wave& wave : waves) {
    if (!ids.insert(wave.id).second)
      return refuse(Code::invalid, "WAVE_TWICE", "Two of the waves have one id. Give each its own.");
    if (!moments.insert(wave.moment).second)
      return refuse(Code::invalid, "MOMENT_TWICE",
                    "A series has one wave before, one after and one follow-up at most. Draft another series.");
    if ((wave.moment == Moment::follow_up) != (wave.months_later > 0))
      return refuse(Code::invalid, "MONTHS_LATER_WRONG",
                    "Say of a follow-up how many months later it is, and of no other wave.");
  }
  return {};
}

Result<Wave> with_instants(Wave wave, const Series& series) {
  TRY(opens_at, instant_of(wave.opens_local, series.time_zone));
  TRY(closes_at, instant_of(wave.closes_local, series.time_zone));
  wave.opens_at = opens_at;
  wave.closes_at = closes_at;
  if (closes_at <= opens_at)
    return refuse(Code::invalid, "CLOSES_BEFORE_IT_OPENS", "The wave has to close after it has opened.");
  if (wave.reminds_local.empty()) return wave;
  TRY(reminds_at, instant_of(wave.reminds_local, series.time_zone));
  wave.reminds_at = reminds_at;
  if (reminds_at < opens_at || reminds_at >= closes_at)
    return refuse(Code::invalid, "REMINDS_OUTSIDE_WAVE",
                  "Remind while people can answer: after opening, before closing.");
  return wave;
}

Result<void> check_times(const std::vector<Wave>& waves, const Series& series, Instant now) {
  for (std::size_t i = 0; i < waves.size(); ++i) {
    if (!series.entered_afterwards && waves[i].closes_at <= now)
      return refuse(Code::invalid, "CLOSES_IN_THE_PAST",
                    "The wave would have closed by now, so nobody could answer. Choose other times, or say that its "
                    "answers are entered afterwards.");
    if (i > 0 && (waves[i].moment < waves[i - 1].moment || waves[i].opens_at < waves[i - 1].closes_at))
      return refuse(Code::invalid, "WAVES_OUT_OF_ORDER",
                    "Before, after and follow-up come one after the other: each opens once the one before has closed.");
  }
  return {};
}

const AskedVersion* asked_by(const DraftWavesFacts& facts, const Wave& wave) {
  const auto found = std::ranges::find_if(facts.asked, [&](const AskedVersion& each) {
    return each.questionnaire == wave.questionnaire && each.version == wave.version;
  });
  return found == facts.asked.end() ? nullptr : &*found;
}

Result<void> check_primary(const DraftWavesFacts& facts, const std::vector<Wave>& waves, const PrimaryPair& primary) {
  const Wave* const from = wave_at(waves, primary.from);
  const Wave* const to = wave_at(waves, primary.to);
  if (primary == PrimaryPair{}) return {};
  if (primary.scale.empty() || from == nullptr || to == nullptr || primary.from >= primary.to)
    return refuse(Code::invalid, "PRIMARY_PAIR_WRONG",
                  "Name one scale, and two waves of the series of which the first comes first; or none of them.");
  for (const Wave* wave : {from, to}) {
    const AskedVersion* const asked = asked_by(facts, *wave);
    if (asked == nullptr || !asked->scales.contains(primary.scale))
      return refuse(Code::invalid, "PRIMARY_SCALE_NOT_ASKED",
                    "One of the two waves does not ask the scale that they are to be compared by.");
  }
  return {};
}

bool parts(const std::set<std::string>& options, const PartitionGroups& groups) {
  std::set<std::string> codes, taken;
  for (const PartitionGroup& group : groups) {
    if (group.code.empty() || group.options.empty() || !codes.insert(group.code).second) return false;
    for (const std::string& option : group.options)
      if (!options.contains(option) || !taken.insert(option).second) return false;
  }
  return groups.empty() || groups.size() >= 2;
}

Result<void> check_partition(const DraftWavesFacts& facts, const std::vector<Wave>& waves, const Partition& partition) {
  const auto wrong = [] {
    return refuse(Code::invalid, "PARTITION_WRONG",
                  "Name one question with a single choice that each wave asks, and no option in two groups; or none.");
  };
  if (partition.question.empty() && !partition.groups.empty()) return wrong();
  if (partition.question.empty()) return {};
  for (const Wave& wave : waves) {
    const AskedVersion* const asked = asked_by(facts, wave);
    if (asked == nullptr) return wrong();
    const auto choices = asked->single_choices.find(partition.question);
    if (choices == asked->single_choices.end() || !parts(choices->second, partition.groups)) return wrong();
  }
  return {};
}

std::vector<Keeper> keepers_of(const DraftWaves& command) {
  std::vector<Keeper> keepers;
  for (const std::string& account : command.keepers)
    keepers.push_back(Keeper{command.series.id, static_cast<int>(keepers.size()) + 1, account});
  return keepers;
}

}  // namespace

Result<std::optional<DraftedWaves>> decide(const DraftWavesFacts& facts, DraftWaves command) {
  TRY(is_known, was_drafted_before(facts, command));
  if (is_known) return std::optional<DraftedWaves>();
  TRY_DO(check_subject(facts, command.series.about));
  TRY_DO(check_keepers(command.keepers));
  TRY_DO(check_moments(command.waves));
  std::vector<Wave> waves;
  for (const Wave& plan : command.waves) {
    TRY(wave, with_instants(plan, command.series));
    waves.push_back(std::move(wave));
  }
  std::ranges::sort(waves, {}, [](const Wave& wave) { return std::pair(wave.opens_at, wave.moment); });
  TRY_DO(check_times(waves, command.series, facts.now));
  TRY_DO(check_primary(facts, waves, command.series.primary));
  TRY_DO(check_partition(facts, waves, command.series.partition));
  return std::optional(DraftedWaves{command.series, std::move(waves), keepers_of(command)});
}

}  // namespace opora::feedback
