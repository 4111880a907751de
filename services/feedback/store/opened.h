// What openings have read, in its tables; and of waves that are opened, what may be read of it.
//
// An answer, in JSON: {"q": question, "r": row (left out unless of a matrix), "s": state (1 answered, 2 declined,
// 3 skipped, 4 not shown), "o": codes of options, "n": number}; what was not given is left out. A sheet's answers are a
// list of them, in the order of the version that its wave asks. Its scores: {"own_strain": 24500}, in 1/420 points; a
// scale of which too little was answered is left out.
#pragma once

#include <string>
#include <vector>

#include "feedback/domain/open_wave.h"
#include "feedback/domain/opened.h"
#include "feedback/domain/wave.h"
#include "platform/lane/transaction.h"
#include "platform/paging/page.h"

namespace opora::feedback {

constexpr auto table_of(Type<OpenedSheet>) {
  return Table("opened_sheets", "UNKNOWN_WAVE",
               key("wave_id", &OpenedSheet::wave),
               key("sheet_key", &OpenedSheet::key),
               column("opening_id", &OpenedSheet::opening),
               column("link", &OpenedSheet::link),
               column("answers", &OpenedSheet::answers),
               column("scores", &OpenedSheet::scores),
               column("readable", &OpenedSheet::is_readable));
}

constexpr auto table_of(Type<OpenAnswer>) {
  return Table("open_answers", "UNKNOWN_WAVE",
               key("wave_id", &OpenAnswer::wave),
               key("answer_key", &OpenAnswer::key),
               column("opening_id", &OpenAnswer::opening),
               column("question", &OpenAnswer::question),
               column("state", &OpenAnswer::state),
               column("text", &OpenAnswer::text));
}

// How many rows are dropped at once.
inline constexpr int kStagedMax = 400;

// A portion of what openings of a wave have staged that were not finished; loaded to be dropped: saved, it is deleted.
struct StagedRemains {
  WaveId wave;
  std::vector<std::string> sheets;   // keys
  std::vector<std::string> answers;  // keys
  bool empty() const { return sheets.empty() && answers.empty(); }
};

// Those of another opening than this one: the present one, or the one that was finished.
Result<StagedRemains> staged_beside(Reader& reader, const WaveId& wave, const OpeningId& opening);

// Sheets that hold a link which another sheet of the wave holds too: at most `limit`.
Result<std::vector<OpenedSheet>> with_shared_links(Reader& reader, const WaveId& wave, const OpeningId& opening,
                                                   int limit);

// What an opening has staged, beside what is sealed.
Result<ReadAnswers> read_so_far(Reader& reader, const WaveId& wave, const OpeningId& opening);

// Of a wave that is opened alone: others have none.
Result<std::vector<OpenedSheet>> opened_sheets_of(Reader& reader, const Wave& wave);

// What was written is listed by its random keys.
PageCursor cursor_of(const OpenAnswer& answer);

// At most `limit` texts of an opened wave after that cursor; of one question, if it is named.
Result<std::vector<OpenAnswer>> texts_after(Reader& reader, const Wave& wave, const std::string& question,
                                            const PageCursor& after, int limit);

}  // namespace opora::feedback

template <>
struct opora::Stored<opora::feedback::StagedRemains> {
  using Key = feedback::WaveId;
  static constexpr const char* unknown = "UNKNOWN_WAVE";
  static Key key(const feedback::StagedRemains& remains) { return remains.wave; }
  static std::vector<feedback::StagedRemains> load(Sql& sql, std::span<const Key> waves);
  static void save(Sql& sql, std::span<const feedback::StagedRemains> all);
};
