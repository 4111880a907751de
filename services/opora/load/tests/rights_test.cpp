// What of a folder a region's coordinator can't add, told before anything is changed: rows whose place is another
// region's, however far from the row that is said.
#include "opora/load/rights.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "opora/load/tests/folders.h"
#include "opora/load/tests/standing_after.h"
#include "platform/ids/ids.h"

namespace opora::load {
namespace {

using round_folder::Files;
using Lines = std::vector<std::string>;

Files added(Files files, const std::string& file, const std::string& rows) {
  files[file] += rows;
  return files;
}

// The small folder, and a club in another region with a session at which an organisation of no region has a group.
Files two_regions() {
  Files files = added(round_folder::small_folder(), "places.csv",
                      "region,vidin,bulgaria,Vidin,,,\n"
                      "site,vidin-town,vidin,Vidin Town,Europe/Sofia,,\n"
                      "venue,club,vidin-town,Club,,,\n"
                      "room,stage,club,Stage,,20,\n");
  files = added(files, "sessions.csv",
                "third,2021,care,stage,workshop,rest,carers,Far,2021-03-28T10:00,60,10,2021-03-26T18:00\n");
  return added(files, "groups.csv", "g3,third,town,2,\n");
}

PersonIds ids_of(const round_folder::RoundFolder& folder) {
  PersonIds ids;
  for (const std::string& key : keys_of(folder).keys) ids[key] = uuid_derived({}, "whom a test calls " + key);
  return ids;
}

// What a coordinator of Ruse Province is refused where an administrator has loaded the folder with two regions.
Lines refused(const Files& files) {
  const round_folder::RoundFolder before = folder_of(two_regions());
  Standing standing = standing_after(plan(before, ids_of(before)));
  for (const auto& [id, region] : standing.regions)
    if (region.name.by_language.at("en") == "Ruse Province") standing.region = id.value;
  const round_folder::RoundFolder folder = folder_of(files);
  const PersonIds people = ids_of(folder);
  Comparison comparison = compare(folder, people, plan(folder, people), standing);
  EXPECT_EQ(comparison.refused.total, 0u) << "it could go in";
  refuse_what_is_others(comparison, standing);
  Lines lines;
  for (const Refused& each : comparison.refused.kept)
    lines.push_back(round_folder::Wording().place(each) + " " + each.reason);
  return lines;
}

struct Case {
  std::string rule, file, rows;
  Lines expected;
};

void PrintTo(const Case& rule, std::ostream* out) { *out << rule.rule; }

class Rights : public ::testing::TestWithParam<Case> {};

TEST_P(Rights, OfACoordinator) {
  EXPECT_EQ(refused(added(two_regions(), GetParam().file, GetParam().rows)), GetParam().expected);
}

const std::string kNeeded = " ADMINISTRATOR_NEEDED";
const std::string kNewSession = ",workshop,rest,carers,New,2021-03-29T10:00,60,10,2021-03-26T18:00\n";

INSTANTIATE_TEST_SUITE_P(
    Rules, Rights,
    ::testing::Values(
        Case{"a venue", "places.csv", "venue,hut,ruse,Hut,,,\nroom,den,hut,Den,,9,\n", {}},
        Case{"a venue elsewhere", "places.csv", "venue,hut,vidin-town,Hut,,,\n", {"places.csv, line 11" + kNeeded}},
        Case{"a room elsewhere", "places.csv", "room,den,club,Den,,9,\n", {"places.csv, line 11" + kNeeded}},
        Case{"a session", "sessions.csv", "fourth,2021,care,hall" + kNewSession, {}},
        Case{"a session elsewhere", "sessions.csv", "fourth,2021,care,stage" + kNewSession,
             {"sessions.csv, line 5" + kNeeded}},
        Case{"a group of theirs elsewhere", "groups.csv", "g4,third,dawn,1,\n", {}},
        Case{"others' group cancelled", "cancellations.csv", "g3\n", {"cancellations.csv, line 3" + kNeeded}},
        Case{"their own group cancelled", "cancellations.csv", "g1\n", {}},
        Case{"a scan", "attendances.csv", "first,bo,2021-03-27T10:00\n", {}},
        Case{"a scan elsewhere", "attendances.csv", "third,ana,2021-03-28T10:00\n",
             {"attendances.csv, line 4" + kNeeded}}));

}  // namespace
}  // namespace opora::load
