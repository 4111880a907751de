// What a place, a programme, a project, a round or an organisation is called otherwise in the folder, and the command
// that calls it so: it stays the same thing, under its id. Pure.
#pragma once

#include <string>
#include <vector>

#include "opora/load/compare.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/scheduling_service.pb.h"
#include "platform/text/localized_text.h"

namespace opora::load {

// Whether nothing differs but what it is called, by the cells of a family of columns, "name" or "title"; and no
// language goes, since a folder that lacks one says nothing about it.
bool are_names(const std::vector<Change>& changes, const std::string& family);

// Calls so what a request of that type adds.
scheduling::v1::RenameThingRequest renaming(const google::protobuf::Descriptor* added, const std::string& id,
                                            const LocalizedText& name, const std::string& reason);
registration::v1::RenameOrganisationRequest renaming_of_organisation(const std::string& id, const LocalizedText& name,
                                                                     const std::string& reason);

}  // namespace opora::load
