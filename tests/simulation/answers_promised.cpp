#include "simulation/answers_promised.h"

#include <algorithm>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

namespace opora::simulation {
namespace {

constexpr const char* kRecordedIsKept = "What was answered as recorded is counted and opened, once for each token.";
constexpr const char* kNobodyElse = "Nobody is counted who has not answered.";
constexpr const char* kTenAreKept = "A wave that ten have answered is not destroyed for being too few.";
constexpr const char* kOpenedWasSaid = "What is opened is what somebody has said first, by a token each.";
constexpr const char* kWordsApart = "What was written is listed whole, and apart from all else.";
constexpr const char* kJoined = "The answers of one sheet are joined by its code, and those of no others.";

constexpr std::size_t kAnswersMin = 10;

// Which token each try had.
std::map<std::int64_t, std::string> tokens_of(const KnownWave& wave) {
  std::map<std::int64_t, std::string> tokens;
  for (const auto& [token, submission] : wave.submissions)
    for (const std::int64_t number : submission.said) tokens[number] = token;
  return tokens;
}

// The recorded one was sent before any was answered as recorded.
bool may_be_recorded(const Submission& submission, std::int64_t number) {
  const std::size_t count = submission.is_recorded() ? submission.sent_when_recorded : submission.said.size();
  const auto end = submission.said.begin() + static_cast<std::ptrdiff_t>(std::min(count, submission.said.size()));
  return std::find(submission.said.begin(), end, number) != end;
}

}  // namespace

OpenedRow opened_row(const std::string& answers, const std::string& link) {
  const auto list = nlohmann::json::parse(answers, nullptr, false);
  for (const auto& answer : list)
    if (answer.is_object() && answer.value("q", "") == "number" && answer.contains("n"))
      return {answer.at("n").get<std::int64_t>(), link};
  return {-1, link};
}

void check_counts(const KnownWave& wave, const ToldWave& told, Verdict& verdict) {
  const std::string what = "wave " + wave.id;
  if (told.is_gone && !wave.is_given_up) verdict.expect(wave.recorded_count() < kAnswersMin, kTenAreKept, what);
  if (!told.is_counted) return;
  const auto answered = static_cast<std::size_t>(told.counted.answered_count());
  verdict.expect(answered >= wave.recorded_count(), kRecordedIsKept, what);
  verdict.expect(answered <= wave.submissions.size(), kNobodyElse, what);
}

void check_opened(const KnownWave& wave, const ToldWave& told, const OpenedWave& opened, Verdict& verdict) {
  const std::string what = "wave " + wave.id;
  const auto tokens = tokens_of(wave);
  std::set<std::string> used;
  std::multiset<std::string> words;
  for (const OpenedRow& row : opened.rows) {
    const auto token = tokens.find(row.number);
    const bool was_said = token != tokens.end() && used.insert(token->second).second &&
                          may_be_recorded(wave.submissions.at(token->second), row.number);
    verdict.expect(was_said, kOpenedWasSaid, what);
    words.insert(words_of(row.number));
  }
  for (const auto& [token, submission] : wave.submissions)
    verdict.expect(!submission.is_recorded() || used.contains(token), kRecordedIsKept, what);
  verdict.expect(static_cast<std::int64_t>(opened.rows.size()) == told.counted.answered_count(), kRecordedIsKept, what);
  verdict.expect(std::multiset<std::string>(opened.words.begin(), opened.words.end()) == words, kWordsApart, what);
}

void check_links(const KnownSeries& series, const std::vector<OpenedWave>& opened, const Asking& asking,
                 Verdict& verdict) {
  std::map<std::string, std::string> code_of, link_of;  // by each other
  for (const OpenedWave& wave : opened) {
    std::map<std::string, int> counts;
    const auto code = [&](const OpenedRow& row) {
      const auto found = asking.link_codes.find(row.number);
      return found == asking.link_codes.end() ? std::string() : found->second;
    };
    for (const OpenedRow& row : wave.rows) ++counts[code(row)];
    for (const OpenedRow& row : wave.rows) {
      const std::string typed = code(row);
      // Lost, or typed on several sheets: joined with none.
      const bool is_joined = !typed.empty() && counts[typed] == 1;
      bool is_right = row.link.empty() != is_joined;
      if (is_joined && is_right)
        is_right = code_of.try_emplace(row.link, typed).first->second == typed &&
                   link_of.try_emplace(typed, row.link).first->second == row.link;
      verdict.expect(is_right, kJoined, "series " + series.id);
    }
  }
}

}  // namespace opora::simulation
