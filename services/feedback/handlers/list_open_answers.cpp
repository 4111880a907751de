#include "feedback/domain/wave_refusals.h"
#include "feedback/handlers/handlers.h"
#include "feedback/store/opened.h"
#include "feedback/store/waves.h"
#include "feedback/wire.h"

namespace opora::feedback {

Result<v1::ListOpenAnswersResponse> list_open_answers(Snapshot& snapshot, const v1::ListOpenAnswersRequest& request) {
  TRY(wave, snapshot.load<Wave>(WaveId{request.wave_id()}));
  TRY_DO(check_opened(wave));
  TRY(page, page_asked_by(request, wave.id.value + "/" + request.question()));
  TRY(answers, texts_after(snapshot, wave, request.question(), page.after, page.limit()));
  v1::ListOpenAnswersResponse response;
  response.set_next_page_token(page_of(answers, page));
  for (const OpenAnswer& answer : answers) to_proto(answer, *response.add_answers());
  return response;
}

}  // namespace opora::feedback
