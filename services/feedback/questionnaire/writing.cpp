// A questionnaire as the bytes that are stored: keys in the order of their bytes, no blanks, UTF-8 as it is.
#include <array>

#include <nlohmann/json.hpp>
#include <sodium.h>

#include "feedback/questionnaire/reading.h"

namespace opora::questionnaire {
namespace {

using Json = nlohmann::json;  // keeps keys in the order of their bytes

constexpr std::array<const char*, 4> kRoles = {"ordinary", "declined", "exclusive", "other"};

// What says nothing is left out, so that a build that knows more of it writes the same.
void put(Json& object, const char* key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}

void put(Json& object, const char* key, const LocalizedText& text) {
  if (!text.by_language.empty()) object[key] = text.by_language;
}

Json json_of(const Option& option) {
  Json json = {{"code", option.code}};
  put(json, "text", option.text);
  if (option.role != OptionRole::ordinary) json["role"] = kRoles.at(static_cast<std::size_t>(option.role) - 1);
  return json;
}

Json json_of(const ScaleItem& item) { return {{"scale", item.scale}, {"code", item.code}}; }

Json json_of(const Row& row) {
  Json json = {{"code", row.code}};
  put(json, "text", row.text);
  if (row.item) json["item"] = json_of(*row.item);
  return json;
}

Json json_of(const Test& test) {
  Json json = {{"question", test.question}};
  put(json, "row", test.row);
  switch (test.relation) {
    case Relation::is: json["is"] = test.code; break;
    case Relation::is_not: json["is_not"] = test.code; break;
    case Relation::includes: json["includes"] = test.code; break;
    case Relation::answered: json["answered"] = true; break;
    case Relation::not_answered: json["answered"] = false; break;
  }
  return json;
}

Json json_of(const Wording& wording) {
  Json json = {{"language", wording.language}, {"text_version", wording.text_version}};
  put(json, "text_source", wording.text_source);
  put(json, "text_licence", wording.text_licence);
  put(json, "permitted_by", wording.permitted_by);
  put(json, "permitted_at", wording.permitted_at);
  put(json, "translator", wording.translator);
  put(json, "validated_by", wording.validated_by);
  put(json, "substitution", wording.substitution);
  return json;
}

Json json_of(const UsedScale& used);
Json json_of(const Question& question);

template <class Thing>
Json list_of(const std::vector<Thing>& things) {
  Json list = Json::array();
  for (const Thing& thing : things) list.push_back(json_of(thing));
  return list;
}

template <class Thing>
void put(Json& object, const char* key, const std::vector<Thing>& things) {
  if (!things.empty()) object[key] = list_of(things);
}

Json json_of(const UsedScale& used) {
  Json json = {{"id", used.id}, {"scoring_version", used.scoring_version}};
  put(json, "wordings", used.wordings);
  return json;
}

// What only some kinds have.
void put_of_kind(Json& json, const Question& question) {
  if (question.kind == Kind::multiple || question.kind == Kind::ranking) {
    json["min"] = question.choices.min;
    json["max"] = question.choices.max;
  }
  if (question.kind == Kind::number) {
    json["min"] = question.number.min;
    json["max"] = question.number.max;
    put(json, "unit", question.number.unit);
    if (!question.number.bands.empty()) json["bands"] = question.number.bands;
  }
  if (question.kind == Kind::open) json["max_length"] = question.points_max;
  if (question.item) json["item"] = json_of(*question.item);
}

Json json_of(const Question& question) {
  Json json = {{"id", question.id}, {"kind", std::string(name_of(question.kind))}};
  put(json, "text", question.text);
  put(json, "hint", question.hint);
  if (question.required) json["required"] = true;
  if (question.unanimity_may_be_shown) json["unanimity_may_be_shown"] = true;
  if (!question.shown_if.tests.empty()) {
    const char* join = question.shown_if.join == Condition::Join::all ? "all" : "any";
    json["shown_if"] = {{join, list_of(question.shown_if.tests)}};
  }
  put(json, "options", question.options);
  put(json, "rows", question.rows);
  put_of_kind(json, question);
  return json;
}

}  // namespace

std::string canonical_json(const Questionnaire& questionnaire) {
  Json json = {{"schema", std::string(kSchema)}, {"id", questionnaire.id}, {"version", questionnaire.version}};
  json["languages"] = questionnaire.languages;
  put(json, "title", questionnaire.title);
  put(json, "introduction", questionnaire.introduction);
  put(json, "scales", questionnaire.scales);
  json["questions"] = list_of(questionnaire.questions);
  return json.dump();
}

std::string digest_of(const Questionnaire& questionnaire) {
  constexpr std::size_t kDigestBytes = 32;
  const std::string canonical = canonical_json(questionnaire);
  std::string digest(kDigestBytes, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), digest.size(),
                     reinterpret_cast<const unsigned char*>(canonical.data()), canonical.size(), nullptr, 0);
  return digest;
}

}  // namespace opora::questionnaire
