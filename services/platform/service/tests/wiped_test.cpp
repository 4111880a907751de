#include "platform/service/wiped.h"

#include <string>

#include <google/protobuf/descriptor.pb.h>
#include <gtest/gtest.h>

#include "opora/testing/v1/ballot_service.pb.h"

namespace opora {
namespace {

TEST(WipedRequest, HoldsNoTextAnyMore) {
  testing::v1::OpenBoxRequest request;
  request.set_passphrase("known to its keeper, and longer than a short string");
  const std::string zeros(request.passphrase().size(), '\0');
  const char* const where = request.passphrase().data();
  { const Wiped wiped(request); }
  EXPECT_EQ(request.passphrase(), zeros);
  EXPECT_EQ(request.passphrase().data(), where) << "in its place: another text would leave the bytes behind";
  EXPECT_EQ(request.box_id(), "");
}

TEST(WipedRequest, NorDoTheMessagesInIt) {
  google::protobuf::DescriptorProto message;
  message.add_field()->set_name("first");
  message.add_field()->set_number(3);
  message.mutable_options()->set_deprecated(true);
  for (const char* name : {"yes", "no"}) message.add_reserved_name(name);
  wipe_texts(message);
  EXPECT_EQ(message.field(0).name(), std::string(5, '\0'));
  EXPECT_EQ(message.field(1).number(), 3);
  EXPECT_TRUE(message.options().deprecated());
  EXPECT_EQ(message.reserved_name(0), std::string(3, '\0'));
  EXPECT_EQ(message.reserved_name(1), std::string(2, '\0'));
}

}  // namespace
}  // namespace opora
