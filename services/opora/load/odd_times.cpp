#include "opora/load/odd_times.h"

#include <chrono>
#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/dates/dates.h"

namespace opora::load {
namespace {

// As registration sets scans aside (docs/adr/0022).
constexpr std::chrono::hours kDoorsOpenBefore{3};
constexpr std::chrono::hours kOverAfter{12};

void note_scans(const round_folder::RoundFolder& folder, std::vector<Note>& notes) {
  std::unordered_map<std::string_view, std::chrono::local_seconds> starts;
  for (const round_folder::Session& session : folder.sessions) starts.emplace(session.key, session.start);
  for (const round_folder::Attendance& scan : folder.attendances) {
    const auto found = starts.find(scan.session);
    if (found == starts.end()) continue;
    const std::chrono::local_seconds start = found->second;
    if (start - kDoorsOpenBefore <= scan.scanned_at && scan.scanned_at <= start + kOverAfter) continue;
    notes.push_back({"attendances.csv", scan.line, "scanned_at", "",
                     {round_folder::Said("scan_far", {{"at", opora::to_text(scan.scanned_at)},
                                                      {"start", opora::to_text(start)}})}});
  }
}

void note_sessions(const round_folder::RoundFolder& folder, std::vector<Note>& notes) {
  std::unordered_map<std::string_view, int> years;
  for (const round_folder::Round& round : folder.rounds) years.emplace(round.key, round.year);
  for (const round_folder::Session& session : folder.sessions) {
    const auto round = years.find(session.round);
    const std::string start = opora::to_text(session.start);
    if (round == years.end() || start.starts_with(std::to_string(round->second) + "-")) continue;
    notes.push_back({"sessions.csv", session.line, "local_start", "",
                     {round_folder::Said("other_year",
                                         {{"start", start}, {"year", std::to_string(round->second)}})}});
  }
}

}  // namespace

std::vector<Note> odd_times(const round_folder::RoundFolder& folder) {
  std::vector<Note> notes;
  note_scans(folder, notes);
  note_sessions(folder, notes);
  return notes;
}

}  // namespace opora::load
