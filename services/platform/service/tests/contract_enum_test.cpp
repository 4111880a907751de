// Enums of a service and of its contract are compared by name and number.
#include "platform/service/contract_enum.h"

#include <gtest/gtest.h>

namespace opora {
namespace {

enum class Status { unspecified = 0, confirmed = 1, waiting = 2 };
enum class WithoutZero { confirmed = 1, waiting = 2 };
enum class Swapped { confirmed = 2, waiting = 1 };
enum class Renamed { confirmed = 1, queued = 2 };
enum class TooMany { confirmed = 1, waiting = 2, cancelled = 3 };
enum class TooFew { confirmed = 1 };
enum class InTwoWords { no_show = 1 };
enum Contract : int { STATUS_UNSPECIFIED = 0, STATUS_CONFIRMED = 1, STATUS_WAITING = 2 };
enum InTwoWordsContract : int { IN_TWO_WORDS_UNSPECIFIED = 0, IN_TWO_WORDS_NO_SHOW = 1 };
enum OtherPrefix : int { STATUS2_UNSPECIFIED = 0, STATUS_2_CONFIRMED = 1, STATUS2_WAITING = 2 };

static_assert(enumerator_name<Status::waiting>() == "waiting");
static_assert(enumerator_name<static_cast<Status>(7)>().empty());
static_assert(enumerator_name<STATUS_WAITING>() == "STATUS_WAITING");
static_assert(enumerator_name<static_cast<Contract>(7)>().empty());

TEST(ContractEnum, IsTheDomainsByNameAndNumber) {
  EXPECT_TRUE((are_alike<Status, Contract>()));
  EXPECT_TRUE((are_alike<WithoutZero, Contract>()));
  EXPECT_TRUE((are_alike<InTwoWords, InTwoWordsContract>()));
  EXPECT_FALSE((are_alike<Swapped, Contract>()));
  EXPECT_FALSE((are_alike<Renamed, Contract>()));
  EXPECT_FALSE((are_alike<TooMany, Contract>()));
  EXPECT_FALSE((are_alike<TooFew, Contract>()));
  EXPECT_FALSE((are_alike<Status, InTwoWordsContract>()));
  EXPECT_FALSE((are_alike<Status, OtherPrefix>()));
}

TEST(ContractEnum, CrossesUnchanged) {
  EXPECT_EQ(enum_cast<Contract>(Status::waiting), STATUS_WAITING);
  EXPECT_EQ(enum_cast<Status>(STATUS_CONFIRMED), Status::confirmed);
  EXPECT_EQ(static_cast<int>(enum_cast<Status>(static_cast<Contract>(77))), 77);
}

}  // namespace
}  // namespace opora
