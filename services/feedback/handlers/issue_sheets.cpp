#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "feedback/domain/eligible.h"
#include "feedback/domain/sealed.h"
#include "feedback/handlers/handlers.h"
#include "feedback/handlers/secrets.h"
#include "feedback/store/eligible.h"
#include "feedback/store/sealed.h"
#include "feedback/store/waves.h"
#include "platform/lane/gather.h"

namespace opora::feedback {
namespace {

constexpr std::size_t kTokensAtOnce = 900;
constexpr std::int64_t kSheetsMax = 2'000;

struct SheetsWanted {
  std::vector<Wave> waves;      // that take answers yet
  std::int64_t expected = 0;    // people
};

std::vector<Wave> taking_answers(std::vector<Wave> waves) {
  std::erase_if(waves, [](const Wave& wave) { return !takes_answers_yet(wave); });
  return waves;
}

Result<SheetsWanted> wanted(Reader& reader, const SeriesId& id) {
  TRY(series, reader.load<Series>(id));
  TRY(found, gather(reader, [&](Reader& each) { return waves_of(each, series.id); },
                    [&](Reader& each) { return eligible_people(each, series.about, Moment::before, kAllHeard); },
                    [&](Reader& each) { return eligible_people(each, series.about, Moment::after, kAllHeard); }));
  auto& [waves, registered_now, came] = found;
  return SheetsWanted{taking_answers(std::move(waves)),
                      std::max(eligible_of(registered_now).at_most, eligible_of(came).at_most)};
}

std::string_view id_at(const std::vector<Wave>& waves, Moment moment) {
  const Wave* const wave = wave_at(waves, moment);
  return wave == nullptr ? std::string_view() : std::string_view(wave->id.value);
}

// The tokens of all sheets in an order that says nothing of them: wave by wave, by their hashes.
std::vector<SheetToken> tokens_of(const std::vector<sealing::Sheet>& sheets, const std::vector<Wave>& waves) {
  const auto hashes = sealing::hashes_of(
      sheets, {id_at(waves, Moment::before), id_at(waves, Moment::after), id_at(waves, Moment::follow_up)});
  std::vector<SheetToken> tokens;
  for (const auto& [moment, of_moment] : {std::pair(Moment::before, &hashes.before),
                                          std::pair(Moment::after, &hashes.after),
                                          std::pair(Moment::follow_up, &hashes.follow_up)}) {
    const Wave* const wave = wave_at(waves, moment);
    if (wave == nullptr) continue;
    for (const sealing::TokenHash& hash : *of_moment) tokens.push_back({wave->id, hash.bytes});
  }
  return tokens;
}

// A wave that has closed meanwhile has no use for more.
Result<void> keep(Transaction& tx, const SeriesId& id, std::span<const SheetToken> tokens, std::int64_t sheet_count) {
  TRY(found, gather(tx, one<Series>(id), [&](Reader& reader) { return waves_of(reader, id); }));
  auto& [series, waves] = found;
  const std::vector<Wave> open = taking_answers(std::move(waves));
  for (const SheetToken& token : tokens)
    if (std::ranges::find(open, token.wave, &Wave::id) != open.end()) tx.save(token);
  if (sheet_count == 0) return {};
  series.sheet_count += sheet_count;
  tx.save(std::move(series));
  return {};
}

void put_sheet(const sealing::Sheet& sheet, const std::vector<Wave>& waves, v1::Sheet& message) {
  for (const Wave& wave : waves) {
    const sealing::Token& token = wave.moment == Moment::before  ? sheet.before
                                  : wave.moment == Moment::after ? sheet.after
                                                                 : sheet.follow_up;
    v1::SheetToken& out = *message.add_tokens();
    out.set_wave_id(wave.id.value);
    out.set_token(token.shown());
  }
  message.set_link_code(sheet.link_code.shown());
}

}  // namespace

Result<v1::IssueSheetsResponse> issue_sheets(SealedRun& run, const v1::IssueSheetsRequest& request) {
  const SeriesId id{request.series_id()};
  TRY(sheets_wanted, run.read([&](Snapshot& snapshot) { return wanted(snapshot, id); }));
  const std::vector<Wave>& waves = sheets_wanted.waves;
  if (waves.empty())
    return refuse(Code::conflict, "SERIES_OVER", "The last wave of this series has closed: sheets are of no use.");
  const std::int64_t count =
      request.sheet_count() > 0 ? request.sheet_count() : std::min(kSheetsMax, sheets_for(sheets_wanted.expected));
  const auto sheets = sealing::draw_sheets(static_cast<std::size_t>(count), chance());
  const std::vector<SheetToken> tokens = tokens_of(sheets, waves);
  const std::span<const SheetToken> all_tokens(tokens);
  for (std::size_t from = 0; from < tokens.size(); from += kTokensAtOnce) {
    const auto portion = all_tokens.subspan(from, std::min(kTokensAtOnce, tokens.size() - from));
    const bool is_last = from + kTokensAtOnce >= tokens.size();
    TRY_DO(run.commit([&](Transaction& tx) { return keep(tx, id, portion, is_last ? count : 0); }));
  }
  v1::IssueSheetsResponse response;
  for (const sealing::Sheet& sheet : sheets) put_sheet(sheet, waves, *response.add_sheets());
  return response;
}

}  // namespace opora::feedback
