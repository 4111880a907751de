// Versions of questionnaires as handlers use them: read once a thread, since each answer needs one.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "feedback/domain/definitions.h"
#include "feedback/domain/draft_waves.h"
#include "feedback/questionnaire/questionnaire.h"
#include "opora/feedback/v1/types.pb.h"

namespace opora::feedback {

using AskedQuestionnaire = std::shared_ptr<const opora::questionnaire::Questionnaire>;

// What a kept version asks.
AskedQuestionnaire read_version(const KeptQuestionnaire& kept);

// The same by its digest, if this thread has read it lately; else null.
AskedQuestionnaire version_read(const std::string& digest);

// What a draft goes by.
AskedVersion asked_version(const opora::questionnaire::Questionnaire& asked);

// What whoever drafts and looks after waves is told of it.
std::vector<std::string> unanimity_questions(const opora::questionnaire::Questionnaire& asked);
void put_missing_texts(const opora::questionnaire::Questionnaire& asked,
                       google::protobuf::RepeatedPtrField<v1::MissingText>& out);

}  // namespace opora::feedback
