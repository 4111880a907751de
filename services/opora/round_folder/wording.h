// The one place where what is said of a folder becomes text: in a language of words/, with the names that the folder
// gives its files and columns.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "opora/round_folder/defects.h"
#include "platform/result/result.h"
#include "platform/text/catalogue.h"

namespace opora::round_folder {

class Wording {
 public:
  // How a service's own refusal is said in a language, where there are no words of folders for it.
  using InLanguage = Error (*)(Error refusal, std::string_view language);

  explicit Wording(std::string_view language = "en", FolderNames names = {}, InLanguage in_language = nullptr);

  // `sessions.csv, line 4, column "room": UNKNOWN_ROOM: …`
  std::string text(const Defect& defect) const;
  // `sessions.csv, line 4, column "room"`
  std::string place(const Defect& defect) const;
  // What is wrong and what to do.
  std::string message(const Defect& defect) const;
  std::string text(const Said& said) const { return text(said, nullptr); }
  // "people.csv", "round.xlsx, sheet people"
  std::string file(const std::string& file) const;
  // The column's name as the file has it.
  std::string column(const std::string& file, const std::string& column) const { return names_.column(file, column); }
  // A refusal that no word of folders was put in yet.
  Error in_language(Error refusal) const;

 private:
  std::string text(const Said& said, const Defect* of) const;
  std::string filled(std::string_view place, const Said& said, const Defect* of) const;

  const Words* words_;
  FolderNames names_;
  InLanguage in_language_;
};

// Where a table was read, to be said in a sentence.
Said said_of(const TableName& name);

// What a service says itself, where there are no words of folders for it.
Said said_by_service(const Error& refusal);

}  // namespace opora::round_folder
