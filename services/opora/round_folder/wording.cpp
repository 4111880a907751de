#include "opora/round_folder/wording.h"

#include <algorithm>

#include "round_folder_words.h"

namespace opora::round_folder {
namespace {

constexpr std::string_view kByService = "by_service";

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string part_of(const Said& said, std::string_view name) {
  const auto part = std::ranges::find(said.parts, name, &Part::name);
  return part == said.parts.end() ? std::string() : part->text;
}

}  // namespace

Said said_of(const TableName& name) {
  if (name.sheet.empty()) return {"place.file", {{"file", name.file}}};
  return {"place.sheet", {{"file", name.file}, {"sheet", name.sheet}}};
}

Said said_by_service(const Error& refusal) {
  return {std::string(kByService), {{"reason", refusal.reason}, {"message", refusal.message}}};
}

std::string to_text(const Defect& defect) { return Wording().text(defect); }

Wording::Wording(std::string_view language, FolderNames names, InLanguage in_language)
    : words_(&round_folder_words().in(language)), names_(std::move(names)), in_language_(in_language) {}

Error Wording::in_language(Error refusal) const {
  return in_language_ == nullptr ? refusal : in_language_(std::move(refusal), words_->language());
}

std::string Wording::file(const std::string& file) const { return text(said_of(names_.table(file))); }

std::string Wording::place(const Defect& defect) const {
  std::vector<Part> parts{{"place", file(defect.file)}};
  if (defect.line == 0) return parts.front().text;
  parts.push_back({"line", std::to_string(defect.line)});
  if (defect.column.empty()) return text(Said("place.line", std::move(parts)));
  return text(Said("place.column", std::move(parts)), &defect);
}

std::string Wording::message(const Defect& defect) const {
  std::string sentences;
  for (const Said& said : defect.said) sentences += (sentences.empty() ? "" : " ") + text(said, &defect);
  return sentences;
}

std::string Wording::text(const Defect& defect) const {
  const std::string reason = defect.reason.empty() ? "" : defect.reason + ": ";
  return place(defect) + ": " + reason + message(defect);
}

// What stands in braces: a part of the sentence; else the defect's column, a file, or a file's column.
std::string Wording::filled(std::string_view place, const Said& said, const Defect* of) const {
  const auto part = std::ranges::find(said.parts, place, &Part::name);
  if (part != said.parts.end()) {
    if (!part->column_of.empty()) return quoted(names_.column(part->column_of, part->text));
    if (!part->by_language.empty()) {
      const auto worded = part->by_language.find(words_->language());
      return worded == part->by_language.end() ? part->by_language.at("en") : worded->second;
    }
    std::string list = part->text;
    for (const Said& each : part->said) list += (list.empty() ? "" : ", ") + text(each, of);
    return list;
  }
  if (place == "column" && of != nullptr) return quoted(names_.column(of->file, of->column));
  const auto dot = place.find('.');
  if (dot == std::string_view::npos) return "{" + std::string(place) + "}";
  const std::string table = std::string(place.substr(0, dot)) + ".csv";
  const std::string column(place.substr(dot + 1));
  return column == "csv" ? file(table) : quoted(names_.column(table, column));
}

std::string Wording::text(const Said& said, const Defect* of) const {
  if (said.key == kByService)
    return in_language({Code::invalid, part_of(said, "reason"), part_of(said, "message")}).message;
  const std::string words = said.count ? words_->counted(said.key, *said.count) : words_->text(said.key);
  std::string whole;
  for (std::string_view left = words; !left.empty();) {
    const auto open = left.find('{'), close = left.find('}', open);
    whole += left.substr(0, open);
    if (close == std::string_view::npos) break;
    whole += filled(left.substr(open + 1, close - open - 1), said, of);
    left.remove_prefix(close + 1);
  }
  return whole;
}

}  // namespace opora::round_folder
