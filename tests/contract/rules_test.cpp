// Holds the project's own contracts to the rules.
#include <gtest/gtest.h>

#include "rules.h"

namespace opora::contract {
namespace {

const Contracts& ours() {
  static const Contracts contracts(files_below(OPORA_PROTO_FOLDER));
  return contracts;
}

const Violations kNone;

TEST(Contracts, can_be_read) {
  EXPECT_EQ(ours().mistakes(), kNone);
  EXPECT_GE(ours().files().size(), 10U);
}

TEST(Contracts, every_method_says_who_may_call) { EXPECT_EQ(access_violations(ours()), kNone); }
TEST(Contracts, every_field_says_what_it_tells_about_a_person) { EXPECT_EQ(field_violations(ours()), kNone); }
TEST(Contracts, every_file_says_why_and_how_long_it_is_kept) { EXPECT_EQ(record_violations(ours()), kNone); }
TEST(Contracts, every_refusal_is_declared_once_and_alike) { EXPECT_EQ(refusal_violations(ours()), kNone); }
TEST(Contracts, every_method_of_a_service_is_reached_by_http) { EXPECT_EQ(http_violations(ours()), kNone); }
TEST(Contracts, nothing_is_kept_of_what_is_sealed) { EXPECT_EQ(sealed_violations(ours()), kNone); }
TEST(Contracts, events_identify_nobody) { EXPECT_EQ(event_violations(ours()), kNone); }
TEST(Contracts, ids_in_requests_are_uuids) { EXPECT_EQ(id_violations(ours()), kNone); }

}  // namespace
}  // namespace opora::contract
