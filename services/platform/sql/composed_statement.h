// A statement's text put together by the compiler, since the columns of a described type are written elsewhere:
//
//   constexpr ComposedStatement kAll("SELECT ", columns_of<Group>("g"), " FROM groups_registered g ORDER BY arrival");
#pragma once

#include <cstddef>
#include <string_view>

#include "platform/sql/sql.h"

namespace opora {

// A piece of text whose greatest size the compiler knows.
template <std::size_t capacity>
struct TextPiece {
  char characters[capacity + 1]{};  // ends with a zero
  std::size_t size = 0;

  constexpr void append(std::string_view more) {
    for (const char c : more) characters[size++] = c;
  }
  constexpr std::string_view view() const { return {characters, size}; }
};

// How many characters a part of a statement takes at most.
template <class Part>
struct PartSize;
template <std::size_t size>
struct PartSize<char[size]> {
  static constexpr std::size_t most = size - 1;
};
template <std::size_t capacity>
struct PartSize<TextPiece<capacity>> {
  static constexpr std::size_t most = capacity;
};

// Its parts are literals and pieces of text. Like any Statement a constant beside its use.
template <std::size_t capacity>
class ComposedStatement final : public Statement {
 public:
  template <class... Parts>
  explicit constexpr ComposedStatement(const Parts&... parts) : Statement(text_.characters) {
    (add(parts), ...);
  }

 private:
  template <std::size_t size>
  constexpr void add(const char (&literal)[size]) {
    text_.append(std::string_view(literal, size - 1));
  }
  template <std::size_t size>
  constexpr void add(const TextPiece<size>& piece) {
    text_.append(piece.view());
  }
  TextPiece<capacity> text_;
};
template <class... Parts>
ComposedStatement(const Parts&...) -> ComposedStatement<(PartSize<Parts>::most + ...)>;

}  // namespace opora
