#include "opora/tool/rounds.h"

#include <algorithm>

#include "opora/load/derived_ids.h"
#include "opora/tool/say.h"
#include "platform/ids/ids.h"
#include "reporting/report/names.h"

namespace opora::tool {
namespace {

// Whether a round folder gave the round its id under this reference: the programme's key, a dash, and the round's.
// Both keys may hold dashes themselves, so each is tried.
bool is_reference(std::string_view wanted, const scheduling::v1::Round& round) {
  for (auto dash = wanted.find('-'); dash != std::string_view::npos; dash = wanted.find('-', dash + 1)) {
    if (load::round_id(wanted.substr(0, dash), round.year(), wanted.substr(dash + 1)) == round.round_id()) return true;
  }
  return false;
}

bool is_called(std::string_view wanted, const scheduling::v1::Round& round) {
  const auto& names = round.name().by_language();
  return std::any_of(names.begin(), names.end(), [&](const auto& name) { return name.second == wanted; });
}

Result<std::vector<scheduling::v1::Round>> list_rounds(Client& client) {
  std::vector<scheduling::v1::Round> rounds;
  scheduling::v1::ListRoundsRequest request;
  do {
    TRY(page, client.call_until_settled<scheduling::v1::ListRoundsResponse>(request, kPatience));
    rounds.insert(rounds.end(), page.rounds().begin(), page.rounds().end());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return rounds;
}

}  // namespace

Result<std::string> find_round(std::string_view wanted, const std::vector<scheduling::v1::Round>& rounds) {
  std::vector<std::string> found;
  for (const auto& round : rounds) {
    if (round.round_id() == wanted || is_reference(wanted, round) || is_called(wanted, round))
      found.push_back(round.round_id());
  }
  if (found.empty()) {
    return refuse(Code::not_found, "UNKNOWN_ROUND",
                  "No round has this id, reference (such as amur-2023) or name: opora load prints those it loaded.");
  }
  if (found.size() > 1) {
    return refuse(Code::invalid, "AMBIGUOUS_ROUND", "Several rounds are called that: give the id or reference of one.");
  }
  return found[0];
}

Result<std::string> round_id_of(Client& client, const std::string& wanted) {
  if (is_uuid(wanted)) return wanted;
  TRY(rounds, list_rounds(client));
  return find_round(wanted, rounds);
}

Result<void> print_rounds(const ConnectionOptions& options) {
  TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR));
  TRY(rounds, list_rounds(*client));
  for (const auto& round : rounds) {
    say(round.round_id() + " " + std::to_string(round.year()) + " " +
        report::in_language(round.name(), "en", "?").text);
    for (const std::string& region : round.region_ids()) say("  held in region " + region);
    if (round.region_ids().empty()) say("  held in no region yet: only administrators plan in it");
  }
  say(std::to_string(rounds.size()) + (rounds.size() == 1 ? " round" : " rounds"));
  return {};
}

Result<void> add_round_regions(const ConnectionOptions& options, const std::string& round,
                               const std::vector<std::string>& regions) {
  TRY(client, connect(options, network::v1::ROLE_ADMINISTRATOR));
  TRY(id, round_id_of(*client, round));
  scheduling::v1::AddRoundRegionsRequest request;
  request.set_request_id(IdSource().next(SystemClock().now()));
  request.set_round_id(id);
  for (const std::string& region : regions) request.add_region_ids(region);
  TRY_DO(client->call_until_settled<scheduling::v1::AddRoundRegionsResponse>(request, kPatience));
  say("The round is held there: their coordinators plan in it and read its report.");
  return {};
}

}  // namespace opora::tool
