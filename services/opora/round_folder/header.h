// The first row of a table: which of its columns is where.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "opora/round_folder/table.h"

namespace opora::round_folder {

// Columns by name, as the table's description writes it; nothing when the header can't be used. A column that no table
// has is noted and left out, as is one without a name.
std::optional<Row::Index> read_header(const std::string& file, const RawRow& header, const Columns& columns,
                                      Defects& defects);

// The language of a column such as name_ru, if it belongs to the family "name".
std::optional<std::string> language_of(std::string_view column, std::string_view family);

// What a spreadsheet calls its columns: A to Z, AA, AB …
std::string column_letters(std::size_t index);

}  // namespace opora::round_folder
