// What a list looks like: a table for people, CSV for a spreadsheet, JSON for a program. Pure.
#pragma once

#include <string>

#include "reporting/report/document.h"

namespace opora::tool {

// Columns are called alike in all three forms; a number's cell is one, or empty.
using report::Table;

enum class Form { table, csv, json };

// As a table: each cell can't steer the terminal, nor turn what stands beside it.
// As CSV (RFC 4180): UTF-8 with the mark by which a spreadsheet knows it. A text that it would take for a formula
// stands after an apostrophe, for names are what strangers typed.
// As JSON: a list of objects, with null for the number that a row lacks.
std::string to_text(const Table& table, Form form);

}  // namespace opora::tool
