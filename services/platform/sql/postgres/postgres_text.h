// Our statements in PostgreSQL's words. Services write one text for all engines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace opora {

struct NumberedText {
  std::string text;                // parameters written $1, $2 …
  std::vector<std::string> names;  // what they are called, $1 first
};

// ":name" becomes "$n", the same name the same number. What stands in quotes or behind "--" is left alone, and so is
// "::type".
NumberedText with_numbered_parameters(std::string_view text);

// A schema's words: BLOB, INTEGER (64 bits, as everywhere here), TEXT (compared byte by byte, whatever the database's
// collation) and WITHOUT ROWID, which PostgreSQL has no need of.
std::string schema_in_postgres_words(std::string_view text);

}  // namespace opora
