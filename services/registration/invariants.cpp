#include "registration/invariants.h"

#include "opora/registration/v1/timers.pb.h"
#include "registration/domain/attendance.h"
#include "registration/domain/attendance_correction.h"
#include "registration/domain/correction.h"
#include "registration/domain/group.h"
#include "registration/domain/unsettled.h"
#include "registration/store/expiry.h"
#include "registration/store/flags.h"

namespace opora::registration {
namespace {

const CountedInvariant kInvariants[] = {
    {"No session has more confirmed seats than its capacity, but for those taken before it became smaller.",
     Statement("SELECT COUNT(*) FROM seats"),
     Statement("SELECT s.session_id FROM seats s JOIN sessions f ON f.session_id = s.session_id "
               "WHERE s.confirmed_count > f.capacity AND s.confirmed_count > s.kept_count LIMIT 20")},

    {"Nobody waits for a session that was cancelled, once its timer has told them.",
     Statement("SELECT COUNT(*) FROM sessions WHERE cancelled = 1"),
     Statement("SELECT f.session_id FROM sessions f JOIN seats s ON s.session_id = f.session_id "
               "WHERE f.cancelled = 1 AND s.waiting_count > 0 "
               "AND NOT EXISTS (SELECT 1 FROM timers t WHERE t.id = f.session_id || '/waitlist') LIMIT 20")},

    {"Seats are counted for known sessions only.",
     Statement("SELECT COUNT(*) FROM seats"),
     Statement("SELECT s.session_id FROM seats s LEFT JOIN sessions f ON f.session_id = s.session_id "
               "WHERE f.session_id IS NULL LIMIT 20")},

    {"A session's counts of seats are the sums over its groups.",
     Statement("SELECT COUNT(*) FROM seats"),
     Statement("SELECT s.session_id FROM seats s LEFT JOIN (SELECT session_id, "
               "SUM(CASE WHEN status = :confirmed THEN head_count ELSE 0 END) AS confirmed, "
               "SUM(CASE WHEN status = :waiting THEN 1 ELSE 0 END) AS waiting, "
               "SUM(CASE WHEN status = :waiting THEN head_count ELSE 0 END) AS waiting_heads "
               "FROM groups_registered GROUP BY session_id) g ON g.session_id = s.session_id "
               "WHERE (s.confirmed_count <> COALESCE(g.confirmed, 0) "
               "OR s.waiting_count <> COALESCE(g.waiting, 0) "
               "OR s.waiting_head_count <> COALESCE(g.waiting_heads, 0)) LIMIT 20")},

    {"Groups are numbered in order of arrival, without gaps.",
     Statement("SELECT COUNT(*) FROM groups_registered"),
     Statement("SELECT g.session_id FROM (SELECT session_id, COUNT(*) AS groups_count, MIN(arrival) AS first, "
               "MAX(arrival) AS last FROM groups_registered GROUP BY session_id) g "
               "LEFT JOIN seats s ON s.session_id = g.session_id "
               "WHERE (s.session_id IS NULL OR g.first <> 1 OR g.last <> g.groups_count "
               "OR s.arrival_count <> g.last) LIMIT 20")},

    // But for as long as one of the session's timers (fill_timer) has still to move somebody up; which session's an
    // older build's is, its id doesn't say.
    {"Until its session starts, no seat stays free that the first waiting group fits.",
     Statement("SELECT COUNT(*) FROM seats s JOIN sessions f ON f.session_id = s.session_id "
               "WHERE s.waiting_count > 0 AND f.starts_at > :now AND f.cancelled = 0"),
     Statement("SELECT f.session_id FROM (SELECT session_id, MIN(arrival) AS arrival FROM groups_registered "
               "WHERE status = :waiting GROUP BY session_id) w "
               "JOIN groups_registered g ON g.session_id = w.session_id AND g.arrival = w.arrival "
               "JOIN sessions f ON f.session_id = w.session_id JOIN seats s ON s.session_id = w.session_id "
               "WHERE f.starts_at > :now AND f.cancelled = 0 AND f.capacity - s.confirmed_count >= g.head_count "
               "AND NOT EXISTS (SELECT 1 FROM timers t "
               "WHERE t.id IN (w.session_id || '/seats', w.session_id || '/seats in doubt') "
               "OR (t.method = :fill_seats AND t.id NOT LIKE '%/seats%')) LIMIT 20")},

    {"No group that waits is overtaken by one that came later, but by late entries after the start or a coordinator's "
     "word.",
     Statement("SELECT COUNT(*) FROM groups_registered WHERE status = :waiting"),
     Statement("SELECT w.session_id FROM (SELECT session_id, MIN(arrival) AS arrival FROM groups_registered "
               "WHERE status = :waiting GROUP BY session_id) w "
               "JOIN (SELECT session_id, MAX(arrival) AS arrival FROM groups_registered "
               "WHERE status = :confirmed AND passed_over = 0 GROUP BY session_id) c ON c.session_id = w.session_id "
               "WHERE c.arrival > w.arrival LIMIT 20")},

    {"No group that waits came before the number from which its waitlist is read.",
     Statement("SELECT COUNT(*) FROM groups_registered WHERE status = :waiting"),
     Statement("SELECT g.group_id FROM groups_registered g JOIN seats s ON s.session_id = g.session_id "
               "WHERE g.status = :waiting AND g.arrival < s.waiting_from LIMIT 20")},

    // What an older build cancelled is no change.
    {"A group's changes are numbered without gaps.",
     Statement("SELECT COUNT(*) FROM group_changes"),
     Statement("SELECT g.group_id FROM groups_registered g LEFT JOIN (SELECT group_id, COUNT(*) AS kept, "
               "MAX(number) AS last FROM group_changes GROUP BY group_id) c ON c.group_id = g.group_id "
               "WHERE (g.change_count <> COALESCE(c.kept, 0) OR g.change_count <> COALESCE(c.last, 0)) LIMIT 20")},

    {"A group has as many people as its last change left it.",
     Statement("SELECT COUNT(*) FROM group_changes"),
     Statement("SELECT g.group_id FROM groups_registered g "
               "JOIN group_changes c ON c.group_id = g.group_id AND c.number = g.change_count "
               "WHERE g.status <> :cancelled AND g.head_count <> c.head_count LIMIT 20")},

    {"More people of a group, who waited by themselves, are sent by its organisation to its session.",
     Statement("SELECT COUNT(*) FROM groups_registered WHERE part_of_group_id <> ''"),
     Statement("SELECT p.group_id FROM groups_registered p LEFT JOIN groups_registered g "
               "ON g.group_id = p.part_of_group_id AND g.session_id = p.session_id "
               "AND g.organisation_id = p.organisation_id "
               "WHERE p.part_of_group_id <> '' AND g.group_id IS NULL LIMIT 20")},

    {"Every group is sent by a known organisation.",
     Statement("SELECT COUNT(*) FROM groups_registered"),
     Statement("SELECT g.group_id FROM groups_registered g "
               "LEFT JOIN organisations o ON o.organisation_id = g.organisation_id "
               "WHERE o.organisation_id IS NULL LIMIT 20")},

    {"No group has more people named than seats.",
     Statement("SELECT COUNT(*) FROM groups_registered"),
     Statement("SELECT group_id FROM groups_registered WHERE named_count > head_count LIMIT 20")},

    {"Those named in a live group are who is to come with it, at its session.",
     Statement("SELECT COUNT(*) FROM groups_registered WHERE status <> :cancelled"),
     Statement("SELECT g.group_id FROM groups_registered g LEFT JOIN (SELECT group_id, session_id, COUNT(*) AS named "
               "FROM attendees GROUP BY group_id, session_id) a "
               "ON a.group_id = g.group_id AND a.session_id = g.session_id "
               "WHERE g.status <> :cancelled AND g.named_count <> COALESCE(a.named, 0) LIMIT 20")},

    {"Everybody named in a group or on a roster is a known person.",
     Statement("SELECT (SELECT COUNT(*) FROM attendees) + (SELECT COUNT(*) FROM roster)"),
     Statement("SELECT n.person_id FROM (SELECT person_id FROM attendees UNION SELECT person_id FROM roster) n "
               "LEFT JOIN people p ON p.person_id = n.person_id WHERE p.person_id IS NULL LIMIT 20")},

    {"Nobody's last day on a roster lies before their first.",
     Statement("SELECT COUNT(*) FROM roster WHERE until_date <> ''"),
     Statement("SELECT person_id FROM roster WHERE until_date <> '' AND until_date < from_date LIMIT 20")},

    {"Nobody is on a roster twice at once.",
     Statement("SELECT COUNT(*) FROM roster"),
     Statement("SELECT a.person_id FROM roster a JOIN roster b ON b.person_id = a.person_id "
               "AND b.organisation_id = a.organisation_id AND b.from_date > a.from_date "
               "WHERE a.until_date = '' OR b.from_date <= a.until_date LIMIT 20")},

    {"What was put right about somebody is on record: as much as they are told to have, numbered without gaps.",
     Statement("SELECT COUNT(*) FROM people_corrections"),
     Statement("SELECT p.person_id FROM people p LEFT JOIN (SELECT person_id, COUNT(*) AS recorded, "
               "MAX(number) AS last FROM people_corrections GROUP BY person_id) c ON c.person_id = p.person_id "
               "WHERE p.corrections <> COALESCE(c.recorded, 0) OR p.corrections <> COALESCE(c.last, 0) LIMIT 20")},

    {"A last day that was put right is on record.",
     Statement("SELECT COUNT(*) FROM roster WHERE until_corrected_by <> 0"),
     Statement("SELECT r.person_id FROM roster r LEFT JOIN people_corrections c ON c.person_id = r.person_id "
               "AND c.organisation_id = r.organisation_id AND c.from_date = r.from_date "
               "WHERE r.until_corrected_by <> 0 AND c.person_id IS NULL LIMIT 20")},

    {"Whoever was merged into another one stands for nobody, and is known by somebody who was merged into nobody.",
     Statement("SELECT COUNT(*) FROM people WHERE merged_into <> ''"),
     Statement("SELECT m.person_id FROM people m LEFT JOIN people k ON k.person_id = m.merged_into "
               "WHERE m.merged_into <> '' AND (k.person_id IS NULL OR k.merged_into <> '' OR m.merged_count <> 0 "
               "OR k.person_id = m.person_id) LIMIT 20")},

    {"Somebody stands for as many ids as were merged into theirs.",
     Statement("SELECT COUNT(*) FROM people WHERE merged_count <> 0"),
     Statement("SELECT p.person_id FROM people p LEFT JOIN (SELECT merged_into, COUNT(*) AS merged FROM people "
               "WHERE merged_into <> '' GROUP BY merged_into) m ON m.merged_into = p.person_id "
               "WHERE p.merged_count <> COALESCE(m.merged, 0) LIMIT 20")},

    {"A merge is on record for both whom it concerns.",
     Statement("SELECT COUNT(*) FROM people WHERE merged_into <> ''"),
     Statement("SELECT p.person_id FROM people p LEFT JOIN (SELECT DISTINCT c.person_id, c.other_person_id "
               "FROM people_corrections c JOIN people_corrections o ON o.person_id = c.other_person_id "
               "AND o.other_person_id = c.person_id AND o.identity = :merged_here "
               "WHERE c.identity = :merged_away) c ON c.person_id = p.person_id AND c.other_person_id = p.merged_into "
               "WHERE p.merged_into <> '' AND c.person_id IS NULL LIMIT 20")},

    {"An organisation that was merged into another one stands for none, and that one was merged into none.",
     Statement("SELECT COUNT(*) FROM organisations WHERE merged_into <> ''"),
     Statement("SELECT m.organisation_id FROM organisations m "
               "LEFT JOIN organisations k ON k.organisation_id = m.merged_into WHERE m.merged_into <> '' "
               "AND (k.organisation_id IS NULL OR k.merged_into <> '' OR m.merged_count <> 0 "
               "OR k.organisation_id = m.organisation_id) LIMIT 20")},

    {"An organisation stands for as many as were merged into it.",
     Statement("SELECT COUNT(*) FROM organisations WHERE merged_count <> 0"),
     Statement("SELECT p.organisation_id FROM organisations p LEFT JOIN (SELECT merged_into, COUNT(*) AS merged "
               "FROM organisations WHERE merged_into <> '' GROUP BY merged_into) m "
               "ON m.merged_into = p.organisation_id WHERE p.merged_count <> COALESCE(m.merged, 0) LIMIT 20")},

    {"A name that has expired is gone, and with it what its person was called before.",
     Statement("SELECT COUNT(*) FROM people_corrections c JOIN people p ON p.person_id = c.person_id "
               "WHERE p.expired_at IS NOT NULL"),
     Statement("SELECT c.person_id FROM people_corrections c JOIN people p ON p.person_id = c.person_id "
               "WHERE p.expired_at IS NOT NULL AND (c.former_name <> '' OR c.reason <> '') LIMIT 20")},

    {"A name that has expired is gone, and with it the keys of lists.",
     Statement("SELECT COUNT(*) FROM people WHERE expired_at IS NOT NULL"),
     Statement("SELECT p.person_id FROM people p LEFT JOIN person_keys k ON k.person_id = p.person_id "
               "WHERE p.expired_at IS NOT NULL AND (p.name <> '' OR k.person_id IS NOT NULL) LIMIT 20")},

    {"No two keys of a list are one person's.",
     Statement("SELECT COUNT(*) FROM person_keys"),
     Statement("SELECT person_id FROM person_keys GROUP BY list, person_id HAVING COUNT(*) > 1 LIMIT 20")},

    // A derived UUID is of version 8, and a new one of version 7.
    {"Nobody's id can be told from a key, but theirs whom an older build recorded.",
     Statement("SELECT COUNT(*) FROM person_keys"),
     Statement("SELECT k.person_id FROM person_keys k LEFT JOIN people p "
               "ON p.person_id = k.person_id AND p.derivable IS NULL "
               "LEFT JOIN (SELECT DISTINCT person_id FROM attendances WHERE derivable IS NULL) a "
               "ON a.person_id = k.person_id "
               "WHERE SUBSTR(k.person_id, 15, 1) = '8' AND p.person_id IS NULL AND a.person_id IS NULL LIMIT 20")},

    {"Every check-in belongs to an attendance.",
     Statement("SELECT COUNT(*) FROM check_ins"),
     Statement("SELECT c.check_in_id FROM check_ins c LEFT JOIN attendances a "
               "ON a.session_id = c.session_id AND a.person_id = c.person_id "
               "WHERE a.person_id IS NULL LIMIT 20")},

    {"No scan counts by itself that a coordinator of other regions uploaded.",
     Statement("SELECT COUNT(*) FROM unsettled_scans WHERE stands = :counts"),
     Statement("SELECT u.check_in_id FROM unsettled_scans u LEFT JOIN sessions f ON f.session_id = u.session_id "
               "WHERE u.stands = :counts AND u.settled_by IS NULL AND u.regions <> '' "
               "AND (f.region_id IS NULL OR u.regions NOT LIKE '%' || f.region_id || '%') LIMIT 20")},

    {"A scan that was set aside and counts is an attendance, where and of whom it counts.",
     Statement("SELECT COUNT(*) FROM unsettled_scans WHERE stands = :counts"),
     Statement("SELECT u.check_in_id FROM unsettled_scans u LEFT JOIN attendances a "
               "ON a.session_id = COALESCE(u.counts_at, u.session_id) "
               "AND a.person_id = COALESCE(u.counts_for, u.person_id) "
               "WHERE u.stands = :counts AND a.person_id IS NULL LIMIT 20")},

    // An older build takes a scan that is uploaded again for one that counts, whatever was odd; its attendances have no
    // word on `was_unknown`, until they are corrected.
    {"No scan that is set aside, or was discarded, is a check-in.",
     Statement("SELECT COUNT(*) FROM unsettled_scans WHERE stands <> :counts"),
     Statement("SELECT u.check_in_id FROM unsettled_scans u JOIN check_ins c ON c.check_in_id = u.check_in_id "
               "AND c.session_id = u.session_id AND c.person_id = u.person_id "
               "LEFT JOIN attendances a ON a.session_id = c.session_id AND a.person_id = c.person_id "
               "WHERE u.stands <> :counts AND (a.person_id IS NULL OR a.was_unknown IS NOT NULL) "
               "AND NOT EXISTS (SELECT 1 FROM attendance_corrections k "
               "WHERE k.session_id = c.session_id AND k.person_id = c.person_id) LIMIT 20")},

    // What an older build recorded has no word on `was_unknown`, and counted whatever was odd.
    {"Nobody is in attendance by a doubtful scan alone that nobody has confirmed.",
     Statement("SELECT COUNT(*) FROM attendances WHERE was_unknown IS NOT NULL"),
     Statement("SELECT a.person_id FROM attendances a "
               "JOIN (SELECT session_id, person_id, MIN(flags & :doubts) AS doubts FROM check_ins "
               "GROUP BY session_id, person_id) c ON c.session_id = a.session_id AND c.person_id = a.person_id "
               "LEFT JOIN (SELECT DISTINCT counts_at, counts_for FROM unsettled_scans WHERE stands = :counts) u "
               "ON u.counts_at = a.session_id AND u.counts_for = a.person_id "
               "LEFT JOIN attendance_corrections k ON k.session_id = a.session_id AND k.person_id = a.person_id "
               "AND k.kind IN (:moved_here, :restored) "
               "WHERE a.was_unknown IS NOT NULL AND c.doubts <> 0 AND u.counts_for IS NULL "
               "AND k.person_id IS NULL AND a.taken_back_at IS NULL LIMIT 20")},

    {"No more people count unconfirmed whom nobody knew than a session has seats, or thirty.",
     Statement("SELECT COUNT(*) FROM unknown_people"),
     Statement("SELECT u.session_id FROM unknown_people u JOIN sessions f ON f.session_id = u.session_id "
               "WHERE u.counted > :unknown_at_least AND u.counted > f.capacity "
               "AND u.counted > f.largest_capacity LIMIT 20")},

    {"How many such people count at a session is how many are recorded there.",
     Statement("SELECT COUNT(*) FROM unknown_people"),
     Statement("SELECT a.session_id FROM (SELECT session_id, COUNT(*) AS recorded FROM attendances "
               "WHERE was_unknown = 1 GROUP BY session_id) a "
               "LEFT JOIN unknown_people u ON u.session_id = a.session_id "
               "WHERE COALESCE(u.counted, 0) <> a.recorded LIMIT 20")},

    {"Every attendance was scanned, or somebody has moved it there.",
     Statement("SELECT COUNT(*) FROM attendances"),
     Statement("SELECT a.person_id FROM attendances a "
               "LEFT JOIN (SELECT DISTINCT session_id, person_id FROM check_ins) c "
               "ON c.session_id = a.session_id AND c.person_id = a.person_id "
               "LEFT JOIN (SELECT DISTINCT session_id, person_id FROM attendance_corrections "
               "WHERE kind = :moved_here) k ON k.session_id = a.session_id AND k.person_id = a.person_id "
               "WHERE c.person_id IS NULL AND k.person_id IS NULL LIMIT 20")},

    {"An attendance that has changed an odd number of times is taken back, and no other.",
     Statement("SELECT COUNT(*) FROM attendances"),
     Statement("SELECT person_id FROM attendances "
               "WHERE (change % 2 = 1 AND taken_back_at IS NULL) OR (change % 2 = 0 AND taken_back_at IS NOT NULL) "
               "LIMIT 20")},

    {"Of an attendance that is taken back it is kept who did that, and why.",
     Statement("SELECT COUNT(*) FROM attendances WHERE taken_back_at IS NOT NULL"),
     Statement("SELECT a.person_id FROM attendances a LEFT JOIN attendance_corrections k "
               "ON k.session_id = a.session_id AND k.person_id = a.person_id AND k.change = a.change "
               "AND k.kind IN (:taken_back, :moved_away) AND k.corrected_by <> '' AND k.reason <> '' "
               "WHERE a.taken_back_at IS NOT NULL AND k.person_id IS NULL LIMIT 20")},

    {"No attendance has changed less often than somebody has said so.",
     Statement("SELECT COUNT(*) FROM attendance_corrections"),
     Statement("SELECT k.person_id FROM attendance_corrections k LEFT JOIN attendances a "
               "ON a.session_id = k.session_id AND a.person_id = k.person_id "
               "WHERE (a.person_id IS NULL OR a.change < k.change) LIMIT 20")},

    {"What was moved away is recorded where it was moved to.",
     Statement("SELECT COUNT(*) FROM attendance_corrections WHERE kind = :moved_away"),
     Statement("SELECT k.person_id FROM attendance_corrections k LEFT JOIN attendances a "
               "ON a.session_id = k.other_session_id AND a.person_id = k.other_person_id "
               "WHERE k.kind = :moved_away AND a.person_id IS NULL LIMIT 20")},

    {"No more people are counted at a session without names than it has seats, or thirty.",
     Statement("SELECT COUNT(*) FROM unnamed_counts"),
     Statement("SELECT f.session_id FROM (SELECT u.session_id, SUM(u.person_count) AS counted FROM unnamed_counts u "
               "WHERE NOT EXISTS (SELECT 1 FROM unnamed_counts n WHERE n.session_id = u.session_id "
               "AND n.organisation_id = u.organisation_id AND n.change > u.change) GROUP BY u.session_id) c "
               "JOIN sessions f ON f.session_id = c.session_id "
               "WHERE c.counted > :unknown_at_least AND c.counted > f.capacity "
               "AND c.counted > f.largest_capacity LIMIT 20")},

    {"Counts of a session and organisation are numbered without gaps.",
     Statement("SELECT COUNT(*) FROM unnamed_counts"),
     Statement("SELECT session_id FROM unnamed_counts GROUP BY session_id, organisation_id "
               "HAVING MIN(change) <> 1 OR MAX(change) <> COUNT(*) LIMIT 20")},
};

Result<Invariant::Finding> overdue_names(Snapshot& snapshot) {
  constexpr int kPage = 500;
  Invariant::Finding finding;
  for (PageCursor after{0, ""};;) {
    TRY(told, told_after(snapshot, after, kPage));
    for (const auto& [person, activity] : told) {
      ++finding.checked_count;
      if (is_overdue(person, activity, snapshot.now())) finding.violated_by(person.id.value);
    }
    if (told.empty()) return finding;
    after = cursor_of(told.back());
  }
}

}  // namespace

std::vector<Invariant> invariants() {
  static const Param kGiven[] = {{"confirmed", GroupStatus::confirmed}, {"waiting", GroupStatus::waiting},
                                 {"cancelled", GroupStatus::cancelled}, {"counts", Stands::counts},
                                 {"doubts", to_column({std::begin(kDoubtful), std::end(kDoubtful)})},
                                 {"unknown_at_least", kUnknownPeopleMax},
                                 {"taken_back", CorrectionKind::taken_back},
                                 {"moved_away", CorrectionKind::moved_away},
                                 {"moved_here", CorrectionKind::moved_here},
                                 {"merged_away", IdentityChange::merged_away},
                                 {"merged_here", IdentityChange::merged_here},
                                 {"restored", CorrectionKind::restored},
                                 {"fill_seats", v1::FillSeats::descriptor()->full_name()}};
  std::vector<Invariant> all = counted(kInvariants, kGiven);
  all.push_back(computed("No name stays for 60 days after its time, once it was told that it goes.", overdue_names));
  return all;
}

}  // namespace opora::registration
