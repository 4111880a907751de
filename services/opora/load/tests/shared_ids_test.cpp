// Whose id a place and an organisation get: by list, by what older builds loaded, by what is there already.
#include "opora/load/shared_ids.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "opora/load/derived_ids.h"
#include "opora/load/tests/folders.h"

namespace opora::load {
namespace {

using round_folder::Files;
using round_folder::PlaceKind;

Files with(Files files, const std::string& file, const std::string& old, const std::string& now) {
  std::string& text = files.at(file);
  const auto at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  if (at != std::string::npos) text.replace(at, old.size(), now);
  return files;
}

// As builds loaded it that derived the ids of places and organisations from the programme.
Known as_an_older_build_loaded(const round_folder::RoundFolder& folder) {
  SharedIds ids;
  const std::string& programme = folder.programmes.at(0).key;
  for (const auto& place : folder.places) ids.places[place.key] = listed_id(programme, "place", place.key);
  for (const auto& organisation : folder.organisations)
    ids.organisations[organisation.key] = listed_id(programme, "organisation", organisation.key);
  return as_loaded(folder, ids);
}

Known both(Known a, const Known& b) {
  a.places.insert(a.places.end(), b.places.begin(), b.places.end());
  a.organisations.insert(a.organisations.end(), b.organisations.begin(), b.organisations.end());
  return a;
}

std::vector<std::string> noted(const SharedIds& shared) {
  std::vector<std::string> lines;
  for (const Note& note : shared.notes) lines.push_back(note.file + ":" + std::to_string(note.line));
  return lines;
}

TEST(SharedIds, AreThoseOfTheListForEveryProgrammeThatStatesIt) {
  const SharedIds steps = shared_ids(folder_of(of_programme("steps", "charity")), {});
  const SharedIds leaps = shared_ids(folder_of(of_programme("leaps", "charity")), {});
  EXPECT_EQ(steps.places, leaps.places);
  EXPECT_EQ(steps.organisations, leaps.organisations);
  EXPECT_EQ(steps.places.size(), 5u);
  EXPECT_EQ(steps.organisations.size(), 2u);
  EXPECT_EQ(noted(steps), std::vector<std::string>{});
  const SharedIds others = shared_ids(folder_of(of_programme("steps")), {});
  EXPECT_NE(others.places.at("hall"), steps.places.at("hall"));
  EXPECT_NE(others.organisations.at("dawn"), steps.organisations.at("dawn"));
}

// A place of this id was in the requests of the builds before lists had places.
TEST(SharedIds, OfAProgrammeWithoutListAreWhatTheyWere) {
  const SharedIds shared = shared_ids(folder_of(round_folder::small_folder()), {});
  EXPECT_EQ(shared.places.at("hall"), DerivedIds("steps").id("place", "hall"));
  EXPECT_EQ(shared.organisations.at("dawn"), DerivedIds("steps").id("organisation", "dawn"));
}

TEST(SharedIds, AnotherListsKeyIsMeantByItsName) {
  Files files = with(round_folder::small_folder(), "places.csv", "room,hall,", "room,charity/hall,");
  for (int session = 0; session < 2; ++session) files = with(files, "sessions.csv", "care,hall", "care,charity/hall");
  files = with(files, "organisations.csv", "town,Town", "charity/town,Town");
  files = with(files, "partnerships.csv", "care,town", "care,charity/town");
  files = with(files, "people.csv", "psychologist,town", "psychologist,charity/town");
  files = with(files, "groups.csv", "second,town", "second,charity/town");
  const SharedIds ours = shared_ids(folder_of(files), {});
  const SharedIds charity = shared_ids(folder_of(of_programme("leaps", "charity")), {});
  EXPECT_EQ(ours.places.at("charity/hall"), charity.places.at("hall"));
  EXPECT_EQ(ours.organisations.at("charity/town"), charity.organisations.at("town"));
  EXPECT_NE(ours.places.at("library"), charity.places.at("library"));
}

TEST(SharedIds, WhatAnOlderBuildLoadedKeepsItsIds) {
  const auto folder = folder_of(of_programme("steps", "charity"));
  const Known before = as_an_older_build_loaded(folder);
  const SharedIds shared = shared_ids(folder, before);
  EXPECT_EQ(shared.places.at("hall"), listed_id("steps", "place", "hall"));
  EXPECT_EQ(shared.organisations.at("dawn"), listed_id("steps", "organisation", "dawn"));
  EXPECT_EQ(noted(shared), std::vector<std::string>{});

  const auto grown = folder_of(with(of_programme("steps", "charity"), "places.csv", "room,hall",
                                    "room,attic,library,Attic,,5,\nroom,hall"));
  EXPECT_EQ(shared_ids(grown, before).places.at("hall"), listed_id("steps", "place", "hall"));
  EXPECT_EQ(shared_ids(grown, before).places.at("attic"), listed_id("charity", "place", "attic")) << "what is new";
}

TEST(SharedIds, TheListsIdGoesBeforeTheProgrammes) {
  const auto folder = folder_of(of_programme("steps", "charity"));
  const Known twice = both(as_an_older_build_loaded(folder), as_loaded(folder, shared_ids(folder, {})));
  EXPECT_EQ(shared_ids(folder, twice).places.at("hall"), listed_id("charity", "place", "hall"));
}

// The second programme of a list whose first one an older build loaded: it finds the places by what they are. Of an
// organisation nobody can be sure, so that is asked.
TEST(SharedIds, APlaceIsWhatItIs) {
  const auto first = folder_of(of_programme("steps", "charity"));
  const auto second = folder_of(of_programme("leaps", "charity"));
  const SharedIds shared = shared_ids(second, as_an_older_build_loaded(first));
  EXPECT_EQ(shared.places, shared_ids(first, as_an_older_build_loaded(first)).places);
  EXPECT_EQ(shared.organisations.at("dawn"), listed_id("charity", "organisation", "dawn"));
  EXPECT_EQ(noted(shared), (std::vector<std::string>{"organisations.csv:2", "organisations.csv:3", "places.csv:2",
                                                     "places.csv:3", "places.csv:4", "places.csv:5", "places.csv:6"}));
}

TEST(SharedIds, ProgrammesWithoutAListShareTheirPlacesToo) {
  const auto first = folder_of(of_programme("steps"));
  const SharedIds there = shared_ids(first, {});
  EXPECT_EQ(shared_ids(folder_of(of_programme("leaps")), as_loaded(first, there)).places, there.places);
}

TEST(SharedIds, NamesAreComparedAsAnEyeReadsThem) {
  const auto first = folder_of(of_programme("steps"));
  const SharedIds there = shared_ids(first, {});
  const auto second = folder_of(with(of_programme("leaps"), "places.csv", "Library", "  LIBRARY"));
  EXPECT_EQ(shared_ids(second, as_loaded(first, there)).places.at("hall"), there.places.at("hall"));
}

TEST(SharedIds, APlaceOfTheSameNameElsewhereIsAnother) {
  const auto first = folder_of(of_programme("steps"));
  const SharedIds there = shared_ids(first, {});
  const auto second = folder_of(with(of_programme("leaps"), "places.csv", "Library", "School"));
  const SharedIds shared = shared_ids(second, as_loaded(first, there));
  EXPECT_EQ(shared.places.at("ruse"), there.places.at("ruse"));
  EXPECT_NE(shared.places.at("library"), there.places.at("library"));
  EXPECT_NE(shared.places.at("hall"), there.places.at("hall")) << "a hall of another house";
}

TEST(SharedIds, ANameThatDiffersInOneLanguageIsAnother) {
  Files files = of_programme("steps");
  files["places.csv"] =
      "kind,key,parent,name_en,name_bg,time_zone,capacity,code\n"
      "country,bulgaria,,Bulgaria,,,,bg\n"
      "region,ruse-province,bulgaria,Ruse Province,,,,\n"
      "site,ruse,ruse-province,Ruse,,Europe/Sofia,,\n"
      "venue,library,ruse,Library,,,,\n"
      "room,hall,library,Hall,Зала 1,,20,\n";
  const auto first = folder_of(files);
  const SharedIds there = shared_ids(first, {});
  auto other = folder_of(with(files, "places.csv", "Зала 1", "Зала 2"));
  other.programmes[0].key = other.programmes[0].list = "leaps";
  EXPECT_EQ(shared_ids(other, as_loaded(first, there)).places.at("library"), there.places.at("library"));
  EXPECT_NE(shared_ids(other, as_loaded(first, there)).places.at("hall"), there.places.at("hall"));
}

TEST(SharedIds, TwoRowsAreNeverOnePlace) {
  const auto first = folder_of(of_programme("steps"));
  const SharedIds there = shared_ids(first, {});
  const auto second =
      folder_of(with(of_programme("leaps"), "places.csv", "room,hall", "room,aula,library,Hall,,20,\nroom,hall"));
  const SharedIds shared = shared_ids(second, as_loaded(first, there));
  EXPECT_EQ(shared.places.at("aula"), there.places.at("hall"));
  EXPECT_EQ(shared.places.at("hall"), listed_id("leaps", "place", "hall"));
}

TEST(SharedIds, ARoomThatTwoProgrammesBroughtInBeforeIsToldOf) {
  const auto steps = folder_of(of_programme("steps", "charity"));
  const auto leaps = folder_of(of_programme("leaps", "charity"));
  const Known twice = both(as_an_older_build_loaded(steps), as_an_older_build_loaded(leaps));
  const SharedIds shared = shared_ids(leaps, twice);
  EXPECT_EQ(shared.places.at("hall"), listed_id("leaps", "place", "hall")) << "its sessions are there";
  EXPECT_EQ(noted(shared), std::vector<std::string>{"places.csv:6"});
  EXPECT_EQ(noted(shared_ids(steps, twice)), std::vector<std::string>{"places.csv:6"});
}

TEST(SharedIds, AnOrganisationLikeOneThatIsThereIsToldOf) {
  const auto first = folder_of(of_programme("steps"));
  const Known there = as_loaded(first, shared_ids(first, {}));
  const auto told = [&](const Files& files) {
    std::vector<std::string> lines;
    for (const std::string& line : noted(shared_ids(folder_of(files), there)))
      if (line.starts_with("organisations")) lines.push_back(line);
    return lines;
  };
  const Files second = of_programme("leaps");
  EXPECT_EQ(told(second), (std::vector<std::string>{"organisations.csv:2", "organisations.csv:3"}));
  const auto only_town = std::vector<std::string>{"organisations.csv:3"};
  EXPECT_EQ(told(with(second, "organisations.csv", "Dawn", "Dusk")), only_town);
  EXPECT_EQ(told(with(second, "organisations.csv", "social-service", "school")), only_town);
  EXPECT_EQ(told(with(with(second, "places.csv", "region,ruse-province,bulgaria,Ruse Province",
                           "region,varna,bulgaria,Varna,,,\nregion,ruse-province,bulgaria,Ruse Province"),
                      "organisations.csv", "social-service,ruse-province", "social-service,varna")),
            only_town)
      << "of another region";
  EXPECT_EQ(told(with(second, "organisations.csv", "town,Town,public-authority,",
                      "town,Town,public-authority,ruse-province")),
            (std::vector<std::string>{"organisations.csv:2", "organisations.csv:3"}))
      << "one that works everywhere works there too";
  EXPECT_EQ(told(of_programme("steps")), std::vector<std::string>{}) << "loaded again";
}

TEST(LikelySamePeople, AreThoseOnOneRosterWithOneName) {
  const auto folder = folder_of(of_programme("leaps"));
  const SharedIds shared = shared_ids(folder, {});
  const std::string& dawn = shared.organisations.at("dawn");
  const PersonIds people{{"ana", "id of ana"}, {"bo", "id of bo"}, {"guest", "id of guest"}};
  const auto told = [&](const std::vector<KnownMember>& members) {
    std::vector<std::int64_t> lines;
    for (const Note& note : likely_same_people(folder, people, shared, members)) lines.push_back(note.line);
    return lines;
  };
  const std::vector<std::int64_t> nobody;
  EXPECT_EQ(told({{dawn, "somebody", " ANA"}}), std::vector<std::int64_t>{2});
  EXPECT_EQ(told({{dawn, "somebody", "Anna"}}), nobody);
  EXPECT_EQ(told({{dawn, "somebody", ""}}), nobody) << "whose name has expired";
  EXPECT_EQ(told({{shared.organisations.at("town"), "somebody", "Ana"}}), nobody) << "of another organisation";
  EXPECT_EQ(told({{dawn, "id of ana", "Ana"}}), nobody) << "it is her";
  EXPECT_EQ(told({{dawn, "id of ana", "Ana"}, {dawn, "somebody", "Ana"}}), nobody) << "she is there already";
  EXPECT_EQ(told({{dawn, "id of guest", "Ana"}}), nobody) << "whom the folder has a key for";
}

}  // namespace
}  // namespace opora::load
