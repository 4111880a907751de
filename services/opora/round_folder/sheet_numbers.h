// The numbers of a spreadsheet as text: days and times are numbers there, and only a cell's format tells.
#pragma once

#include <string>
#include <string_view>

namespace opora::round_folder {

// What a cell's format shows of a number.
enum class Shown { number, day, time };

// Of a format's code, such as "dd.mm.yyyy hh:mm".
Shown shown_by(std::string_view format_code);
// Of a format that every workbook has without saying so, by its number.
Shown shown_by_number(int format);

// From which day a workbook counts: Excel's on Macs began in 1904.
enum class Epoch { year_1900, year_1904 };

// "20", "0.5", "2023-10-18", "2023-10-18T09:30:00". A number that no calendar has stays a number.
std::string number_text(double number, Shown shown, Epoch epoch);

}  // namespace opora::round_folder
