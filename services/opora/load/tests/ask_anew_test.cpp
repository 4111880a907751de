#include "opora/load/ask_anew.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "opora/registration/v1/registration_service.pb.h"
#include "platform/ids/ids.h"

namespace opora::load {
namespace {

using registration::v1::RegisterGroupRequest;

const std::string kRequestId = "01890a5d-ac96-774b-bcce-b302099a8057";

// Answers one after another, and keeps what it was asked.
struct Server {
  std::vector<Result<void>> answers;
  std::vector<RegisterGroupRequest> asked = {};

  Result<void> ask() {
    RegisterGroupRequest request;
    request.set_request_id(kRequestId);
    request.set_head_count(3);
    return ask_anew(request, [&](const google::protobuf::Message& sent) {
      asked.push_back(static_cast<const RegisterGroupRequest&>(sent));
      return answers.at(asked.size() - 1);
    });
  }
};

Result<void> refused(Code code, const std::string& reason) { return refuse(code, reason, "Why."); }

TEST(AskAnew, ARefusalMayBeOfBeforeTheMistakeWasMended) {
  Server server{{refused(Code::conflict, "ALREADY_REGISTERED"), {}}};
  EXPECT_TRUE(server.ask());
  ASSERT_EQ(server.asked.size(), 2U);
  EXPECT_EQ(server.asked[0].request_id(), kRequestId);
  EXPECT_TRUE(is_uuid(server.asked[1].request_id()));
  EXPECT_NE(server.asked[1].request_id(), kRequestId);
  server.asked[1].set_request_id(kRequestId);
  EXPECT_EQ(server.asked[1].SerializeAsString(), server.asked[0].SerializeAsString()) << "all else is the same";
}

TEST(AskAnew, ARefusalThatStandsIsTold) {
  Server server{{refused(Code::conflict, "REGISTRATION_CLOSED"), refused(Code::invalid, "MORE_NAMES_THAN_SEATS")}};
  EXPECT_EQ(server.ask().error().reason, "MORE_NAMES_THAN_SEATS");
}

TEST(AskAnew, WhatIsDecidedIsAskedOnce) {
  Server server{{{}}};
  EXPECT_TRUE(server.ask());
  EXPECT_EQ(server.asked.size(), 1U);
}

// Another id would do it twice, or ask those who can't answer, or may not, once more.
TEST(AskAnew, WhatNobodyHasDecidedKeepsItsId) {
  for (const Code code : {Code::outcome_unknown, Code::unavailable, Code::overloaded, Code::deadline, Code::internal,
                          Code::denied, Code::unauthenticated, Code::not_found}) {
    Server server{{refused(code, "WHY")}};
    EXPECT_EQ(server.ask().error().reason, "WHY");
    EXPECT_EQ(server.asked.size(), 1U) << static_cast<int>(code);
  }
}

}  // namespace
}  // namespace opora::load
