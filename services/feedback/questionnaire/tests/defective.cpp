#include "feedback/questionnaire/tests/defective.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "feedback/questionnaire/tests/sample.h"

namespace opora::questionnaire::testing {
namespace {

std::string sample_with(const std::string& text, const std::string& instead) {
  std::string file = sample_file();
  const auto place = file.find(text);
  if (place == std::string::npos) throw std::logic_error("the sample has no " + text);
  return file.replace(place, text.size(), instead);
}

std::string times(std::size_t count, const std::string& text) {
  std::string all;
  for (; count > 0; --count) all += text;
  return all;
}

// [{…}, {…}], {number} in each being its number.
std::string list_of(std::size_t count, const std::string& each) {
  std::string list;
  for (std::size_t i = 0; i < count; ++i) {
    std::string one = each;
    if (const auto place = one.find("{number}"); place != std::string::npos) one.replace(place, 8, std::to_string(i));
    list += (list.empty() ? "[" : ", ") + one;
  }
  return list + "]";
}

std::string put(const std::string& path, const std::string& value) {
  return R"([{"op": "add", "path": ")" + path + R"(", "value": )" + value + "}]";
}

std::string removed(const std::string& path) { return R"([{"op": "remove", "path": ")" + path + R"("}])"; }

// The ranking, shown on a condition.
std::string if_all(const std::string& tests) { return put("/questions/5/shown_if", R"({"all": [)" + tests + "]}"); }

}  // namespace

std::vector<Defective> files_that_are_none() {
  return {
      {"nothing", "", "NOT_JSON"},
      {"a comma too many", R"({"schema": "opora-questionnaire/1",})", "NOT_JSON"},
      {"no UTF-8", sample_with("Sample", "S\xffmple"), "NOT_JSON"},
      {"no object", "7", "NOT_AN_OBJECT"},
      {"a number without end", R"({"version": 1e999})", "NUMBER_TOO_LARGE"},
      {"brackets in brackets", times(17, R"({"a": )"), "NESTED_TOO_DEEPLY"},
      {"much too large", std::string(kFileBytesMax + 1, ' '), "FILE_TOO_LARGE"},
      {"a field twice", sample_with(R"("version": 3,)", R"("version": 3, "version": 4,)"), "KEY_TWICE"},
      {"a field twice further down", sample_with(R"({"code": "b",)", R"({"code": "b", "code": "d",)"),
       "questions[5].options[1] KEY_TWICE"},
  };
}

std::vector<Defective> fields_that_are_wrong() {
  return {
      {"of another kind", put("/schema", R"("opora-round-report")"), "schema NOT_OF_THIS_SCHEMA"},
      {"a field of no name", put("/shownif", "true"), "UNKNOWN_KEY"},
      {"a field too few", removed("/title"), "KEY_MISSING"},
      {"capitals in an id", put("/id", R"("Sample")"), "id BAD_ID"},
      {"no id at all", put("/id", R"("")"), "id BAD_ID"},
      {"an id of 33 bytes", put("/id", '"' + times(33, "a") + '"'), "id BAD_ID"},
      {"a number for an id", put("/id", "7"), "id NOT_A_TEXT"},
      {"version zero", put("/version", "0"), "version OUT_OF_BOUNDS"},
      {"a version above a million", put("/version", "1000001"), "version OUT_OF_BOUNDS"},
      {"the largest number that there is", put("/version", "18446744073709551615"), "version OUT_OF_BOUNDS"},
      {"half a version", put("/version", "1.5"), "version NOT_A_NUMBER"},
      {"a version in quotes", put("/version", R"("3")"), "version NOT_A_NUMBER"},
      {"no languages", put("/languages", "[]"), "languages TOO_FEW"},
      {"a language, and no list", put("/languages", R"("en")"), "languages NOT_A_LIST"},
      {"a language by its name", put("/languages/-", R"("Bulgarian")"), "languages[2] BAD_LANGUAGE"},
      {"a language twice", put("/languages/-", R"("en")"), "languages[2] LANGUAGE_TWICE"},
      {"a text in no listed language", put("/title/kk", R"("Үлгі")"), "title LANGUAGE_NOT_LISTED"},
      {"no text in the first language", removed("/title/en"), "title TEXT_MISSING"},
      {"a text without languages", put("/title", R"("Sample")"), "title NOT_AN_OBJECT"},
      {"a text that says nothing", put("/title/en", R"(" \u2014 ")"), "title.en TEXT_EMPTY"},
      {"two lines", put("/title/en", R"("two\nlines")"), "title.en TEXT_STEERS"},
      {"a text that turns round", put("/title/en", R"("a \u202e b")"), "title.en TEXT_STEERS"},
      {"a title of 121 characters", put("/title/en", '"' + times(121, "ж") + '"'), "title.en TEXT_TOO_LONG"},
      {"no questions", put("/questions", "[]"), "questions TOO_FEW"},
      {"61 questions", put("/questions", list_of(61, "{}")), "questions TOO_MANY"},
      {"200 questions", put("/questions", list_of(200, "{}")), "questions TOO_MANY"},
      {"a yes that is none", put("/questions/0/required", R"("yes")"), "questions[0].required NOT_TRUE_OR_FALSE"},
  };
}

std::vector<Defective> questions_that_are_wrong() {
  const std::string option = R"({"code": "o{number}", "text": {"en": "Option"}})";
  const std::string row = R"({"code": "r{number}", "text": {"en": "Row"}})";
  return {
      {"a kind that there is not", put("/questions/6/kind", R"("text")"), "questions[6].kind UNKNOWN_WORD"},
      {"a role that there is not", put("/questions/1/options/2/role", R"("else")"),
       "questions[1].options[2].role UNKNOWN_WORD"},
      {"bounds of a text", put("/questions/6/min", "1"), "questions[6] KEY_NOT_OF_KIND"},
      {"options of no set", put("/questions/0/options", R"("yes_no")"), "questions[0].options UNKNOWN_OPTION_SET"},
      {"no options", removed("/questions/5/options"), "questions[5] KEY_MISSING"},
      {"one option", put("/questions/5/options", list_of(1, option)), "questions[5].options TOO_FEW"},
      {"21 options", put("/questions/5/options", list_of(21, option)), "questions[5].options TOO_MANY"},
      {"11 to be ranked", put("/questions/5/options", list_of(11, option)), "questions[5].options TOO_MANY"},
      {"21 rows", put("/questions/3/rows", list_of(21, row)), "questions[3].rows TOO_MANY"},
      {"an id twice", put("/questions/6/id", R"("order")"), "questions[6].id ID_TWICE"},
      {"an option twice", put("/questions/5/options/1/code", R"("a")"), "questions[5].options[1].code CODE_TWICE"},
      {"a row twice", put("/questions/3/rows/1/code", R"("r1")"), "questions[3].rows[1].code CODE_TWICE"},
      {"something else, in a ranking", put("/questions/5/options/0/role", R"("other")"),
       "questions[5].options[0].role ROLE_NOT_ALLOWED"},
      {"none of these, of one", put("/option_sets/yes_or_no/1/role", R"("exclusive")"),
       "questions[0].options[1].role ROLE_NOT_ALLOWED"},
      {"two to decline with", put("/questions/1/options/3/role", R"("declined")"),
       "questions[1].options DECLINED_TWICE"},
      {"nothing to decline with", put("/questions/5/required", "true"),
       "questions[5].required REQUIRED_WITHOUT_DECLINED"},
      {"an option of a text", put("/questions/6/options", list_of(1, option)),
       "questions[6].options OPTIONS_NOT_ALLOWED"},
      {"more than can be chosen together", put("/questions/1/max", "4"), "questions[1] BAD_CHOICES"},
      {"at least more than at most", put("/questions/1/min", "3"), "questions[1] BAD_CHOICES"},
      {"at least nothing", put("/questions/1/min", "0"), "questions[1].min OUT_OF_BOUNDS"},
      {"bounds that cross", put("/questions/2/min", "61"), "questions[2] BAD_RANGE"},
      {"bands from somewhere else on", put("/questions/2/bands", "[1, 10]"), "questions[2].bands BAD_BANDS"},
      {"a band of nothing", put("/questions/2/bands", "[0, 10, 10]"), "questions[2].bands BAD_BANDS"},
      {"a band that nobody is in", put("/questions/2/bands", "[0, 61]"), "questions[2].bands BAD_BANDS"},
      {"too long a text to answer with", put("/questions/6/max_length", "1001"),
       "questions[6].max_length OUT_OF_BOUNDS"},
      {"a question of 301 characters", put("/questions/6/text/en", '"' + times(301, "a") + '"'),
       "questions[6].text.en TEXT_TOO_LONG"},
      {"an option of 121", put("/questions/5/options/0/text/en", '"' + times(121, "a") + '"'),
       "questions[5].options[0].text.en TEXT_TOO_LONG"},
      {"a hint of 501", put("/questions/1/hint/en", '"' + times(501, "a") + '"'),
       "questions[1].hint.en TEXT_TOO_LONG"},
  };
}

std::vector<Defective> conditions_that_are_wrong() {
  const std::string test = "questions[5].shown_if.all[0]";
  return {
      {"on nobody's question", if_all(R"({"question": "clientz", "is": "yes"})"), test + ".question UNKNOWN_QUESTION"},
      {"on itself", if_all(R"({"question": "order", "answered": true})"), test + ".question CONDITION_ON_LATER"},
      {"on a later one", if_all(R"({"question": "words", "answered": true})"), test + ".question CONDITION_ON_LATER"},
      {"a cycle",
       R"([{"op": "add", "path": "/questions/5/shown_if", "value": {"all": [{"question": "words", "answered": true}]}},
           {"op": "add", "path": "/questions/6/shown_if",
            "value": {"any": [{"question": "order", "includes": "a"}]}}])",
       test + ".question CONDITION_ON_LATER"},
      {"on a matrix as a whole", if_all(R"({"question": "pace", "is": "always"})"), test + " ROW_MISSING"},
      {"on a row that there is not", if_all(R"({"question": "pace", "row": "r9", "is": "always"})"),
       test + ".row UNKNOWN_ROW"},
      {"on the row of no matrix", if_all(R"({"question": "clients", "row": "r1", "is": "yes"})"),
       test + ".row UNKNOWN_ROW"},
      {"that one includes something", if_all(R"({"question": "clients", "includes": "yes"})"),
       test + ".includes RELATION_NOT_ALLOWED"},
      {"that several are something", if_all(R"({"question": "helps", "is_not": "talk"})"),
       test + ".is_not RELATION_NOT_ALLOWED"},
      {"that a number is something", if_all(R"({"question": "walks", "is": "rather_not"})"),
       test + ".is RELATION_NOT_ALLOWED"},
      {"on an option that there is not", if_all(R"({"question": "clients", "is": "maybe"})"),
       test + ".is UNKNOWN_OPTION"},
      {"on somebody's silence", if_all(R"({"question": "clients", "is_not": "rather_not"})"),
       test + ".is_not CONDITION_ON_DECLINED"},
      {"two at once", if_all(R"({"question": "clients", "is": "yes", "answered": true})"), test + " ONE_RELATION"},
      {"that says nothing", if_all(R"({"question": "clients"})"), test + " ONE_RELATION"},
      {"without tests", if_all(""), "questions[5].shown_if.all TOO_FEW"},
      {"of 21 tests", if_all(times(20, R"({"question": "clients", "is": "yes"}, )") +
                             R"({"question": "clients", "is": "yes"})"),
       "questions[5].shown_if.all TOO_MANY"},
      {"of no kind", put("/questions/5/shown_if", "{}"), "questions[5].shown_if ALL_OR_ANY"},
      {"of both kinds", put("/questions/5/shown_if", R"({"all": [], "any": []})"),
       "questions[5].shown_if ALL_OR_ANY"},
  };
}

std::vector<Defective> scales_that_are_wrong() {
  return {
      {"a version that there is not", put("/scales/0/scoring_version", "1"), "scales[0] UNKNOWN_SCALE"},
      {"one twice", put("/scales/-", R"({"id": "pace", "scoring_version": 2})"), "scales[1] SCALE_TWICE"},
      {"a hole", removed("/questions/4"), "scales[0] SCALE_HOLE"},
      {"an item twice, and so a hole", put("/questions/3/rows/1/item/code", R"("p1")"),
       "questions[3].rows[1].item ITEM_TWICE\nscales[0] SCALE_HOLE"},
      {"an item that there is not",
       put("/questions/3/rows/-", R"({"code": "r3", "item": {"scale": "pace", "code": "p9"}})"),
       "questions[3].rows[2].item UNKNOWN_ITEM"},
      {"an item with the options of another",
       R"([{"op": "replace", "path": "/questions/3/rows/1/item/code", "value": "p3"},
           {"op": "replace", "path": "/questions/4/item/code", "value": "p2"}])",
       "questions[3].rows[1].item ITEM_OPTIONS"},
      {"one that is not listed", removed("/scales"),
       "questions[3].rows[0].item SCALE_NOT_LISTED\nquestions[3].rows[1].item SCALE_NOT_LISTED\n"
       "questions[4].item SCALE_NOT_LISTED"},
      {"one item for everybody, the others for some", removed("/questions/4/shown_if"),
       "questions[4] SCALE_SHOWN_IN_PART"},
      {"without wording",
       R"([{"op": "add", "path": "/scales/-", "value": {"id": "bare", "scoring_version": 1}},
           {"op": "add", "path": "/questions/-", "value":
             {"id": "bare1", "kind": "scale", "item": {"scale": "bare", "code": "b1"}}}])",
       "scales[1] SCALE_WITHOUT_WORDING"},
      {"an item worded anew", put("/questions/4/text", R"({"en": "How tired?"})"),
       "questions[4].text WORDING_OF_SCALE"},
      {"a row worded anew", put("/questions/3/rows/0/text", R"({"en": "How fast?"})"),
       "questions[3].rows[0].text WORDING_OF_SCALE"},
      {"answers worded anew", put("/questions/4/options", R"([{"code": "low", "text": {"en": "Hardly"}}])"),
       "questions[4].options WORDING_OF_SCALE"},
      {"a licence of one's own", put("/scales/0/wordings", "[]"), "scales[0] UNKNOWN_KEY"},
  };
}

std::vector<Defective> all_defective() {
  std::vector<Defective> all;
  for (const auto& some : {files_that_are_none(), fields_that_are_wrong(), questions_that_are_wrong(),
                           conditions_that_are_wrong(), scales_that_are_wrong()})
    all.insert(all.end(), some.begin(), some.end());
  return all;
}

std::string changed_file(const Defective& defective) {
  if (!defective.change.starts_with('[')) return defective.change;
  return nlohmann::json::parse(sample_file()).patch(nlohmann::json::parse(defective.change)).dump();
}

}  // namespace opora::questionnaire::testing
