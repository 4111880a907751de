#include "platform/sql/postgres/postgres_batch.h"

#include <algorithm>
#include <cctype>
#include <cstring>
#include <stdexcept>

#include <arpa/inet.h>
#include <endian.h>

namespace opora {
namespace {

constexpr std::uint32_t kTextOid = 25, kBytesOid = 17, kIntegerOid = 20;

// Where the parenthesis that opens at `open` closes; npos if it doesn't. Quoted text is passed over.
std::size_t closing(const std::string& text, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < text.size(); ++i) {
    if (text[i] == '\'') {
      i = text.find('\'', i + 1);
      if (i == std::string::npos) return i;
    } else if (text[i] == '(') {
      ++depth;
    } else if (text[i] == ')' && --depth == 0) {
      return i;
    }
  }
  return std::string::npos;
}

// `text` with each "$n" replaced by what `instead` says of n.
template <class Instead>
std::string replaced_parameters(std::string_view text, Instead instead) {
  std::string replaced;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    while (text[i] == '$' && end < text.size() && std::isdigit(static_cast<unsigned char>(text[end])) != 0) ++end;
    if (end > i + 1)
      replaced += instead(std::stoul(std::string(text.substr(i + 1, end - i - 1))));
    else
      replaced += text[i];
    i = end;
  }
  return replaced;
}

// "$2::bigint[]"
std::string array_of(const std::vector<ArrayType>& types, std::size_t number) {
  const ArrayType type = types.at(number - 1);
  const char* name = type == ArrayType::text ? "text" : type == ArrayType::bytes ? "bytea" : "bigint";
  return "$" + std::to_string(number) + "::" + name + "[]";
}

// "unnest($1::text[], $2::bigint[]) WITH ORDINALITY AS opora_item(p1, p2, place)"
std::string items_of(const std::vector<ArrayType>& types) {
  std::string arrays, names;
  for (std::size_t i = 1; i <= types.size(); ++i) {
    arrays += (i > 1 ? ", " : "") + array_of(types, i);
    names += "p" + std::to_string(i) + ", ";
  }
  return "unnest(" + arrays + ") WITH ORDINALITY AS opora_item(" + names + "place)";
}

std::vector<std::string> words_between(const std::string& text, std::size_t open, std::size_t close) {
  std::vector<std::string> words(1);
  for (std::size_t i = open + 1; i < close; ++i) {
    if (text[i] == ',')
      words.emplace_back();
    else if (std::isspace(static_cast<unsigned char>(text[i])) == 0)
      words.back() += text[i];
  }
  return words;
}

bool begins_with(std::string_view text, std::string_view word) {
  const std::size_t first = text.find_first_not_of(" \n\t");
  return first != std::string_view::npos && text.substr(first).starts_with(word);
}

// "$12" is 11; nothing for what is no parameter.
std::optional<std::size_t> parameter_of(const std::string& word) {
  if (word.size() < 2 || word[0] != '$' || word.find_first_not_of("0123456789", 1) != std::string::npos)
    return std::nullopt;
  return std::stoul(word.substr(1)) - 1;
}

// An INSERT of one row, where it can be read: its values are parameters and literals alone.
struct Insert {
  std::size_t values, open, close;    // of VALUES and its parentheses
  std::vector<std::size_t> conflict;  // parameters
};

std::optional<Insert> read_insert(const std::string& text) {
  const std::size_t values = text.find("VALUES (");
  if (!begins_with(text, "INSERT INTO ") || values == std::string::npos) return std::nullopt;
  Insert insert{values, values + std::strlen("VALUES "), 0, {}};
  insert.close = closing(text, insert.open);
  if (insert.close == std::string::npos || text.find('$', insert.close) != std::string::npos) return std::nullopt;
  const std::size_t columns = text.find('(');
  const auto names = words_between(text, columns, closing(text, columns));
  const auto given = words_between(text, insert.open, insert.close);
  if (columns >= values || names.size() != given.size()) return std::nullopt;
  for (const std::string& word : given)
    if (!parameter_of(word) && word.find_first_of("$(") != std::string::npos) return std::nullopt;
  const std::size_t conflict = text.find("ON CONFLICT (", insert.close);
  if (conflict == std::string::npos) return insert;
  const std::size_t keys = conflict + std::strlen("ON CONFLICT ");
  for (const std::string& key : words_between(text, keys, closing(text, keys))) {
    const auto found = std::find(names.begin(), names.end(), key);
    const auto parameter = found == names.end() ? std::nullopt : parameter_of(given[found - names.begin()]);
    if (!parameter) return std::nullopt;  // items that meet could not be told apart
    insert.conflict.push_back(*parameter);
  }
  return insert;
}

}  // namespace

bool is_select(std::string_view text) { return begins_with(text, "SELECT "); }

std::optional<std::string> with_arrays(const std::string& text, const std::vector<ArrayType>& types) {
  if (types.empty()) return std::nullopt;
  if (is_select(text))
    return "SELECT opora_row.* FROM " + items_of(types) + ", LATERAL (" +
           replaced_parameters(text, [](std::size_t n) { return "opora_item.p" + std::to_string(n); }) +
           " OFFSET 0) AS opora_row ORDER BY opora_item.place";
  const std::optional<Insert> insert = read_insert(text);
  if (!insert) return std::nullopt;
  // Side by side in a SELECT's list they go through no store of tuples, as they would behind FROM.
  return text.substr(0, insert->values) + "SELECT " +
         replaced_parameters(text.substr(insert->open + 1, insert->close - insert->open - 1),
                             [&](std::size_t n) { return "unnest(" + array_of(types, n) + ")"; }) +
         text.substr(insert->close + 1);
}

std::vector<std::size_t> conflict_parameters(const std::string& text) {
  const std::optional<Insert> insert = read_insert(text);
  return insert ? insert->conflict : std::vector<std::size_t>();
}

void BinaryArray::add(const Value& value) {
  const auto put_length = [this](std::uint32_t length) {
    const std::uint32_t wire = htonl(length);
    bytes_.append(reinterpret_cast<const char*>(&wire), sizeof wire);
  };
  ++count_;
  const Value::Variant& held = value.get();
  if (std::holds_alternative<std::monostate>(held)) {
    has_null_ = true;
    return put_length(0xFFFFFFFF);
  }
  if (const auto* number = std::get_if<std::int64_t>(&held)) {
    if (type_ != ArrayType::integer) throw std::logic_error("a number was given for text or bytes");
    put_length(sizeof *number);
    const std::uint64_t wire = htobe64(static_cast<std::uint64_t>(*number));
    bytes_.append(reinterpret_cast<const char*>(&wire), sizeof wire);
    return;
  }
  if (type_ == ArrayType::integer) throw std::logic_error("text or bytes were given for a number");
  const auto* text = std::get_if<std::string_view>(&held);
  const std::string_view bytes = text != nullptr ? *text : std::get<Blob>(held).bytes;
  put_length(static_cast<std::uint32_t>(bytes.size()));
  bytes_.append(bytes);
}

void BinaryArray::clear() {
  bytes_.resize(kHeader);
  count_ = 0;
  has_null_ = false;
}

std::string_view BinaryArray::bytes() {
  const std::uint32_t oid = type_ == ArrayType::text ? kTextOid : type_ == ArrayType::bytes ? kBytesOid : kIntegerOid;
  const std::uint32_t count = static_cast<std::uint32_t>(count_), has_null = has_null_ ? 1 : 0;
  const std::uint32_t header[5] = {htonl(1), htonl(has_null), htonl(oid), htonl(count), htonl(1)};
  static_assert(sizeof header == kHeader);
  std::memcpy(bytes_.data(), header, sizeof header);
  return bytes_;
}

}  // namespace opora
