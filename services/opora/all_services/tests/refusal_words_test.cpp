// Who is refused is told so in their language, of every reason that a contract declares.
#include "opora/all_services/refusal_words.h"

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include "opora/all_services/all_services.h"
#include "platform/service/refusals.h"

namespace opora {
namespace {

const Error kClosed{Code::conflict, "REGISTRATION_CLOSED", "Registration ended at noon."};

TEST(RefusalWords, AreThoseOfTheLanguage) {
  const Error told = in_language(kClosed, "ru");
  EXPECT_EQ(told.message, "Запись на это занятие закончена. Спросите координатора региона, можно ли ещё попасть.");
  EXPECT_EQ(told.reason, kClosed.reason);
  EXPECT_EQ(told.code, kClosed.code);
  EXPECT_EQ(in_language(kClosed, "ru-RU"), told);
}

TEST(RefusalWords, LeaveTheOwnMessageInEnglishAndWhereThereAreNone) {
  EXPECT_EQ(in_language(kClosed, "en"), kClosed);
  EXPECT_EQ(in_language(kClosed, "fr"), kClosed) << "nobody has written them";
  const Error of_tool{Code::invalid, "NO_SUCH_REASON", "This is no time."};
  EXPECT_EQ(in_language(of_tool, "kk"), of_tool) << "no contract's";
}

TEST(RefusalWords, AreThereForWhatEveryMethodRefuses) {
  for (const auto& [reason, code] : reasons_of_every_method())
    for (const char* language : {"bg", "kk", "ru"})
      EXPECT_NE(in_language({code, reason, ""}, language).message, "") << reason << " in " << language;
}

TEST(RefusalWords, AreThereForWhatEachMethodRefuses) {
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
  for (const Service& service : all_services()) {
    for (const std::string& name : service.contracts) {
      const auto* contract = pool->FindServiceByName(name);
      for (int i = 0; i < contract->method_count(); ++i)
        for (const auto& [reason, code] : reasons_of(contract->method(i)))
          for (const char* language : {"bg", "kk", "ru"})
            EXPECT_NE(in_language({code, reason, ""}, language).message, "") << reason << " in " << language;
    }
  }
}

}  // namespace
}  // namespace opora
