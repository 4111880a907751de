// What a report says, in one language and without a form: the terminal and the browser are shown the same.
#pragma once

#include <string>
#include <vector>

#include "opora/reporting/v1/reporting_service.pb.h"
#include "platform/text/catalogue.h"
#include "reporting/report/names.h"

namespace opora::report {

// Drawn beside a row, on one scale for the whole table; what it shows stands in the row as a number.
struct Bar {
  std::int64_t filled = 0;
  std::int64_t of = 0;  // drawn as an outline; 0: none
};

struct Table {
  struct Column {
    std::string heading;
    bool number = false;
  };
  std::vector<Column> columns;
  std::vector<std::vector<Wording>> rows;  // a cell for each column; the first names the row
  std::vector<Bar> bars = {};              // one for each row, or none at all
};

struct Fact {
  std::string label;
  std::string value;
  std::string sentence;  // what it counts
};

struct Section {
  std::string heading;
  std::vector<std::string> notes;
  Table table;  // left out if it has no rows
};

struct Document {
  std::string language;   // "en", "ru": of everything but names that are not known in it
  Wording title;          // the round's name and year
  std::string dates;      // "Sessions: 2023-10-03 to 2023-10-21"; empty if there are none
  std::string made;       // when, and up to where it counts
  std::string headline;   // "Different people: 121"
  std::vector<std::string> explanations;  // of the headline's terms, and of what stands there as "121–124"
  std::string extent;     // "34 sessions, 12 days, 15 organisations"; empty if nobody came
  std::string programme;  // "Programme: …"
  std::string warning;    // that it is not for publication
  std::string figures_heading;
  std::vector<Fact> figures;
  std::vector<Section> sections;
};

// Throws what Words throws: that a word is missing is a mistake of ours, which tests find.
Document compose(const reporting::v1::RoundReport& report, const Words& words);

}  // namespace opora::report
