// What is sent of what somebody typed to put a session right.
#include "opora/tool/corrections.h"

#include <gtest/gtest.h>

namespace opora::tool {
namespace {

scheduling::v1::Session session() {
  scheduling::v1::Session session;
  session.set_session_id("s");
  session.set_room_id("hall");
  session.set_local_start("2023-10-17T10:00");
  session.set_local_registration_end("2023-10-16T18:00");
  session.set_duration_minutes(60);
  session.set_capacity(12);
  return session;
}

TEST(Corrections, WhatIsLeftOutStays) {
  const auto request = move_of(session(), {.reason = "Flooded."}, 20);
  EXPECT_EQ(request.session_id(), "s");
  EXPECT_EQ(request.room_id(), "hall");
  EXPECT_EQ(request.local_start(), "2023-10-17T10:00");
  EXPECT_EQ(request.local_registration_end(), "2023-10-16T18:00");
  EXPECT_EQ(request.duration_minutes(), 60);
  EXPECT_EQ(request.capacity(), 12);
  EXPECT_EQ(request.registrations(), scheduling::v1::REGISTRATIONS_KEEP);
  EXPECT_EQ(request.reason(), "Flooded.");
}

TEST(Corrections, RegistrationEndsWithTheStartAtLatest) {
  EXPECT_EQ(move_of(session(), {.start = "2023-10-16T09:00"}, 20).local_registration_end(), "2023-10-16T09:00");
  EXPECT_EQ(move_of(session(), {.registration_end = "2023-10-17T09:00"}, 20).local_registration_end(),
            "2023-10-17T09:00");
}

TEST(Corrections, ASmallerRoomIsForFewerUnlessSomebodySaysForHowMany) {
  EXPECT_EQ(move_of(session(), {.room = "study"}, 5).capacity(), 5);
  EXPECT_EQ(move_of(session(), {.room = "study", .capacity = 3}, 5).capacity(), 3);
  EXPECT_EQ(move_of(session(), {.room = "nobody knows"}, 0).capacity(), 12) << "the platform says what is wrong";
}

TEST(Corrections, AnOddTimeIsTold) {
  const Instant day_before{1'697'446'800'000'000};  // 2023-10-16 09:00 UTC
  const std::string zone = "Europe/Sofia";
  EXPECT_EQ(oddities_of("2023-10-17T10:00", zone, 2023, day_before), std::vector<std::string>());
  EXPECT_EQ(oddities_of("2023-10-16T11:59", zone, 2023, day_before),
            std::vector<std::string>{
                "Note: 2023-10-16T11:59 has been. If that is no mistake, nothing is to be done."});
  EXPECT_EQ(oddities_of("2024-10-17T10:00", zone, 2023, day_before),
            std::vector<std::string>{"Note: 2024-10-17T10:00 is not in 2023, the year of its round. If that is no "
                                     "mistake, nothing is to be done."});
  EXPECT_EQ(oddities_of("2024-10-17T10:00", zone, 0, day_before), std::vector<std::string>()) << "of no known round";
}

TEST(Corrections, ATextIsOfALanguage) {
  const auto text = text_in({"ru=Заря", "en=Dawn = light"}).value();
  EXPECT_EQ(text.by_language().at("ru"), "Заря");
  EXPECT_EQ(text.by_language().at("en"), "Dawn = light");
  EXPECT_EQ(text_in({"Dawn"}).error().reason, "TEXT_MALFORMED");
  EXPECT_EQ(text_in({"=Dawn"}).error().reason, "TEXT_MALFORMED");
}

TEST(Corrections, ANameInOneLanguageLeavesTheOthersAlone) {
  const auto name = merged(text_in({"ru=Заря", "en=Down"}).value(), text_in({"en=Dawn", "bg=Зора"}).value());
  EXPECT_EQ(name.by_language_size(), 3);
  EXPECT_EQ(name.by_language().at("ru"), "Заря");
  EXPECT_EQ(name.by_language().at("en"), "Dawn");
  EXPECT_EQ(name.by_language().at("bg"), "Зора");
}

TEST(Corrections, WhateverHasANameCanBeRenamed) {
  EXPECT_EQ(kinds_to_rename(), (std::vector<std::string>{"organisation", "country", "region", "site", "venue", "room",
                                                         "programme", "project", "round", "session"}));
}

}  // namespace
}  // namespace opora::tool
