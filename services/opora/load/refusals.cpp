#include "opora/load/refusals.h"

#include "opora/registration/v1/registration_service.pb.h"

namespace opora::load {
namespace {

namespace v1 = registration::v1;

// Which of a request's people it was, by their number, says the first sentence.
std::string first_sentence(const std::string& message) { return message.substr(0, message.find(". ") + 1); }

std::string words_for(const Error& refusal, const google::protobuf::Descriptor* request) {
  if (refusal.reason == "PERSON_NAMED_DIFFERENTLY")
    return first_sentence(refusal.message) +
           " Write the name as it was first loaded, or give somebody else a key of their own.";
  if (refusal.reason != "ID_TAKEN") return refusal.message;
  if (request == v1::AddRosterMembersRequest::descriptor())
    return first_sentence(refusal.message) +
           " Put their dates back as they were loaded: a load can't say yet that somebody has left.";
  if (request == v1::RegisterGroupRequest::descriptor())
    return "The group was loaded under this key with another session, organisation or head_count, or without somebody "
           "in members. Put the row back as it was; a group that has changed is named in cancellations.csv, and gets "
           "another row under another key.";
  return "Something else was loaded under this key. Put the row back as it was, or give it another key: a load adds, "
         "and corrects nothing.";
}

}  // namespace

Error in_words_of_folders(Error refusal, const Command& command) {
  refusal.message = command.from + ": " + words_for(refusal, command.request->GetDescriptor());
  return refusal;
}

}  // namespace opora::load
