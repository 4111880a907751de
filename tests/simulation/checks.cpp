// What is checked of a world: on the way what is true at every moment, at the end what is true once everything has
// arrived.
#include <algorithm>
#include <array>
#include <set>

#include "opora/registration/v1/events.pb.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/reporting/v1/reporting_service.pb.h"
#include "simulation/figures.h"
#include "simulation/promises.h"
#include "simulation/world.h"

namespace opora::simulation {
namespace {

constexpr const char* kSettles = "Without faults, every request is settled and every event consumed.";
constexpr const char* kReachesHead = "Every consumer reaches the head of its source's log.";
constexpr const char* kKeysInOrder = "No event takes effect while an earlier one of its key is parked.";
constexpr const char* kNothingParked = "Nothing stays parked once everything can be applied.";
constexpr const char* kReportReady = "A round's report is there once everything has arrived.";
constexpr const char* kReadWhereHeld = "A round's report is for coordinators of the regions it is held in alone.";
constexpr const char* kNamesKept = "Those whom a live group named are in it, by their names.";
constexpr const char* kNobodyStays = "Nobody is in a group who has left it.";
constexpr const char* kEndsInTime = "Nobody's registration ends before its time.";
constexpr const char* kLaneNotAhead = "No lane's time is ahead of what is true.";
constexpr const char* kLossTold = "That a log has lost what others had read is told, by its owner or by who reads it.";
constexpr const char* kEndTold = "The end of registration is told of every session.";

// Depends on whose turn it was; at the end everybody had one.
constexpr std::array<std::string_view, 2> kNothingOverdue{"No timer is more than five minutes overdue.",
                                                          "No job is more than an hour overdue."};

constexpr int kLimit = 1'000'000;
constexpr int kRoundsMax = 400;        // of settling
constexpr int kRoundsWithoutNews = 6;  // then it is stuck

// Whether somebody was in the group under another id of theirs when they were named: so nobody was named anew.
bool is_in_it_otherwise(const Ledger& ledger, const ToldGroup& group, const std::string& person) {
  if (group.ever.contains(person)) return false;
  const std::set<std::string> ids = ledger.people().ever_one_with(person);
  return std::ranges::any_of(ids, [&](const std::string& id) { return group.ever.contains(id); });
}

}  // namespace

void World::check_now() {
  for (const auto& host : hosts_)
    if (host->name() != "scheduling" && !(has_lost_ && host->name() != "registration")) check_host(*host, false);
  check_clocks();
  if (asks_) check_nothing_typed();
}

void World::check_host(SimulatedHost& host, bool at_end) {
  for (const auto& [invariant, finding] : host.check(at_end, clock_.true_time())) {
    if (finding.violations.empty() || (!at_end && std::ranges::count(kNothingOverdue, invariant) > 0)) continue;
    verdict_.record_violation(invariant, host.name() + ": " + finding.violations.front() + where(host));
  }
  check_order_of_keys(host);
}

void World::check_order_of_keys(SimulatedHost& host) {
  std::map<std::string, std::map<std::int64_t, std::string>> parked;  // by source and position: the keys
  for (const Parked& each : host.host().parked(kLimit)) parked[each.source][each.record.position] = each.record.key;
  if (parked.empty()) return;
  const auto consumed = host.consumed();
  for (const auto& [source, keys] : parked) {
    std::set<std::string> held;
    for (const LogRecord& record : host_of(source).host().log()->read(keys.begin()->first - 1, kLimit)) {
      if (record.position > consumed.at(source)) break;
      if (keys.contains(record.position) && !held.insert(record.key).second)
        trace_.met("an event held behind a parked one");
      verdict_.expect(keys.contains(record.position) || !held.contains(record.key), kKeysInOrder,
                      place_in(source, record.position) + " in " + host.name());
    }
  }
}

// " (registration 12, having consumed scheduling 7)": where a service stands, for what names no thing by itself.
std::string World::where(SimulatedHost& host) {
  std::string text;
  for (const auto& [source, position] : host.consumed())
    text += (text.empty() ? ", having consumed " : " and ") + place_in(source, position);
  return " (" + place_in(host.name(), host.host().log()->head().position) + text + ")";
}

// What its log tells that the trace does not show yet.
void World::trace_news(SimulatedHost& host) {
  std::int64_t& shown = shown_[host.name()];
  const std::int64_t head = host.host().log()->head().position;
  if (head <= shown) return;
  for (const LogRecord& record : host.host().log()->read(shown, kLimit)) {
    trace_.line("  ", place_in(host.name(), record.position), ": ", event_name(record));
    shown = record.position;
  }
  if (shown < head) trace_.line("  ", place_in(host.name(), head), ": no event");
  shown = head;
}

void World::check_clocks() {
  for (const auto& host : hosts_)
    verdict_.expect(host->lane_time() <= clock_.true_time() + kClocksAgree, kLaneNotAhead, host->name() + where(*host));
}

// Read off the log after each turn, since later nobody would know what time it was.
void World::check_ends() {
  for (const LogRecord& record : host_of("registration").host().log()->read(ends_read_, kLimit)) {
    ends_read_ = record.position;
    registration::v1::Event event;
    event.ParseFromString(record.payload);
    if (event.has_registration_reopened())
      reopened_until_[event.registration_reopened().session_id()] = Instant{event.registration_reopened().until_us()};
    if (!event.has_registration_ended()) continue;
    const std::string& id = event.registration_ended().session_id();
    for (const KnownSession& session : network_.sessions) {
      if (session.id != id || session.is_changed) continue;
      const auto reopened = reopened_until_.find(id);
      const Instant end = reopened == reopened_until_.end() ? session.registration_ends : reopened->second;
      verdict_.expect(clock_.true_time() + kClocksAgree >= end, kEndsInTime, "session " + id);
    }
  }
}

void World::heal() {
  trace_.line("heal");
  clock_.set_wrong(std::chrono::microseconds(0));
  clock_.synchronise(true);
  poison_.heal();
  settle();
  // What was read is compared now and then, and doubted for a while.
  for (int round = 0; has_lost_ && round < 10; ++round) {
    clock_.advance(std::chrono::seconds(3));
    settle();
  }
  // A request whose answer was lost, or that met trouble, is sent until it is settled.
  for (Sent& sent : post_.all())
    if (!sent.is_settled()) {
      post_.send_again(sent);
      settle_once();
      if (!sent.trouble || sent.trouble->code != Code::overloaded) continue;
      settle();  // what was in its way is done by then
      post_.send_again(sent);
      settle_once();
    }
  settle();
  // All registration ends, and whatever waits for a while has waited long enough.
  for (int day = 0; day < 3; ++day) {
    clock_.advance(std::chrono::days(1));
    settle();
  }
  if (asks_) finish_waves();
}

// One round of everything. True while somebody had something to do.
bool World::settle_once() {
  bool busy = !stopped_.empty();
  rebuild_stopped();
  for (const auto& host : hosts_) {
    ServiceHost& running = host->host();
    busy = running.step_lane() || busy;
    note_turn(*host, true);
    trace_news(*host);
    check_waves();
    while (running.step_query() || running.step_job()) busy = true;
    while (running.step_sealed()) {
      busy = true;
      check_waves();
    }
    for (const std::string& source : running.sources()) busy = running.step_follow(source) || busy;
  }
  return busy;
}

// What changes while things are getting on.
std::string World::progress() {
  std::string all;
  for (const auto& host : hosts_) {
    all +=
        std::to_string(host->host().log()->head().position) + " " + std::to_string(host->host().waiting_count()) + " ";
    for (const auto& [source, position] : host->consumed()) all += std::to_string(position) + " ";
  }
  return all;
}

void World::settle() {
  for (const auto& host : hosts_) static_cast<void>(host->host().retry_parked("", ""));
  std::string before;
  int same_count = 0;
  for (int round = 0; round < kRoundsMax && same_count < kRoundsWithoutNews; ++round) {
    if (!settle_once()) return;
    std::string after = progress();
    same_count = after == before ? same_count + 1 : 0;
    before = std::move(after);
  }
}

void World::check_at_end() {
  // An owner that died or failed whenever it was told knows of nothing, and may give the same positions again: then
  // whoever had read them stops. One that could know tells of it.
  const bool is_told = host_of("registration").host().commits_lost_at() || (loss_met_ && !could_know_);
  verdict_.expect(others_had_read_ == 0 || is_told, kLossTold,
                  place_in("registration", others_had_read_) + " had been read");
  for (const auto& host : hosts_) {
    for (const auto& [source, position] : host->consumed()) {
      const auto head = host_of(source).host().log()->head().position;
      verdict_.expect(
          position == head, kReachesHead,
          host->name() + " has consumed " + place_in(source, position) + ", and the log goes to " +
              place_in(source, head));
    }
    verdict_.expect(host->host().parked_count() == 0, kNothingParked,
                    std::to_string(host->host().parked_count()) + " in " + host->name() + where(*host));
    verdict_.expect(host->host().waiting_count() == 0, kSettles, host->name() + where(*host));
  }
  for (const Sent& sent : post_.all())
    verdict_.expect(sent.is_settled() || (sent.trouble && sent.trouble->code == Code::not_found), kSettles,
                    sent.type->name() + " " + sent.request_id);

  Ledger ledger(verdict_, trace_);
  ledger.read_scheduling(host_of("scheduling").host().log()->read(0, kLimit));
  ledger.read_registration(host_of("registration").host().log()->read(0, kLimit));
  check_promises(post_.all(), ledger, verdict_, trace_);
  for (const auto& [id, session] : ledger.sessions())
    verdict_.expect(session.has_ended, kEndTold, "session " + id);
  check_reports(ledger);
  check_names(ledger);
  if (asks_) {
    check_waves_at_end(ledger);
    check_nothing_typed();
  }
  for (const auto& host : hosts_) check_host(*host, true);
}

void World::check_reports(const Ledger& ledger) {
  for (const std::string& round : network_.rounds) {
    if (!ledger.has("RoundPlanned", round)) continue;
    reporting::v1::GetRoundReportRequest request;
    request.set_round_id(round);
    bool answered = false;
    post_.ask("reporting", administrator_of_network(), request, {}, [&](const Answer& answer) {
      reporting::v1::GetRoundReportResponse response;
      answered = answer.response && response.ParseFromString(*answer.response);
      if (answered) check_report(response.report(), ledger, verdict_);
    });
    settle();
    verdict_.expect(answered, kReportReady, "round " + round);
    for (const Caller& reader : {coordinator_of(network_), coordinator_beside(network_)}) {
      post_.ask("reporting", reader, request, {},
                [&](const Answer& answer) { answered = answer.response.has_value(); });
      settle();
      verdict_.expect(answered == ledger.regions_of(round).contains(reader.scopes.at("region").front()),
                      kReadWhereHeld, "round " + round);
    }
  }
}

void World::check_names(const Ledger& ledger) {
  ServiceHost& running = host_of("registration").host();
  for (const auto& [id, people] : people_promised(post_.all())) {
    const auto told = ledger.groups().find(id);
    if (told == ledger.groups().end() || told->second.cancelled) continue;
    registration::v1::GetGroupRequest request;
    request.set_group_id(id);
    std::set<std::string> missing = people;
    for (const std::string& person : told->second.left)
      if (!told->second.members.contains(person)) missing.erase(person);
    std::erase_if(missing, [&](const std::string& person) { return is_in_it_otherwise(ledger, told->second, person); });
    post_.ask("registration", administrator_of_network(), request, {}, [&](const Answer& answer) {
      registration::v1::GetGroupResponse response;
      if (!answer.response || !response.ParseFromString(*answer.response)) return;
      for (const auto& member : response.group().members()) {
        if (member.name() == "Person " + member.person_id() || member.name() == "PERSON " + member.person_id())
          missing.erase(member.person_id());
        verdict_.expect(told->second.members.contains(member.person_id()), kNobodyStays,
                        "person " + member.person_id() + " in group " + id);
      }
    });
    while (running.step_query()) continue;
    verdict_.expect(missing.empty(), kNamesKept, std::to_string(missing.size()) + " missing from group " + id);
  }
}

}  // namespace opora::simulation
