// Opening a wave is a run: (1) pages of sealed answers are opened and staged, in an order that nobody can guess, of the
// whole wave, and then what was written, in another one; (2) one small commit checks that all were, opens the wave and
// destroys its key; (3) timers delete what is left. Before (2) nothing is read by anybody, and what an opening that
// broke off has staged is dropped.
#include <algorithm>
#include <chrono>
#include <iterator>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "feedback/domain/open_wave.h"
#include "feedback/domain/wave_refusals.h"
#include "feedback/handlers/answer_bytes.h"
#include "feedback/handlers/handlers.h"
#include "feedback/handlers/keeping.h"
#include "feedback/handlers/known_scales.h"
#include "feedback/handlers/secrets.h"
#include "feedback/handlers/versions.h"
#include "feedback/handlers/waves_in_time.h"
#include "feedback/questionnaire/answers.h"
#include "feedback/questionnaire/encoding.h"
#include "feedback/scales/scoring.h"
#include "feedback/sealing/shuffle.h"
#include "feedback/store/definitions.h"
#include "feedback/store/opened.h"
#include "feedback/store/sealed.h"
#include "feedback/store/waves.h"
#include "feedback/wire.h"
#include "platform/lane/gather.h"
#include "platform/text/base64url.h"

namespace opora::feedback {
namespace {

using opora::questionnaire::Answer;
using opora::questionnaire::Answers;
using opora::questionnaire::Kind;
using opora::questionnaire::Question;
using opora::questionnaire::Questionnaire;

constexpr int kKeysAtOnce = 10'000;
constexpr std::size_t kRowsAtOnce = 1'000;  // that a page stages, unless those are the rows of fewer answers than this
constexpr std::size_t kAnswersAtOnceMin = 20;
constexpr int kLinksAtOnce = 500;
// What was staged is dropped, if nothing more has come for so long.
constexpr std::chrono::minutes kDroppedAfter{10};

// Who opens what, and all that is needed to read it.
struct Opening {
  Wave wave;
  Series series;
  Keeper keeper;
  AskedQuestionnaire asked;
  std::vector<scales::Scale> scored;
};

Result<Opening> opening_of(Snapshot& snapshot, const WaveId& id, const std::string& account) {
  TRY(wave, snapshot.load<Wave>(id));
  TRY(found, gather(snapshot, [&](Reader& reader) { return kept_by(reader, wave.series, account); },
                    one<KeptQuestionnaire>({wave.questionnaire, wave.version}), known_scales));
  auto& [kept, version, known] = found;
  TRY_DO(check_counted(wave));
  AskedQuestionnaire asked = read_version(version);
  auto scored = scales_of(*asked, known);
  return Opening{std::move(wave), std::move(kept.series), std::move(kept.own), std::move(asked), std::move(scored)};
}

// ---- What is kept of somebody's answers ----

nlohmann::json to_json(const Answer& answer) {
  nlohmann::json json{{"q", answer.question}, {"s", static_cast<int>(answer.state)}};
  if (!answer.row.empty()) json["r"] = answer.row;
  if (!answer.options.empty()) json["o"] = answer.options;
  return json;
}

bool is_open(const Questionnaire& asked, const Answer& answer) {
  const Question* const question = opora::questionnaire::find_question(asked, answer.question);
  return question != nullptr && question->kind == Kind::open;
}

bool is_number(const Questionnaire& asked, const Answer& answer) {
  const Question* const question = opora::questionnaire::find_question(asked, answer.question);
  return question != nullptr && question->kind == Kind::number;
}

std::string answers_text(const Questionnaire& asked, const Answers& answers) {
  auto list = nlohmann::json::array();
  for (const Answer& answer : answers.answers) {
    if (is_open(asked, answer)) continue;
    nlohmann::json json = to_json(answer);
    if (is_number(asked, answer) && answer.state == opora::questionnaire::AnswerState::answered)
      json["n"] = answer.number;
    list.push_back(std::move(json));
  }
  return list.dump();
}

// The item of a scale that was answered, if it was one.
const opora::questionnaire::ScaleItem* item_of(const Questionnaire& asked, const Answer& answer) {
  const Question* const question = opora::questionnaire::find_question(asked, answer.question);
  if (question == nullptr) return nullptr;
  if (answer.row.empty()) return question->item ? &*question->item : nullptr;
  const auto* const row = opora::questionnaire::find_row(*question, answer.row);
  return row != nullptr && row->item ? &*row->item : nullptr;
}

std::string scores_text(const Opening& opening, const Answers& answers) {
  auto scores = nlohmann::json::object();
  for (const scales::Scale& scale : opening.scored) {
    scales::ItemAnswers items;
    for (const Answer& answer : answers.answers) {
      const auto* const item = item_of(*opening.asked, answer);
      if (item == nullptr || item->scale != scale.scale_id) continue;
      const std::string option = answer.options.empty() ? std::string() : answer.options.front();
      items[item->code] = {static_cast<scales::ItemState>(static_cast<int>(answer.state)), option};
    }
    if (const auto score = scales::score_of(scale, items); score.units) scores[scale.scale_id] = *score.units;
  }
  return scores.dump();
}

// A page of what was read.
struct StagedPage {
  std::vector<OpenedSheet> sheets;
  std::vector<OpenAnswer> texts;
};

// Opens answers of one wave, one after the other.
class Reading {
 public:
  Reading(const Opening& opening, OpeningId id, sealing::KeyPair keys, sealing::LockedBytes link_key)
      : opening_(opening), id_(std::move(id)), keys_(std::move(keys)), link_key_(std::move(link_key)),
        plain_(kLinkBytes + opora::questionnaire::padded_size(*opening.asked)) {}

  void read(const SealedAnswer& sealed, StagedPage& page) {
    OpenedSheet sheet{base64url(random_key()), opening_.wave.id, id_, "", "[]", "{}", false};
    if (sealing::open(keys_, sealed.sealed, plain_.bytes())) {
      if (const auto answers = opora::questionnaire::decode(*opening_.asked, answers_in(plain_.text()))) {
        const std::string link_code = link_code_in(plain_.text());
        if (!link_code.empty()) sheet.link = link_of(link_key_, link_code);
        sheet.answers = answers_text(*opening_.asked, *answers);
        sheet.scores = scores_text(opening_, *answers);
        sheet.is_readable = true;
        put_texts(*answers, page);
      }
    }
    page.sheets.push_back(std::move(sheet));
  }

 private:
  void put_texts(const Answers& answers, StagedPage& page) const {
    for (const Answer& answer : answers.answers)
      if (is_open(*opening_.asked, answer))
        page.texts.push_back({random_id(), opening_.wave.id, id_, answer.question,
                              static_cast<int>(answer.state), answer.text});
  }

  const Opening& opening_;
  const OpeningId id_;
  const sealing::KeyPair keys_;
  const sealing::LockedBytes link_key_;
  sealing::LockedBytes plain_;
};

// ---- The steps ----

Result<OpeningId> begin(SealedRun& run, const WaveId& id) {
  return run.commit([&](Transaction& tx) -> Result<OpeningId> {
    TRY(wave, tx.load<Wave>(id));
    TRY_DO(check_counted(wave));
    wave.opening = tx.new_id<OpeningId>();
    const OpeningId opening = wave.opening;
    tx.set_timer(dropping_timer(id, tx.confirmed_now() + kDroppedAfter));
    tx.save(std::move(wave));
    return opening;
  });
}

// What openings have left that broke off.
Result<void> drop_others(SealedRun& run, const WaveId& id, const OpeningId& opening) {
  for (bool is_more = true; is_more;) {
    TRY(dropped, run.commit([&](Transaction& tx) -> Result<bool> {
      TRY(remains, staged_beside(tx, id, opening));
      if (remains.empty()) return false;
      tx.save(std::move(remains));
      return true;
    }));
    is_more = dropped;
  }
  return {};
}

// All of the wave's, in an order that nobody can guess: so whoever saw them come can't tell by where they end up.
Result<std::vector<std::string>> shuffled_keys(SealedRun& run, const WaveId& id) {
  std::vector<std::string> keys;
  for (bool is_more = true; is_more;) {
    const std::string last = keys.empty() ? std::string() : keys.back();
    TRY(page, run.read([&](Snapshot& snapshot) { return answer_keys_after(snapshot, id, last, kKeysAtOnce); }));
    is_more = !page.empty();
    keys.insert(keys.end(), std::make_move_iterator(page.begin()), std::make_move_iterator(page.end()));
  }
  sealing::shuffle(std::span<std::string>(keys), chance());
  return keys;
}

Result<void> keep_page(SealedRun& run, const WaveId& id, const OpeningId& opening, const StagedPage& page) {
  return run.commit([&](Transaction& tx) -> Result<void> {
    TRY(wave, tx.load<Wave>(id));
    TRY_DO(check_opening(wave, opening));
    tx.set_timer(dropping_timer(id, tx.confirmed_now() + kDroppedAfter));
    for (const OpenedSheet& sheet : page.sheets) tx.save(sheet);
    for (const OpenAnswer& text : page.texts) tx.save(text);
    return {};
  });
}

std::size_t open_count(const Questionnaire& asked) {
  return static_cast<std::size_t>(std::ranges::count(asked.questions, Kind::open, &Question::kind));
}

std::size_t page_size(const Questionnaire& asked) {
  return std::max(kAnswersAtOnceMin, kRowsAtOnce / (1 + open_count(asked)));
}

// Sheets and texts are staged one after the other, each in an order of its own: what is committed together can be told
// in the database's files from what is not, so texts beside sheets would be of one of few writers.
enum class Part { sheets, texts };

Result<void> stage(SealedRun& run, const Opening& opening, const OpeningId& id, Reading& reading, Part part) {
  TRY(keys, shuffled_keys(run, opening.wave.id));
  std::size_t at = 0;
  for (const std::size_t end : page_ends(keys.size(), page_size(*opening.asked))) {
    std::vector<Stored<SealedAnswer>::Key> of_page;
    for (; at < end; ++at) of_page.emplace_back(opening.wave.id, keys[at]);
    TRY(answers, run.read([&](Snapshot& snapshot) { return snapshot.load_all<SealedAnswer>(of_page); }));
    StagedPage page;
    for (const SealedAnswer& answer : answers) reading.read(answer, page);
    if (part == Part::sheets) page.texts.clear();
    if (part == Part::texts) page.sheets.clear();
    // Nor do a writer's texts lie together.
    sealing::shuffle(std::span<OpenAnswer>(page.texts), chance());
    TRY_DO(keep_page(run, opening.wave.id, id, page));
  }
  return {};
}

// A code that several sheets of the wave have joins none of them.
Result<void> unlink_shared(SealedRun& run, const WaveId& id, const OpeningId& opening) {
  for (bool is_more = true; is_more;) {
    TRY(unlinked, run.commit([&](Transaction& tx) -> Result<bool> {
      TRY(shared, with_shared_links(tx, id, opening, kLinksAtOnce));
      for (OpenedSheet& sheet : shared) {
        sheet.link.clear();
        tx.save(std::move(sheet));
      }
      return !shared.empty();
    }));
    is_more = unlinked;
  }
  return {};
}

Result<Wave> finish(SealedRun& run, const WaveId& id, const OpeningId& opening) {
  return run.commit([&](Transaction& tx) -> Result<Wave> {
    TRY(found, gather(tx, one<Wave>(id), [&](Reader& reader) { return read_so_far(reader, id, opening); }));
    auto& [wave, read] = found;
    TRY(series, tx.load<Series>(wave.series));
    TRY(step, finish_opening(std::move(wave), opening, read, run.caller().subject, tx.now()));
    Wave opened = step.wave;
    TRY_DO(take(tx, series, std::move(step)));
    tx.set_timer(dropping_timer(id, tx.confirmed_now()));
    return opened;
  });
}

// What can't take effect doesn't lie in the clear until its time has come.
Result<void> drop_now(SealedRun& run, const WaveId& id, const OpeningId& opening) {
  return run.commit([&](Transaction& tx) -> Result<void> {
    TRY(wave, tx.load<Wave>(id));
    TRY_DO(check_opening(wave, opening));
    tx.set_timer(dropping_timer(id, tx.confirmed_now()));
    return {};
  });
}

}  // namespace

Result<v1::OpenWaveResponse> open_wave(SealedRun& run, const v1::OpenWaveRequest& request) {
  const WaveId id{request.wave_id()};
  TRY(opening, run.read([&](Snapshot& snapshot) { return opening_of(snapshot, id, run.caller().subject); }));
  TRY(keeper_keys, keys_of(opening.keeper, request.passphrase()));
  sealing::KeyPair keys{public_key_of(opening.wave.public_key),
                        open_for(opening.keeper, keeper_keys, opening.wave.private_key)};
  TRY(began, begin(run, id));
  Reading reading(opening, began, std::move(keys),
                  open_for(opening.keeper, keeper_keys, opening.series.link_key));
  TRY_DO(drop_others(run, id, began));
  TRY_DO(stage(run, opening, began, reading, Part::sheets));
  if (open_count(*opening.asked) > 0) TRY_DO(stage(run, opening, began, reading, Part::texts));
  TRY_DO(unlink_shared(run, id, began));
  const Result<Wave> opened = finish(run, id, began);
  if (!opened && opened.error().reason == kTooFewReadable) TRY_DO(drop_now(run, id, began));
  if (!opened) return tl::unexpected(opened.error());
  v1::OpenWaveResponse response;
  response.set_answered_count(opened->answered_count);
  response.set_unreadable_count(opened->unreadable_count);
  return response;
}

}  // namespace opora::feedback
