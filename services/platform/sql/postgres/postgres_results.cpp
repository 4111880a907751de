#include "platform/sql/postgres/postgres_results.h"

#include <stdexcept>
#include <string>
#include <utility>

#include <libpq-fe.h>

namespace opora {
namespace {

// The types of results, from PostgreSQL's catalogue.
constexpr Oid kBool = 16, kBytes = 17, kName = 19, kInt8 = 20, kInt2 = 21, kInt4 = 23, kText = 25, kVarchar = 1043,
              kNumeric = 1700;

template <class Unsigned>
Unsigned big_endian(const char* bytes) {
  Unsigned value = 0;
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i)
    value = static_cast<Unsigned>(value << 8 | static_cast<unsigned char>(bytes[i]));
  return value;
}

// A sum of 64-bit integers comes as a numeric: groups of four decimal digits, the first worth 10000^weight.
std::int64_t whole_number(const char* bytes) {
  const auto part = [&](int i) { return static_cast<std::int16_t>(big_endian<std::uint16_t>(bytes + 2 * i)); };
  const int count = part(0), weight = part(1);
  const bool negative = big_endian<std::uint16_t>(bytes + 4) == 0x4000;
  if (part(3) != 0 || count > weight + 1 || weight > 4)
    throw std::logic_error("a statement answers with a fraction or a huge number; cast it to an integer or to text");
  std::int64_t value = 0;
  for (int i = 0; i <= weight; ++i) {
    const int digits = i < count ? part(4 + i) : 0;
    if (__builtin_mul_overflow(value, 10000, &value) || __builtin_add_overflow(value, digits, &value))
      throw std::logic_error("a statement answers with a number of more than 64 bits");
  }
  return negative ? -value : value;
}

Row::Cell cell_of(const PGresult* result, int row, int column) {
  if (PQgetisnull(result, row, column) != 0) return {};
  const char* bytes = PQgetvalue(result, row, column);
  switch (PQftype(result, column)) {
    case kBool: return std::int64_t{bytes[0]};
    case kInt2: return std::int64_t{static_cast<std::int16_t>(big_endian<std::uint16_t>(bytes))};
    case kInt4: return std::int64_t{static_cast<std::int32_t>(big_endian<std::uint32_t>(bytes))};
    case kInt8: return static_cast<std::int64_t>(big_endian<std::uint64_t>(bytes));
    case kNumeric: return whole_number(bytes);
    case kBytes:
    case kName:
    case kText:
    case kVarchar: return std::string(bytes, static_cast<std::size_t>(PQgetlength(result, row, column)));
    default:
      throw std::logic_error("a statement answers with a type that no engine of ours shares; cast it to text");
  }
}

}  // namespace

void ClearResult::operator()(pg_result* result) const { PQclear(result); }

std::vector<ArrayType> array_types(const PGresult* result) {
  std::vector<ArrayType> types;
  for (int i = 0; i < PQnparams(result); ++i) {
    switch (PQparamtype(result, i)) {
      case kInt8: types.push_back(ArrayType::integer); break;
      case kBytes: types.push_back(ArrayType::bytes); break;
      case kText: types.push_back(ArrayType::text); break;
      default: return {};
    }
  }
  return types;
}

void add_rows(const PGresult* result, Rows& rows) {
  for (int row = 0; row < PQntuples(result); ++row) {
    std::vector<Row::Cell> cells;
    for (int column = 0; column < PQnfields(result); ++column) cells.push_back(cell_of(result, row, column));
    rows.emplace_back(std::move(cells));
  }
}

}  // namespace opora
