// Programmes, their projects, and who takes part in those. What was added stays as it is.
#pragma once

#include <optional>

#include "scheduling/domain/add.h"
#include "scheduling/domain/ids.h"
#include "scheduling/domain/text.h"

namespace opora::scheduling {

struct Programme {
  ProgrammeId id;
  LocalizedText name;
  bool operator==(const Programme&) const = default;
};

struct Project {
  ProjectId id;
  ProgrammeId programme;
  LocalizedText name;
  bool operator==(const Project&) const = default;
};

// What an organisation does for a project. Numbered as in the contract: stores keep the number.
enum class PartnerRole { organiser = 1, funder = 2, supporter = 3, host = 4 };

struct Partnership {
  PartnershipId id;
  ProjectId project;
  OrganisationId organisation;
  PartnerRole role = PartnerRole::organiser;
  bool operator==(const Partnership&) const = default;
};

struct ProgrammeAdded {
  Programme programme;
  bool operator==(const ProgrammeAdded&) const = default;
};
struct ProjectAdded {
  Project project;
  bool operator==(const ProjectAdded&) const = default;
};
struct PartnershipAdded {
  Partnership partnership;
  bool operator==(const PartnershipAdded&) const = default;
};

// `known` is what is under the id already.
Result<Events<ProgrammeAdded>> decide(const std::optional<Programme>& known, const Programme& programme);
Result<Events<ProjectAdded>> decide(const std::optional<Project>& known, const Project& project);
Result<Events<PartnershipAdded>> decide(const std::optional<Partnership>& known, const Partnership& partnership);

}  // namespace opora::scheduling
