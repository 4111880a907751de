#include "fuzz/folders.h"

#include <algorithm>
#include <string_view>
#include <type_traits>

#include "fuzz/fuzzer.h"
#include "opora/load/refused_rows.h"
#include "opora/round_folder/decoding.h"
#include "opora/round_folder/wording.h"
#include "platform/text/typed_text.h"

namespace opora::fuzzing {
namespace {

using round_folder::Defect;
using round_folder::Defects;
using round_folder::ReadFolder;
using round_folder::RoundFolder;
using round_folder::Wording;

// Calls `each` with every value that a row has of its own.
void values_of(const round_folder::Place& row, const auto& each) {
  each(row.kind, row.key, row.parent, row.name, row.time_zone, row.capacity, row.code);
}
void values_of(const round_folder::Programme& row, const auto& each) { each(row.key, row.name, row.list); }
void values_of(const round_folder::Project& row, const auto& each) { each(row.key, row.programme, row.name); }
void values_of(const round_folder::Organisation& row, const auto& each) {
  each(row.key, row.name, row.kind, row.region);
}
void values_of(const round_folder::Partnership& row, const auto& each) {
  each(row.project, row.organisation, row.role);
}
void values_of(const round_folder::Round& row, const auto& each) {
  each(row.key, row.programme, row.projects, row.name, row.year);
}
void values_of(const round_folder::Session& row, const auto& each) {
  each(row.key, row.round, row.project, row.room, row.kind, row.topic, row.audience, row.title, row.start,
       row.duration_minutes, row.capacity, row.registration_end, row.published);
}
void values_of(const round_folder::RosterRow& row, const auto& each) {
  each(row.key, row.name, row.occupation, row.organisation, row.from_date, row.until_date);
}
void values_of(const round_folder::Group& row, const auto& each) {
  each(row.key, row.session, row.organisation, row.head_count, row.members);
}
void values_of(const round_folder::Cancellation& row, const auto& each) { each(row.group); }
void values_of(const round_folder::Attendance& row, const auto& each) {
  each(row.session, row.person, row.scanned_at);
}

// Calls `row` with each row of all tables, and `value` with each of its values.
void rows_of(const RoundFolder& folder, const auto& on_row, const auto& on_value) {
  const auto all = [&](const auto& rows) {
    for (const auto& row : rows) {
      on_row(row);
      values_of(row, [&](const auto&... values) { (on_value(values), ...); });
    }
  };
  all(folder.places), all(folder.programmes), all(folder.projects), all(folder.organisations);
  all(folder.partnerships), all(folder.rounds), all(folder.sessions), all(folder.people), all(folder.groups);
  all(folder.cancellations), all(folder.attendances);
}

template <class T>
std::string written(const T& value) {
  if constexpr (std::is_same_v<T, std::string>) {
    return "\"" + value + "\"";
  } else if constexpr (std::is_same_v<T, LocalizedText>) {
    std::string all;
    for (const auto& [language, words] : value.by_language) all += language + "=" + written(words);
    return "{" + all + "}";
  } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
    std::string all;
    for (const std::string& each : value) all += written(each);
    return "[" + all + "]";
  } else if constexpr (std::is_same_v<T, std::chrono::local_seconds>) {
    return std::to_string(value.time_since_epoch().count());
  } else {
    return std::to_string(static_cast<std::int64_t>(value));
  }
}

std::string text_of(const std::vector<Defect>& defects, const Wording& wording) {
  std::string text;
  for (const Defect& defect : defects) text += wording.text(defect) + "\n";
  return text;
}

// All that is said of a folder.
std::string told_of(const Defects& defects) {
  const Wording wording("en", defects.names());
  return std::to_string(defects.total()) + "\n" + text_of(defects.sorted(), wording) +
         text_of(defects.notes(), wording);
}

bool is_reason(std::string_view reason) {
  return std::ranges::all_of(reason, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

void expect_told(const std::vector<Defect>& told, const Wording& wording) {
  constexpr std::size_t kReadable = 2'000;  // bytes
  expect(told.size() <= Defects::kKeptMax, "the first defects are kept and no more");
  for (const Defect& defect : told) {
    const std::string place = wording.place(defect), message = wording.message(defect);
    expect(!defect.file.empty() && defect.line >= 0 && !place.empty(), "a defect says where it is", place);
    expect(is_reason(defect.reason), "a reason is a stable word", defect.reason);
    expect(!message.empty(), "a defect says what to do", place);
    expect(round_folder::is_utf8(place), "where a defect is is UTF-8", place);
    expect(round_folder::is_utf8(message), "what is said of a defect is UTF-8", message);
    expect(message.size() < kReadable, "what is said of a defect can be read", message);
  }
}

void expect_told(const Defects& defects) {
  const std::vector<Defect> kept = defects.sorted(), notes = defects.notes();
  expect(defects.empty() == kept.empty() && defects.total() >= kept.size(), "defects are counted");
  for (const Defect& defect : kept)
    expect(!defect.reason.empty(), "a defect has a reason", round_folder::to_text(defect));
  for (const char* language : {"en", "ru", "bg", "kk"}) {
    const Wording wording(language, defects.names());
    expect_told(kept, wording);
    expect_told(notes, wording);
  }
}

void expect_kept_text(const std::string& text) {
  expect(round_folder::is_utf8(text), "what was read is UTF-8", text);
  expect(composed(text) == text, "what was read is composed", text);
}

void expect_as_kept(const RoundFolder& folder) {
  rows_of(
      folder, [](const round_folder::Source& row) { expect(row.sound && row.line > 0, "a row is sound"); },
      []<class T>(const T& value) {
        if constexpr (std::is_same_v<T, std::string>) expect_kept_text(value);
        if constexpr (std::is_same_v<T, std::vector<std::string>>) std::ranges::for_each(value, expect_kept_text);
        if constexpr (std::is_same_v<T, LocalizedText>)
          for (const auto& [language, words] : value.by_language) expect_kept_text(language), expect_kept_text(words);
      });
}

}  // namespace

std::string text_of(const RoundFolder& folder) {
  std::string text;
  rows_of(
      folder, [&](const round_folder::Source& row) { text += "\n" + std::to_string(row.line); },
      [&](const auto& value) { text += " " + written(value); });
  return text;
}

ReadFolder read_soundly(const std::filesystem::path& path) {
  ReadFolder first = round_folder::read_round_folder(path);
  const ReadFolder second = round_folder::read_round_folder(path);
  expect_told(first.defects);
  const std::string told = told_of(first.defects), told_again = told_of(second.defects);
  expect(told == told_again, "reading twice tells the same", told + "----\n" + told_again);
  expect(text_of(first.folder) == text_of(second.folder), "reading twice gives the same",
         text_of(first.folder) + "\n----" + text_of(second.folder));
  if (!first.defects.empty()) return first;
  expect_as_kept(first.folder);
  const load::Told<load::Refused> refused = load::refused_rows(first.folder);
  expect(refused.total >= refused.kept.size(), "refused rows are counted");
  for (const char* language : {"en", "ru", "bg", "kk"})
    expect_told(refused.kept, Wording(language, first.defects.names()));
  return first;
}

}  // namespace opora::fuzzing
