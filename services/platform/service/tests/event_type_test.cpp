// What events are called: the same bytes under a later revision of their contract are another event to who knows only
// the earlier one.
#include "platform/service/event_type.h"

#include <gtest/gtest.h>

#include "google/protobuf/descriptor.pb.h"
#include "opora/options/v1/options.pb.h"

namespace opora {
namespace {

struct Parsed {
  const char* type;
  const char* message;
  unsigned revision;
};

class ParsedType : public ::testing::TestWithParam<Parsed> {};

TEST_P(ParsedType, IsAMessageAndARevision) {
  const EventType found = parse_event_type(GetParam().type);
  EXPECT_EQ(found.message, GetParam().message);
  EXPECT_EQ(found.revision, GetParam().revision);
}

INSTANTIATE_TEST_SUITE_P(Types, ParsedType,
                         ::testing::Values(Parsed{"opora.x.v1.Happened", "opora.x.v1.Happened", 1},
                                           Parsed{"opora.x.v1.Happened.2", "opora.x.v1.Happened", 2},
                                           Parsed{"opora.x.v1.Happened.31", "opora.x.v1.Happened", 31},
                                           // Nobody tells these: they are the names of nothing.
                                           Parsed{"opora.x.v1.Happened.1", "opora.x.v1.Happened.1", 1},
                                           Parsed{"opora.x.v1.Happened.0", "opora.x.v1.Happened.0", 1},
                                           Parsed{"opora.x.v1.Happened.-2", "opora.x.v1.Happened.-2", 1},
                                           Parsed{"opora.x.v1.Happened.2x", "opora.x.v1.Happened.2x", 1},
                                           Parsed{"opora.x.v1.Happened.4294967296", "opora.x.v1.Happened.4294967296",
                                                  1},
                                           Parsed{"Happened", "Happened", 1}, Parsed{"", "", 1}, Parsed{".", ".", 1}));

TEST(EventTypes, AreCalledAlikeInAllRevisions) {
  EXPECT_EQ(short_name_of("opora.x.v1.Happened"), "Happened");
  EXPECT_EQ(short_name_of("opora.x.v1.Happened.2"), "Happened");
  EXPECT_EQ(short_name_of("Happened"), "Happened");
}

TEST(EventTypes, SayTheRevisionFromTheSecondOn) {
  google::protobuf::FileDescriptorProto file;
  file.set_name("x.proto");
  file.set_package("opora.x.v1");
  file.add_message_type()->set_name("First");
  auto* second = file.add_message_type();
  second->set_name("Second");
  second->mutable_options()->SetExtension(options::v1::revision, 2);
  google::protobuf::DescriptorPool pool;
  const auto* built = pool.BuildFile(file);
  ASSERT_NE(built, nullptr);
  EXPECT_EQ(event_type_of(built->FindMessageTypeByName("First")), "opora.x.v1.First");
  EXPECT_EQ(event_type_of(built->FindMessageTypeByName("Second")), "opora.x.v1.Second.2");
  EXPECT_EQ(event_types_of(built->FindMessageTypeByName("First")), std::vector<std::string>{"opora.x.v1.First"});
  EXPECT_EQ(event_types_of(built->FindMessageTypeByName("Second")),
            (std::vector<std::string>{"opora.x.v1.Second", "opora.x.v1.Second.2"}));
}

}  // namespace
}  // namespace opora
