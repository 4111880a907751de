#include "opora/round_folder/workbook_parts.h"

#include "opora/round_folder/raw_row.h"

namespace opora::round_folder {

void SheetList::begin(std::string_view element, const XmlAttributes& attributes) {
  if (element == "sheet" && sheets.size() < kCountMax)
    sheets.push_back({std::string(attributes["name"]), std::string(attributes["id"])});
  if (element == "workbookPr" && (attributes["date1904"] == "1" || attributes["date1904"] == "true"))
    epoch = Epoch::year_1904;
}

void Relations::begin(std::string_view element, const XmlAttributes& attributes) {
  if (element == "Relationship" && targets.size() < kCountMax)
    targets.emplace(attributes["Id"], attributes["Target"]);
}

void SharedStrings::begin(std::string_view element, const XmlAttributes&) {
  if (element == "si") {
    too_many = too_many || strings.size() == kCountMax;
    if (!too_many) strings.emplace_back();
  } else if (element == "rPh") {
    in_reading_ = true;
  } else if (element == "t") {
    in_text_ = !in_reading_;
  }
}

void SharedStrings::end(std::string_view element) {
  if (element == "rPh") in_reading_ = false;
  if (element == "t") in_text_ = false;
}

void SharedStrings::text(std::string_view piece) {
  if (!in_text_ || strings.empty() || strings.back().size() > kFieldBytesMax) return;  // a cell with it is refused
  bytes_ += piece.size();
  too_many = too_many || bytes_ > kBytesMax;
  if (!too_many) strings.back() += piece;
}

void Styles::begin(std::string_view element, const XmlAttributes& attributes) {
  if (element == "numFmt" && formats_.size() < kCountMax) {
    if (const auto number = number_in<int>(attributes["numFmtId"]))
      formats_.insert_or_assign(*number, shown_by(attributes["formatCode"]));
  } else if (element == "cellXfs") {
    in_cells_ = true;
  } else if (element == "xf" && in_cells_ && of_cells.size() < kCountMax) {
    const int number = number_in<int>(attributes["numFmtId"]).value_or(0);
    const auto own = formats_.find(number);
    of_cells.push_back(own != formats_.end() ? own->second : shown_by_number(number));
  }
}

void Styles::end(std::string_view element) {
  if (element == "cellXfs") in_cells_ = false;
}

}  // namespace opora::round_folder
