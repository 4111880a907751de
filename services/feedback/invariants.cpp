#include "feedback/invariants.h"

#include "feedback/domain/eligible.h"
#include "feedback/domain/wave.h"
#include "feedback/store/eligible.h"
#include "feedback/store/waves.h"
#include "platform/sql/rows.h"

namespace opora::feedback {
namespace {

using Finding = Invariant::Finding;

const Param kNumbers[] = {{"draft", WaveStatus::draft},
                          {"scheduled", WaveStatus::scheduled},
                          {"answering", WaveStatus::answering},
                          {"closed", WaveStatus::closed},
                          {"counted", WaveStatus::counted},
                          {"opened", WaveStatus::opened},
                          {"least", kAnswersMin}};

const CountedInvariant kInvariants[] = {
    {"A wave that takes answers, or has some that are sealed, has a key, which its two keepers have confirmed.",
     Statement("SELECT COUNT(*) FROM waves WHERE status BETWEEN :scheduled AND :counted"),
     Statement("SELECT w.wave_id FROM waves w LEFT JOIN (SELECT series_id, COUNT(DISTINCT account) AS keepers, "
               "SUM(confirmed) AS confirmed FROM keepers GROUP BY series_id) k ON k.series_id = w.series_id "
               "WHERE w.status BETWEEN :scheduled AND :counted AND (w.public_key = '' "
               "OR w.private_key_for_first = '' OR w.private_key_for_second = '' "
               "OR COALESCE(k.keepers, 0) <> 2 OR COALESCE(k.confirmed, 0) <> 2) LIMIT 20")},

    {"A draft, and a wave that is over, has no key.",
     Statement("SELECT COUNT(*) FROM waves WHERE status = :draft OR status >= :opened"),
     Statement("SELECT wave_id FROM waves WHERE (status = :draft OR status >= :opened) "
               "AND (public_key <> '' OR private_key_for_first <> '' OR private_key_for_second <> '') LIMIT 20")},

    {"Nobody has answered a wave before it opened.",
     Statement("SELECT COUNT(*) FROM waves WHERE status <= :scheduled"),
     Statement("SELECT w.wave_id FROM waves w WHERE w.status <= :scheduled "
               "AND EXISTS (SELECT 1 FROM spent_tokens s WHERE s.wave_id = w.wave_id) LIMIT 20")},

    {"Each answer was given by a token, and each token gave one.",
     Statement("SELECT COUNT(*) FROM waves WHERE status <= :counted"),
     Statement("SELECT w.wave_id FROM waves w WHERE w.status <= :counted "
               "AND (SELECT COUNT(*) FROM spent_tokens s WHERE s.wave_id = w.wave_id) "
               "<> (SELECT COUNT(*) FROM sealed_answers a WHERE a.wave_id = w.wave_id) LIMIT 20")},

    {"Only tokens of sheets give answers.",
     Statement("SELECT COUNT(*) FROM waves WHERE status <= :counted"),
     Statement("SELECT w.wave_id FROM waves w WHERE w.status <= :counted "
               "AND EXISTS (SELECT 1 FROM spent_tokens s WHERE s.wave_id = w.wave_id AND NOT EXISTS "
               "(SELECT 1 FROM sheet_tokens t WHERE t.wave_id = s.wave_id AND t.token_hash = s.token_hash)) LIMIT 20")},

    {"What is sealed of a wave has one size, whatever it says.",
     Statement("SELECT COUNT(*) FROM waves"),
     Statement("SELECT a.wave_id FROM (SELECT wave_id, MIN(LENGTH(sealed)) AS smallest, "
               "MAX(LENGTH(sealed)) AS largest FROM sealed_answers GROUP BY wave_id) a "
               "WHERE a.smallest <> a.largest LIMIT 20")},

    {"A closed wave says how many have answered it, and they are ten at least.",
     Statement("SELECT COUNT(*) FROM waves WHERE status BETWEEN :closed AND :opened"),
     Statement("SELECT w.wave_id FROM waves w "
               "WHERE (w.status BETWEEN :closed AND :opened AND w.answered_count < :least) "
               "OR (w.status BETWEEN :closed AND :counted AND w.answered_count <> "
               "(SELECT COUNT(*) FROM spent_tokens s WHERE s.wave_id = w.wave_id)) LIMIT 20")},

    {"Before a wave is closed, and where too few have answered, nothing says how many have.",
     Statement("SELECT COUNT(*) FROM waves WHERE status <= :answering OR status > :opened"),
     Statement("SELECT wave_id FROM waves WHERE (status <= :answering OR status > :opened) "
               "AND (answered_count <> 0 OR eligible_at_least IS NOT NULL) LIMIT 20")},

    {"A wave that is counted says how many could have answered it, and no other does.",
     Statement("SELECT COUNT(*) FROM waves"),
     Statement("SELECT wave_id FROM waves WHERE (status BETWEEN :counted AND :opened "
               "AND (eligible_at_least IS NULL OR eligible_at_least > eligible_at_most)) "
               "OR (status < :counted AND eligible_at_least IS NOT NULL) LIMIT 20")},

    {"An opened wave has as many sheets as had answered, each under a key of its own.",
     Statement("SELECT COUNT(*) FROM waves WHERE status = :opened"),
     Statement("SELECT w.wave_id FROM waves w WHERE w.status = :opened AND (w.opening_id = '' OR w.opened_by = '' "
               "OR w.answered_count <> (SELECT COUNT(*) FROM opened_sheets o "
               "WHERE o.wave_id = w.wave_id AND o.opening_id = w.opening_id)) LIMIT 20")},

    {"No two sheets of a wave are joined to one person.",
     Statement("SELECT COUNT(*) FROM waves WHERE status = :opened"),
     Statement("SELECT DISTINCT w.wave_id FROM waves w JOIN (SELECT wave_id, opening_id, link FROM opened_sheets "
               "WHERE link <> '' GROUP BY wave_id, opening_id, link HAVING COUNT(*) > 1) o "
               "ON o.wave_id = w.wave_id AND o.opening_id = w.opening_id WHERE w.status = :opened LIMIT 20")},

    {"Nothing is staged but of the opening under way, and is dropped where that breaks off.",
     Statement("SELECT COUNT(*) FROM waves"),
     Statement("SELECT w.wave_id FROM waves w WHERE NOT EXISTS "
               "(SELECT 1 FROM timers t WHERE t.id = w.wave_id || '/drops') "
               "AND (EXISTS (SELECT 1 FROM opened_sheets o WHERE o.wave_id = w.wave_id "
               "AND (w.status <> :opened OR o.opening_id <> w.opening_id)) "
               "OR EXISTS (SELECT 1 FROM open_answers o WHERE o.wave_id = w.wave_id "
               "AND (w.status <> :opened OR o.opening_id <> w.opening_id))) LIMIT 20")},

    {"Of a wave that is over nothing is left that was sealed, and no token, once its timer has run.",
     Statement("SELECT COUNT(*) FROM waves WHERE status >= :opened"),
     Statement("SELECT w.wave_id FROM waves w WHERE w.status >= :opened "
               "AND NOT EXISTS (SELECT 1 FROM timers t WHERE t.id = w.wave_id || '/deletes') "
               "AND (EXISTS (SELECT 1 FROM sealed_answers a WHERE a.wave_id = w.wave_id) "
               "OR EXISTS (SELECT 1 FROM spent_tokens s WHERE s.wave_id = w.wave_id) "
               "OR EXISTS (SELECT 1 FROM sheet_tokens t WHERE t.wave_id = w.wave_id)) LIMIT 20")},

    {"What link codes are hashed with is gone with the last wave of its series, and there while answers are sealed.",
     Statement("SELECT COUNT(*) FROM wave_series"),
     Statement("SELECT s.series_id FROM wave_series s JOIN (SELECT series_id, MIN(status) AS lowest, "
               "MAX(CASE WHEN status BETWEEN :scheduled AND :counted THEN 1 ELSE 0 END) AS sealed "
               "FROM waves GROUP BY series_id) w ON w.series_id = s.series_id "
               "WHERE (w.lowest >= :opened AND (s.link_key_for_first || s.link_key_for_second) <> '') "
               "OR (w.sealed = 1 AND (s.link_key_for_first = '' OR s.link_key_for_second = '')) LIMIT 20")},

    {"Every series has two keepers and waves, and every wave a series and a version of a questionnaire.",
     Statement("SELECT (SELECT COUNT(*) FROM wave_series) + (SELECT COUNT(*) FROM waves)"),
     Statement("SELECT series_id FROM wave_series s WHERE "
               "(SELECT COUNT(*) FROM keepers k WHERE k.series_id = s.series_id) <> 2 "
               "OR NOT EXISTS (SELECT 1 FROM waves w WHERE w.series_id = s.series_id) "
               "UNION ALL SELECT wave_id FROM waves w WHERE "
               "NOT EXISTS (SELECT 1 FROM wave_series s WHERE s.series_id = w.series_id) "
               "OR NOT EXISTS (SELECT 1 FROM questionnaires q "
               "WHERE q.questionnaire = w.questionnaire AND q.version = w.version) LIMIT 20")},

    {"Nothing that is sealed, and no token, is of a wave that nobody drafted.",
     Statement("SELECT COUNT(*) FROM waves"),
     Statement("SELECT DISTINCT r.wave_id FROM (SELECT wave_id FROM sealed_answers "
               "UNION SELECT wave_id FROM spent_tokens UNION SELECT wave_id FROM sheet_tokens) r "
               "LEFT JOIN waves w ON w.wave_id = r.wave_id "
               "WHERE w.wave_id IS NULL LIMIT 20")},
};

constexpr Statement kCountedWaves("SELECT wave_id FROM waves WHERE eligible_at_least IS NOT NULL ORDER BY wave_id");

// By the events up to which it was counted. In another life of a log positions mean something else.
Result<Finding> eligible_agree(Snapshot& snapshot) {
  TRY(ids, snapshot.query(kCountedWaves).map(values_of<WaveId>));
  TRY(now, heard_now(snapshot));
  Finding finding;
  for (const WaveId& id : ids) {
    TRY(wave, snapshot.load<Wave>(id));
    const Heard& heard = wave.eligible->heard;
    if (!is_same_life(heard, now)) continue;
    TRY(series, snapshot.load<Series>(wave.series));
    TRY(people, eligible_people(snapshot, series.about, wave.moment, up_to(heard)));
    const Eligible recounted = eligible_of(people);
    finding.checked_count += 1;
    if (recounted.at_least != wave.eligible->at_least || recounted.at_most != wave.eligible->at_most)
      finding.violated_by(id.value);
  }
  return finding;
}

}  // namespace

std::vector<Invariant> invariants() {
  std::vector<Invariant> all = counted(kInvariants, kNumbers);
  all.push_back(computed("Who could have answered a wave is who the logs had told of when it was counted.",
                         eligible_agree));
  return all;
}

}  // namespace opora::feedback
