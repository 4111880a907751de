// Nothing of a call is kept but what record_answer() writes, and that says neither whose it is nor when it came.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "feedback/domain/answering.h"
#include "feedback/domain/wave_refusals.h"
#include "feedback/handlers/answer_bytes.h"
#include "feedback/handlers/handlers.h"
#include "feedback/handlers/secrets.h"
#include "feedback/handlers/versions.h"
#include "feedback/questionnaire/answers.h"
#include "feedback/questionnaire/encoding.h"
#include "feedback/store/definitions.h"
#include "feedback/store/sealed.h"
#include "feedback/store/waves.h"

namespace opora::feedback {
namespace {

// The wave may get another key, or close, between two looks at it: then it is looked at again.
constexpr int kAttemptsMax = 3;

struct Submission {
  WaveId wave;
  sealing::Token token;
  std::string token_hash;
  std::string link_code;  // empty where it is lost
};

// What is known of the wave and the token, and what the wave asks.
struct Asked {
  AnswerDoor door;
  AskedQuestionnaire version;
};

Result<Submission> submission_of(const v1::SubmitAnswersRequest& request) {
  TRY(token, sealing::Token::typed(request.token()));
  std::string hash = sealing::hash_of(request.wave_id(), token).bytes;
  Submission submission{{request.wave_id()}, std::move(token), std::move(hash), {}};
  if (request.link_code().empty()) return submission;
  TRY(link_code, sealing::LinkCode::typed(request.link_code()));
  submission.link_code = link_code.characters();
  return submission;
}

// Under the hashes that it has for the other waves of the series.
Result<bool> is_for_another_time(Reader& reader, const SeriesId& series, const Submission& submission) {
  TRY(waves, waves_of(reader, series));
  std::vector<SheetToken> tokens;
  for (const Wave& wave : waves)
    if (wave.id != submission.wave)
      tokens.push_back({wave.id, sealing::hash_of(wave.id.value, submission.token).bytes});
  return is_of_other_wave(reader, tokens);
}

Result<Asked> asked_by(Snapshot& snapshot, const Submission& submission) {
  TRY(door, answer_door(snapshot, submission.wave, submission.token_hash));
  if (!door.token.is_of_wave) {
    TRY(is_other, is_for_another_time(snapshot, door.series, submission));
    door.token.is_of_other_wave = is_other;
  }
  AskedQuestionnaire version = version_read(door.digest);
  if (version == nullptr) {
    TRY(kept, snapshot.load<KeptQuestionnaire>({door.questionnaire, door.version}));
    version = read_version(kept);
  }
  return Asked{std::move(door), std::move(version)};
}

tl::unexpected<Error> refuse_other_questionnaire() {
  return refuse(Code::invalid, "ANSWERS_OF_ANOTHER_VERSION",
                "The answers are to another questionnaire than this wave asks. Look which page belongs to this code.");
}

std::vector<opora::questionnaire::GivenAnswer> given_in(const v1::SubmitAnswersRequest& request) {
  std::vector<opora::questionnaire::GivenAnswer> all;
  all.reserve(static_cast<std::size_t>(request.answers_size()));
  for (const v1::GivenAnswer& answer : request.answers()) {
    opora::questionnaire::GivenAnswer given{answer.question(), answer.row()};
    given.options.assign(answer.options().begin(), answer.options().end());
    if (answer.number_given()) given.number = answer.number();
    given.text = answer.text();
    all.push_back(std::move(given));
  }
  return all;
}

// Whether it is recorded, now or before. That it was before is looked at last, so that nobody learns by answers that
// can't be right whether somebody's token was used.
Result<Recorded> attempt(Sealed& sealed, const v1::SubmitAnswersRequest& request, const Submission& submission) {
  TRY(asked, sealed.read([&](Snapshot& snapshot) { return asked_by(snapshot, submission); }));
  TRY(answering, decide_answering(asked.door.status, asked.door.token));
  if (!request.questionnaire().empty() && request.questionnaire() != asked.door.questionnaire)
    return refuse_other_questionnaire();
  TRY(answers, opora::questionnaire::check_answers(*asked.version, request.version(), given_in(request)));
  if (answering == Answering::recorded_before) return Recorded::before;
  const std::string bytes =
      answer_bytes(submission.link_code, opora::questionnaire::encode(*asked.version, answers));
  const std::string& public_key = asked.door.public_key;
  const SealedAnswer answer{submission.wave, random_key(), seal_to(public_key_of(public_key), bytes)};
  return sealed.write([&](SealedWrite& write) -> Result<Recorded> {
    return record_answer(write.sql(), answer, submission.token_hash, public_key);
  });
}

}  // namespace

Result<v1::SubmitAnswersResponse> submit_answers(Sealed& sealed, const v1::SubmitAnswersRequest& request) {
  TRY(submission, submission_of(request));
  for (int attempts = 0; attempts < kAttemptsMax; ++attempts) {
    TRY(recorded, attempt(sealed, request, submission));
    if (recorded != Recorded::not_open) return v1::SubmitAnswersResponse();
  }
  return refuse_not_open_yet();
}

}  // namespace opora::feedback
