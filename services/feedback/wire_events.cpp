// What is told, as the contract's events.
#include <variant>

#include "feedback/wire.h"
#include "opora/feedback/v1/events.pb.h"
#include "platform/service/contract_enum.h"
#include "platform/service/event_draft.h"

namespace opora::feedback {
namespace {

// Each fact as its case of the contract's event, under its wave.
EventDraft draft(const WaveScheduled& fact) {
  v1::WaveScheduled out;
  out.set_wave_id(fact.wave.id.value);
  out.set_series_id(fact.wave.series.value);
  out.set_round_id(fact.about.round.value);
  out.set_project_id(fact.about.project.value);
  out.set_session_id(fact.about.session.value);
  out.set_moment(enum_cast<v1::Moment>(fact.wave.moment));
  out.set_months_later(fact.wave.months_later);
  out.set_opens_at_us(fact.wave.opens_at.us);
  out.set_closes_at_us(fact.wave.closes_at.us);
  return draft_of<v1::Event>(fact.wave.id.value, std::move(out));
}

EventDraft draft(const WaveOpenedForAnswers& fact) {
  v1::WaveOpenedForAnswers out;
  out.set_wave_id(fact.wave.value);
  return draft_of<v1::Event>(fact.wave.value, std::move(out));
}

EventDraft draft(const WaveReminded& fact) {
  v1::WaveReminded out;
  out.set_wave_id(fact.wave.value);
  out.set_closes_at_us(fact.closes_at.us);
  return draft_of<v1::Event>(fact.wave.value, std::move(out));
}

EventDraft draft(const WaveClosed& fact) {
  v1::WaveClosed out;
  out.set_wave_id(fact.wave.value);
  return draft_of<v1::Event>(fact.wave.value, std::move(out));
}

EventDraft draft(const WaveCounted& fact) {
  v1::WaveCounted out;
  out.set_wave_id(fact.wave.value);
  out.set_answered_count(fact.answered_count);
  out.set_eligible_count(fact.eligible.at_least);
  out.set_eligible_count_at_most(fact.eligible.at_most);
  return draft_of<v1::Event>(fact.wave.value, std::move(out));
}

EventDraft draft(const WaveOpened& fact) {
  v1::WaveOpened out;
  out.set_wave_id(fact.wave.value);
  return draft_of<v1::Event>(fact.wave.value, std::move(out));
}

EventDraft draft(const WaveDestroyed& fact) {
  v1::WaveDestroyed out;
  out.set_wave_id(fact.wave.value);
  out.set_passphrases_lost(fact.passphrases_lost);
  return draft_of<v1::Event>(fact.wave.value, std::move(out));
}

}  // namespace

EventDraft to_draft(const Event& event) {
  return std::visit([](const auto& fact) { return draft(fact); }, event);
}

}  // namespace opora::feedback
