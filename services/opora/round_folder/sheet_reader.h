// The cells of one sheet of a workbook, row by row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "opora/round_folder/defects.h"
#include "opora/round_folder/raw_row.h"
#include "opora/round_folder/sheet_numbers.h"
#include "opora/round_folder/xml_stream.h"

namespace opora::round_folder {

// What cells refer to.
struct SheetContext {
  const std::vector<std::string>& strings;
  const std::vector<Shown>& styles;
  Epoch epoch = Epoch::year_1900;
};

// Rows have as many cells as the first of them at the least: a sheet leaves empty ones out.
class SheetReader : public XmlListener {
 public:
  SheetReader(const SheetContext& context, std::string file, Defects& defects, const OnRow& on_row)
      : context_(context), file_(std::move(file)), defects_(defects), on_row_(on_row) {}

  void begin(std::string_view element, const XmlAttributes& attributes) override;
  void end(std::string_view element) override;
  void text(std::string_view piece) override;
  bool satisfied() const override { return over_; }

 private:
  void begin_cell(const XmlAttributes& attributes);
  void end_cell();
  void end_row();
  std::string cell_text();
  void unreadable(Said why) { row_.unreadable.insert_or_assign(column_, std::move(why)); }

  const SheetContext& context_;
  std::string file_;
  Defects& defects_;
  const OnRow& on_row_;

  RawRow row_;
  std::int64_t row_count_ = 0;
  std::size_t width_ = 0;  // of the first row
  bool over_ = false;      // past the last row, or past more of them than are read
  bool too_wide_ = false;

  std::size_t next_column_ = 0, column_ = 0;
  std::string type_;
  std::size_t style_ = 0;
  std::string value_;
  bool in_cell_ = false, in_value_ = false, in_reading_ = false, is_formula_ = false;
};

}  // namespace opora::round_folder
