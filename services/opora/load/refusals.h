// What a refused command says to whoever keeps the folder: its file and line, and what to do there. The contract's own
// advice is for programs, which choose ids and leave fields out.
#pragma once

#include <string>
#include <vector>

#include "opora/load/plan.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "platform/result/result.h"

namespace opora::load {

Error in_words_of_folders(Error refusal, const Command& command);

// The keys that a refused request for people's ids has of those whose names have expired; none where it was refused for
// another reason.
std::vector<std::string> expired_keys(const Error& refusal, const registration::v1::ResolveKeysRequest& request);
// What is said of them, as the folder writes them.
Error keys_expired(const std::vector<std::string>& keys);

}  // namespace opora::load
