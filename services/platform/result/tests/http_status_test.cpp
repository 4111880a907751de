// Every code has the status of RFC 9110 that says the same.
#include "platform/result/http_status.h"

#include <gtest/gtest.h>

namespace opora {
namespace {

struct StatusCase {
  Code code;
  int status;
};
const StatusCase kStatuses[] = {
    {Code::invalid, 400},         {Code::not_found, 404},  {Code::conflict, 409}, {Code::unauthenticated, 401},
    {Code::denied, 403},          {Code::overloaded, 429}, {Code::deadline, 504}, {Code::unavailable, 503},
    {Code::outcome_unknown, 504}, {Code::internal, 500},
};

TEST(HttpStatus, IsThatOfTheCode) {
  for (const auto& row : kStatuses) EXPECT_EQ(http_status_of(row.code), row.status);
}

TEST(HttpStatus, IsKnownOfEveryCode) {
  static_assert(std::size(kStatuses) == static_cast<std::size_t>(Code::internal) + 1, "a row for each code");
  for (std::size_t i = 0; i < std::size(kStatuses); ++i)
    EXPECT_EQ(kStatuses[i].code, static_cast<Code>(i)) << "in the order of the codes, so none is listed twice";
}

// Whoever looks at the status alone knows whose trouble it is: the caller's below 500, ours from there on.
TEST(HttpStatus, SaysWhoseTroubleItIs) {
  for (const auto& row : kStatuses) {
    const bool is_ours = row.code == Code::internal || row.code == Code::unavailable || row.code == Code::deadline ||
                         row.code == Code::outcome_unknown;
    EXPECT_EQ(http_status_of(row.code) >= 500, is_ours) << http_status_of(row.code);
  }
}

}  // namespace
}  // namespace opora
