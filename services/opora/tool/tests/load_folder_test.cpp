#include "opora/tool/load_folder.h"

#include <memory>

#include <gtest/gtest.h>

#include "opora/registration/v1/registration_service.pb.h"
#include "opora/tool/progress.h"

namespace opora::tool {
namespace {

using Lines = std::vector<std::string>;

TEST(LoadedScans, ThatWereSetAsideAreToldWithWhereToLook) {
  EXPECT_EQ(lines_of_set_aside({}, round_folder::Wording()), Lines());
  const std::string settle = "opora scans confirm lets scans count, opora scans discard takes them off the list.";
  EXPECT_EQ(lines_of_set_aside({.scans_set_aside = {{"a", 1}}}, round_folder::Wording()),
            (Lines{"1 scan was set aside when it was first uploaded. If nobody has settled it since, it counts "
                   "nowhere, and is listed by:",
                   "    opora scans list a    (1 scan)", settle}));
  EXPECT_EQ(lines_of_set_aside({.scans_set_aside = {{"a", 1}, {"b", 2}}}, round_folder::Wording()),
            (Lines{"3 scans were set aside when they were first uploaded. Those that nobody has settled since count "
                   "nowhere, and are listed by:",
                   "    opora scans list a    (1 scan)", "    opora scans list b    (2 scans)", settle}));
}

TEST(LoadedScans, OfWhatWasTakenBackAreToldWithWhereToLook) {
  EXPECT_EQ(lines_of_taken_back({}, round_folder::Wording()), Lines());
  EXPECT_EQ(lines_of_taken_back({.scans_taken_back = {{"a", 2}}}, round_folder::Wording()),
            (Lines{"2 scans of the folder are of attendances that were taken back since. They count nowhere, and who "
                   "said why is listed by:",
                   "    opora list corrections a    (2 scans)"}));
}

TEST(StepAfter, WhatWasComparedAsksOnlyWhereThereIsSomethingToAgreeTo) {
  load::Comparison nothing, news, gone, both;
  load::Command command{std::make_shared<registration::v1::RegisterGroupRequest>(), "groups.csv", {2}};
  news.to_do.stages = {{"groups", {{command}}}};
  both.to_do = news.to_do;
  gone.tables["groups.csv"].gone.add("g2");
  both.tables = gone.tables;
  struct Case {
    const load::Comparison& comparison;
    LoadFolderOptions load;
    Step at_terminal, elsewhere;
  };
  for (const Case& each : {Case{nothing, {}, Step::go_on, Step::go_on}, Case{news, {}, Step::ask, Step::go_on},
                           Case{gone, {}, Step::go_on, Step::go_on}, Case{both, {}, Step::ask, Step::refuse},
                           Case{both, {.yes = true}, Step::go_on, Step::go_on},
                           Case{both, {.dry_run = true}, Step::end, Step::end},
                           Case{news, {.dry_run = true, .yes = true}, Step::end, Step::end}}) {
    EXPECT_EQ(step_after(each.comparison, each.load, true), each.at_terminal);
    EXPECT_EQ(step_after(each.comparison, each.load, false), each.elsewhere);
  }
}

TEST(Agreeing, IsToSayYesInTheLanguageOrInEnglish) {
  for (const char* yes : {"да", "Да", "д", "yes", " y "}) EXPECT_TRUE(is_yes(yes, round_folder::Wording("ru"))) << yes;
  for (const char* no : {"", "нет", "н", "и", "yes, but"}) EXPECT_FALSE(is_yes(no, round_folder::Wording("ru"))) << no;
  EXPECT_TRUE(is_yes("Иә", round_folder::Wording("kk")));
  EXPECT_FALSE(is_yes("да", round_folder::Wording("en")));
}

TEST(Progress, CountsWhatIsNoRowOfAStageApart) {
  const load::Command group{std::make_shared<registration::v1::RegisterGroupRequest>(), "groups.csv", {2}};
  load::Stage stage{"groups", {{group, group}, {group}}};
  EXPECT_EQ(line_of(stage, round_folder::Wording()), "groups: 3");
  stage.also = round_folder::Said("cancellations", {}, 1);
  EXPECT_EQ(line_of(stage, round_folder::Wording()), "groups: 3, and 1 cancellation");
  stage.there_count = 4;
  EXPECT_EQ(line_of(stage, round_folder::Wording()), "groups: 7, 4 of them there already, and 1 cancellation");
}

}  // namespace
}  // namespace opora::tool
