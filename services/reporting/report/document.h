// What a report says, in one language and without a form: the terminal and the browser are shown the same.
#pragma once

#include <string>
#include <vector>

#include "opora/reporting/v1/reporting_service.pb.h"
#include "platform/text/catalogue.h"

namespace opora::report {

struct Table {
  struct Column {
    std::string heading;
    bool number = false;
  };
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // a cell for each column; the first names the row
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
  std::string title;      // the round's name and year
  std::string headline;   // "Different people: 121"
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
