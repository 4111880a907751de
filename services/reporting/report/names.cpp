#include "reporting/report/words.h"

#include <algorithm>
#include <iterator>

#include "platform/text/printable.h"

namespace opora::report {
namespace {

struct Phrase {
  std::string_view key;
  std::string_view en;
  std::string_view ru;
};

constexpr Phrase kPhrases[] = {
    {"programme", "Programme", "Программа"},
    {"warning", "For use inside the network, not for publication: small counts are not hidden.",
     "Для использования внутри сети, не для публикации: малые числа не скрыты."},
    {"figures", "Figures", "Показатели"},
    {"people_not_summed",
     "People in different rows are not added up: one person can be in several rows. Sessions and days count when "
     "somebody came.",
     "Люди из разных строк не складываются: один человек может быть в нескольких строках. Занятия и дни учитываются, "
     "если кто-то пришёл."},
    {"reach", "Reach", "Охват"},
    {"nobody_came", "Nobody came to a session of this round yet.", "На занятия этого раунда пока никто не приходил."},
    {"partners", "Partners", "Партнёры"},
    {"other_rounds", "Other rounds of the programme", "Другие раунды программы"},
    {"no_other_rounds", "No other round of the programme is known.", "Другие раунды программы неизвестны."},
    {"no_claims",
     "This report does not say whether the round is the first, a record or which one in number: such claims need a "
     "history that is declared complete.",
     "В отчёте не говорится, первый ли это раунд, рекордный ли он и какой он по счёту: для таких утверждений нужна "
     "история, объявленная полной."},
    {"positions", "Counted up to", "Учтено до"},
    {"positions_note", "The last event of each log that is in these figures.",
     "Последнее событие каждого журнала, вошедшее в показатели."},
    {"not_stated", "not stated", "не указано"},

    {"dimension.project", "By project", "По проектам"},
    {"dimension.site", "By site", "По местам проведения"},
    {"dimension.region", "By region", "По регионам"},
    {"dimension.organisation", "By organisation", "По организациям"},
    {"dimension.kind", "By kind of session", "По видам занятий"},
    {"dimension.topic", "By topic", "По темам"},
    {"dimension.audience", "By audience", "По аудиториям"},
    {"dimension.session", "By session", "По занятиям"},

    {"column.project", "project", "проект"},
    {"column.site", "site", "место"},
    {"column.region", "region", "регион"},
    {"column.organisation", "organisation", "организация"},
    {"column.kind", "kind", "вид"},
    {"column.topic", "topic", "тема"},
    {"column.audience", "audience", "аудитория"},
    {"column.session", "session", "занятие"},
    {"column.role", "role", "роль"},
    {"column.people", "people", "люди"},
    {"column.attendances", "attendances", "посещения"},
    {"column.sessions", "sessions", "занятия"},
    {"column.days", "days", "дни"},
    {"column.hours", "hours", "часы"},
    {"column.round", "round", "раунд"},
    {"column.year", "year", "год"},
    {"column.log", "log", "журнал"},
    {"column.position", "event", "событие"},
    {"column.epoch", "epoch", "эпоха"},

    {"kind.workshop", "workshop", "мастерская"},
    {"kind.round_table", "round table", "круглый стол"},
    {"kind.master_class", "master class", "мастер-класс"},
    {"kind.seminar", "seminar", "семинар"},
    {"kind.training", "training", "тренинг"},
    {"kind.group_supervision", "group supervision", "групповая супервизия"},
    {"kind.individual_supervision", "individual supervision", "индивидуальная супервизия"},
    {"kind.occupational_therapy", "occupational therapy", "эрготерапия"},
    {"kind.site_visit", "site visit", "выездное посещение"},
    {"kind.volunteer_action", "volunteer action", "волонтёрская акция"},
    {"kind.unspecified", "not stated", "не указано"},

    {"role.organiser", "organiser", "организатор"},
    {"role.funder", "funder", "спонсор"},
    {"role.supporter", "supporter", "поддержка"},
    {"role.host", "host", "принимающая сторона"},
    {"role.unspecified", "not stated", "не указано"},

    {"measure.people", "Different people", "Разных людей"},
    {"measure.people_unverified", "Of these, unverified", "Из них не подтверждено"},
    {"measure.attendances", "Attendances", "Посещений"},
    {"measure.organisations", "Organisations", "Организаций"},
    {"measure.sessions_held", "Sessions held", "Проведено занятий"},
    {"measure.session_minutes", "Hours of sessions (h:mm)", "Часы занятий (ч:мм)"},
    {"measure.session_days", "Days with sessions", "Дней с занятиями"},
    {"measure.seats_confirmed", "Seats confirmed", "Мест подтверждено"},
    {"measure.seats_waiting", "Seats waited for", "Мест в листе ожидания"},
    {"measure.scans_set_aside", "Scans set aside", "Отложено отметок"},
    {"measure.events_skipped", "Events given up", "Пропущено событий"},

    // English sentences come with the figures themselves: the service that counts says what it counted.
    {"counts.people", "", "Разные люди, пришедшие хотя бы на одно занятие раунда; каждый учтён один раз."},
    {"counts.people_unverified", "",
     "Те из них, кого регистрация не знала при отметке ни на одном занятии раунда и кого с тех пор не назвала ни одна "
     "группа и ни один список сотрудников в сети: гости, которых никто не регистрировал, и ошибки в идентификаторах."},
    {"counts.attendances", "", "Сколько раз кто-либо пришёл на занятие; человек на пяти занятиях учтён пять раз."},
    {"counts.organisations", "", "Разные организации, с которыми пришли люди; гости не относятся ни к одной."},
    {"counts.sessions_held", "", "Занятия, на которые пришёл хотя бы один человек."},
    {"counts.session_minutes", "", "Сумма плановой длительности проведённых занятий; каждое занятие учтено один раз."},
    {"counts.session_days", "", "Разные местные даты начала проведённых занятий, по всем местам вместе."},
    {"counts.seats_confirmed", "", "Места, закреплённые за группами, независимо от того, пришёл ли кто-то."},
    {"counts.seats_waiting", "", "Места, которых ждут или не дождались группы в листе ожидания."},
    {"counts.scans_set_aside", "",
     "Отметки на входе занятий раунда, которые не входят ни в один показатель, пока их не подтвердят или не отклонят: "
     "сделанные далеко от времени занятия, людей из отменённых групп, тех, кого не ждали, на занятии, где уже учтено "
     "столько неизвестных людей, сколько мест (или тридцать, если мест меньше), или с кодом, который никому не "
     "принадлежит."},
    {"counts.events_skipped", "",
     "События всей сети, от которых отказался оператор; их содержания нет ни в одном показателе."},
};

}  // namespace

std::string_view supported(std::string_view language) {
  return language.substr(0, language.find('-')) == "ru" ? "ru" : "en";
}

std::string_view phrase(std::string_view key, std::string_view language) {
  const auto* found =
      std::find_if(std::begin(kPhrases), std::end(kPhrases), [&](const Phrase& p) { return p.key == key; });
  if (found == std::end(kPhrases)) return {};
  return supported(language) == "ru" ? found->ru : found->en;
}

std::string phrase_or_code(std::string_view prefix, std::string_view code, std::string_view language) {
  if (code.empty()) return std::string(phrase("not_stated", language));
  const std::string_view words = phrase(std::string(prefix).append(code), language);
  if (!words.empty()) return std::string(words);
  std::string plain = printable(code);
  std::replace(plain.begin(), plain.end(), '_', ' ');
  std::replace(plain.begin(), plain.end(), '-', ' ');
  return plain;
}

std::string in_language(const platform::v1::LocalizedText& text, std::string_view language,
                        std::string_view otherwise) {
  const auto& texts = text.by_language();
  const std::string_view primary = language.substr(0, language.find('-'));
  for (const std::string_view wanted : {language, primary, std::string_view("en")}) {
    const auto found = texts.find(std::string(wanted));
    if (found != texts.end() && !found->second.empty()) return printable(found->second);
  }
  // The map has no order of its own: the smallest tag, so that the same report always reads the same.
  std::string_view tag;
  std::string_view words = otherwise;
  for (const auto& [language_tag, any] : texts) {
    if (any.empty() || (!tag.empty() && tag < language_tag)) continue;
    tag = language_tag;
    words = any;
  }
  return printable(words);
}

std::string hours(std::int64_t minutes) {
  const std::string rest = std::to_string(minutes % 60);
  return std::to_string(minutes / 60) + ":" + (rest.size() < 2 ? "0" : "") + rest;
}

}  // namespace opora::report
