#include "platform/service/event_draft.h"

#include <stdexcept>

#include <google/protobuf/descriptor.pb.h>
#include <gtest/gtest.h>

#include "opora/platform/v1/text.pb.h"
#include "opora/registration/v1/events.pb.h"

namespace opora {
namespace {

using registration::v1::Event;

TEST(EventDrafts, HoldTheBodyInItsCase) {
  registration::v1::GroupMembersNamed body;
  body.set_group_id("group");
  body.add_person_ids("person");
  const EventDraft draft = draft_of<Event>("key", body);
  EXPECT_EQ(draft.type, "opora.registration.v1.GroupMembersNamed");
  EXPECT_EQ(draft.key, "key");
  Event event;
  ASSERT_TRUE(event.ParseFromString(draft.payload));
  EXPECT_EQ(event.group_members_named().SerializeAsString(), body.SerializeAsString());
}

TEST(EventDrafts, AreCanonicalBytes) {
  registration::v1::OrganisationAdded body;
  for (const char* language : {"ru", "bg", "kk", "en"}) (*body.mutable_name()->mutable_by_language())[language] = "x";
  const std::string bytes = draft_of<Event>("key", body).payload;
  EXPECT_LT(bytes.find("bg"), bytes.find("en"));
  EXPECT_LT(bytes.find("en"), bytes.find("kk"));
  EXPECT_LT(bytes.find("kk"), bytes.find("ru"));
}

TEST(EventDrafts, FindEachCaseOfAContract) {
  for (int i = 0; i < Event::descriptor()->field_count(); ++i) {
    const auto* field = Event::descriptor()->field(i);
    EXPECT_EQ(case_of(Event::descriptor(), field->message_type()), field);
  }
}

TEST(EventDrafts, AreMadeOfNothingThatTheContractLacks) {
  EXPECT_THROW(draft_of<Event>("key", platform::v1::LocalizedText()), std::logic_error);
}

TEST(EventDrafts, AreNotGuessedWhereTwoCasesAreAlike) {
  google::protobuf::FileDescriptorProto file;
  file.set_name("x.proto");
  file.add_message_type()->set_name("Body");
  auto& envelope = *file.add_message_type();
  envelope.set_name("Event");
  envelope.add_oneof_decl()->set_name("event");
  for (const char* name : {"one", "other"}) {
    auto& field = *envelope.add_field();
    field.set_name(name);
    field.set_number(envelope.field_size());
    field.set_type(google::protobuf::FieldDescriptorProto::TYPE_MESSAGE);
    field.set_label(google::protobuf::FieldDescriptorProto::LABEL_OPTIONAL);
    field.set_type_name(".Body");
    field.set_oneof_index(0);
  }
  google::protobuf::DescriptorPool pool;
  const auto* built = pool.BuildFile(file);
  ASSERT_NE(built, nullptr);
  EXPECT_THROW(case_of(built->message_type(1), built->message_type(0)), std::logic_error);
}

}  // namespace
}  // namespace opora
