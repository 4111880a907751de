// The parts of a workbook beside its sheets: which sheets there are, the strings that cells share, and how they show
// numbers.
#pragma once

#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "opora/round_folder/sheet_numbers.h"
#include "opora/round_folder/xml_stream.h"

namespace opora::round_folder {

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number number{};
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

// xl/workbook.xml
struct SheetList : XmlListener {
  static constexpr std::size_t kCountMax = 1'000;
  struct Entry {
    std::string name;
    std::string relation;
  };
  std::vector<Entry> sheets;
  Epoch epoch = Epoch::year_1900;

  void begin(std::string_view element, const XmlAttributes& attributes) override;
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

// xl/_rels/workbook.xml.rels: the parts by the ids of their relations.
struct Relations : XmlListener {
  static constexpr std::size_t kCountMax = 10'000;
  std::map<std::string, std::string, std::less<>> targets;

  void begin(std::string_view element, const XmlAttributes& attributes) override;
  void end(std::string_view) override {}
  void text(std::string_view) override {}
};

// xl/sharedStrings.xml; readings of Japanese words are left out.
struct SharedStrings : XmlListener {
  static constexpr std::size_t kCountMax = 4'000'000, kBytesMax = std::size_t{128} << 20;
  std::vector<std::string> strings;
  bool too_many = false;

  void begin(std::string_view element, const XmlAttributes& attributes) override;
  void end(std::string_view element) override;
  void text(std::string_view piece) override;
  bool satisfied() const override { return too_many; }

 private:
  bool in_text_ = false, in_reading_ = false;
  std::size_t bytes_ = 0;
};

// xl/styles.xml
struct Styles : XmlListener {
  static constexpr std::size_t kCountMax = 100'000;
  std::vector<Shown> of_cells;

  void begin(std::string_view element, const XmlAttributes& attributes) override;
  void end(std::string_view element) override;
  void text(std::string_view) override {}

 private:
  std::map<int, Shown> formats_;
  bool in_cells_ = false;
};

}  // namespace opora::round_folder
