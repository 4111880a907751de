// What the platform has of what folders share: its places and its organisations, as whoever loads may see them.
#pragma once

#include <string>
#include <vector>

#include "opora/round_folder/folder.h"
#include "platform/text/localized_text.h"

namespace opora::load {

struct KnownPlace {
  std::string id;
  round_folder::PlaceKind kind{};
  std::string parent;  // its id; empty for countries
  LocalizedText name;
  std::string code;  // of countries
};

struct KnownOrganisation {
  std::string id;
  LocalizedText name;
  registration::v1::OrganisationKind kind{};
  std::string region;  // its id; empty: works in all
};

struct KnownMember {
  std::string organisation;  // its id
  std::string person;        // their id
  std::string name;          // empty where nobody has told it, or where it has expired
};

struct Known {
  std::vector<KnownPlace> places;  // in any order; with each all that it lies in
  std::vector<KnownOrganisation> organisations;
};

}  // namespace opora::load
