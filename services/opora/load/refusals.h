// What a refusal of a service says to whoever keeps the folder: which cell it is about, and what to do there. The
// contract's own advice is for programs, which choose ids and leave fields out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "opora/load/plan.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/round_folder/wording.h"
#include "platform/result/result.h"

namespace opora::load {

// Of a row of a file. Where there are no words of folders for the reason, it is said as the service says it.
struct InFolder {
  std::string column;  // empty where it is about the row
  round_folder::Said said;
};
InFolder in_words_of_files(const std::string& file, const Error& refusal);

// Of somebody in a row, by their key; nothing where the reason is about nobody.
std::optional<round_folder::Said> said_of_person(const Error& refusal, const std::string& key);

// Of a command that was refused while loading: its message says the line, and what to do there.
Error in_words_of_folders(Error refusal, const Command& command, const round_folder::Wording& wording);

// The keys that a refused request for people's ids has of those whose names have expired; none where it was refused for
// another reason.
std::vector<std::string> expired_keys(const Error& refusal, const registration::v1::ResolveKeysRequest& request);
// What is said of them, as the folder writes them.
Error keys_expired(const std::vector<std::string>& keys, const round_folder::Wording& wording);

}  // namespace opora::load
