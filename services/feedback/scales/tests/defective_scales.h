// Scale files for tests: sound ones, all invented, and for each mistake one that makes it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "feedback/scales/scale_file.h"

namespace opora::scales::testing {

// Two items of values 0, 1 and 4, of which one is reversed: 4, 3 and 0.
inline std::string small_file() {
  return R"({
    "scale_id": "small", "scoring_version": 1, "label": {"en": "Small"},
    "option_sets": [{"code": "five", "options": [
      {"code": "a", "value": 0}, {"code": "b", "value": 1}, {"code": "c", "value": 4}]}],
    "items": [{"code": "x", "option_set": "five"}, {"code": "y", "option_set": "five", "reversed": true}],
    "min_answered": 1, "rule": {"method": "mean"}, "range": {"lowest": 0, "highest": 4},
    "direction": "higher_is_worse", "source": "Invented", "terms": "Invented"})";
}

// A file with one thing done to it, as JSON Patch (RFC 6902) says it.
inline std::string patched(const std::string& file, const std::string& op, const std::string& path,
                           const std::string& value = "null") {
  nlohmann::json step = nlohmann::json::object();
  step["op"] = op;
  step["path"] = path;
  step["value"] = nlohmann::json::parse(value);
  nlohmann::json steps = nlohmann::json::array();
  steps.push_back(step);
  return nlohmann::json::parse(file).patch(steps).dump();
}

inline std::string small_with(const std::string& op, const std::string& path, const std::string& value = "null") {
  return patched(small_file(), op, path, value);
}

// The same two items, scored by a table. x is 0, 1 or 4 and y 4, 3 or 0: sums are 0, 1, 3, 4, 5, 7 and 8.
inline std::string table_file() {
  const std::string rows = R"({"method": "table", "table": [{"sum": 0, "score": 0}, {"sum": 1, "score": 9.51},
    {"sum": 3, "score": 11.25}, {"sum": 4, "score": 12.4}, {"sum": 5, "score": 20}, {"sum": 7, "score": 30},
    {"sum": 8, "score": 35}]})";
  const std::string all = patched(small_with("replace", "/min_answered", "2"), "replace", "/rule", rows);
  return patched(all, "replace", "/range/highest", "35");
}

// The small one with a wording, and with everything else that may be left out.
inline std::string worded_file() {
  const std::string wording = R"([{"language": "en", "text_version": 2,
    "text_source": "Invented", "text_licence": "None", "permitted_by": "Nobody", "permitted_at": "2026-02-28",
    "translator": "Nobody", "validated_by": "Nobody", "substitution": "pupil", "items": {"x": "item x", "y": "item y"},
    "options": {"five": {"a": "first", "b": "second", "c": "third"}}}])";
  const std::string named = patched(small_file(), "add", "/instrument", "\"a_few\"");
  return patched(named, "add", "/wordings", wording);
}

// What is said of a file: "items[1].code ITEM_TWICE", one behind the other.
inline std::string said_of(const Defects& defects) {
  std::string said;
  for (const Defect& defect : defects) said += (said.empty() ? "" : "; ") + defect.path + " " + defect.reason;
  return said;
}

struct Defective {
  const char* mistake;
  std::string file;
  const char* said;
};

inline std::vector<Defective> defective_fields() {
  return {
      {"what has to be there", small_with("remove", "/source"), "source KEY_MISSING"},
      {"what nobody knows", small_with("add", "/items/0/reverse", "true"), "items[0].reverse UNKNOWN_KEY"},
      {"an id in capitals", small_with("replace", "/scale_id", "\"Small\""), "scale_id BAD_ID"},
      {"an id of 33", small_with("replace", "/scale_id", "\"" + std::string(33, 'a') + "\""), "scale_id BAD_ID"},
      {"no text", small_with("replace", "/terms", "\" \""), "terms BAD_TEXT"},
      {"two lines", small_with("replace", "/terms", "\"a\\nb\""), "terms BAD_TEXT"},
      {"a long label", small_with("replace", "/label/en", "\"" + std::string(121, 'a') + "\""), "label.en BAD_TEXT"},
      {"no label", small_with("replace", "/label", "{}"), "label KEY_MISSING"},
      {"a language by its name", small_with("replace", "/label", R"({"English": "x"})"), "label.English BAD_LANGUAGE"},
      {"half a point", small_with("replace", "/option_sets/0/options/1/value", "0.5"),
       "option_sets[0].options[1].value BAD_NUMBER"},
      {"too much", small_with("replace", "/option_sets/0/options/1/value", "1001"),
       "option_sets[0].options[1].value BAD_NUMBER"},
      {"far too much", small_with("replace", "/scoring_version", "18446744073709551615"), "scoring_version BAD_NUMBER"},
      {"no answer is a score", small_with("replace", "/min_answered", "0"), "min_answered BAD_NUMBER"},
      {"a word for a truth", small_with("add", "/items/0/reversed", "\"yes\""), "items[0].reversed BAD_TRUTH"},
      {"a word for points", small_with("replace", "/range/lowest", "\"none\""), "range.lowest BAD_SCORE"},
      {"three decimals", small_with("replace", "/range/highest", "4.001"), "range.highest BAD_SCORE"},
      {"another direction", small_with("replace", "/direction", "\"up\""), "direction BAD_WORD"},
      {"another method", small_with("replace", "/rule/method", "\"median\""), "rule.method BAD_WORD"},
      {"a factor of a mean", small_with("add", "/rule/factor", "2"), "rule.factor UNKNOWN_KEY"},
      {"no items", small_with("replace", "/items", "[]"), "items BAD_LIST"},
      {"one option", small_with("replace", "/option_sets/0/options", R"([{"code": "a", "value": 0}])"),
       "option_sets[0].options BAD_LIST"},
      {"a text for an item", small_with("replace", "/items/0", "\"x\""), "items[0] NOT_AN_OBJECT"},
      {"no day", patched(worded_file(), "replace", "/wordings/0/permitted_at", "\"2026-02-29\""),
       "wordings[0].permitted_at BAD_DATE"},
      {"nobody's leave", patched(worded_file(), "remove", "/wordings/0/permitted_by"),
       "wordings[0].permitted_by KEY_MISSING"},
      {"no language", patched(worded_file(), "replace", "/wordings/0/language", "\"e\""),
       "wordings[0].language BAD_LANGUAGE"},
  };
}

inline std::vector<Defective> defective_methods() {
  const char* const no_value = "option_sets[0].options[1].value OPTION_WITHOUT_VALUE";
  return {
      {"an option counts nothing", small_with("remove", "/option_sets/0/options/1/value"), no_value},
      {"an option twice", small_with("replace", "/option_sets/0/options/1/code", "\"a\""),
       "option_sets[0].options[1].code OPTION_TWICE"},
      {"a set twice", small_with("add", "/option_sets/-", R"({"code": "five", "options": [
         {"code": "a", "value": 0}, {"code": "b", "value": 1}]})"), "option_sets[1].code OPTION_SET_TWICE"},
      {"a set for nothing", small_with("add", "/option_sets/-", R"({"code": "six", "options": [
         {"code": "a", "value": 0}, {"code": "b", "value": 1}]})"), "option_sets[1].code OPTION_SET_UNUSED"},
      {"an item twice", small_with("replace", "/items/1/code", "\"x\""), "items[1].code ITEM_TWICE"},
      {"a hole: an item without options", small_with("replace", "/items/1/option_set", "\"six\""),
       "items[1].option_set UNKNOWN_OPTION_SET"},
      {"more answers than items", small_with("replace", "/min_answered", "3"), "min_answered MIN_ABOVE_ITEMS"},
      {"a sum of some", small_with("replace", "/rule", R"({"method": "sum", "factor": 2})"),
       "min_answered SUM_OF_FEWER"},
      {"a range too wide", small_with("replace", "/range/highest", "5"), "range.highest RANGE_NOT_REACHED"},
      {"a range too narrow", small_with("replace", "/range/lowest", "1"), "range.lowest RANGE_NOT_REACHED"},
      {"all answers count alike",
       patched(patched(small_with("replace", "/option_sets/0/options", R"([
         {"code": "a", "value": 2}, {"code": "b", "value": 2}])"), "replace", "/range/lowest", "2"), "replace",
               "/range/highest", "2"), "range ONE_SCORE"},
      {"a hole in the table", patched(table_file(), "remove", "/rule/table/5"), "rule.table TABLE_HAS_HOLE"},
      {"a sum of no answers", patched(table_file(), "add", "/rule/table/-", R"({"sum": 6, "score": 25})"),
       "rule.table TABLE_SUM_UNREACHABLE"},
      {"a sum twice", patched(table_file(), "add", "/rule/table/-", R"({"sum": 8, "score": 36})"),
       "rule.table[7].sum TABLE_SUM_TWICE"},
  };
}

inline std::vector<Defective> defective_wordings() {
  return {
      {"a language twice",
       patched(worded_file(), "add", "/wordings/-", nlohmann::json::parse(worded_file())["wordings"][0].dump()),
       "wordings[1].language WORDING_TWICE"},
      {"an item without a text", patched(worded_file(), "remove", "/wordings/0/items/y"),
       "wordings[0].items WORDING_LACKS_ITEM"},
      {"a text of no item", patched(worded_file(), "add", "/wordings/0/items/z", "\"item z\""),
       "wordings[0].items.z WORDING_OF_NO_ITEM"},
      {"an option without a label", patched(worded_file(), "remove", "/wordings/0/options/five/c"),
       "wordings[0].options.five WORDING_LACKS_OPTION"},
      {"a label of no option", patched(worded_file(), "add", "/wordings/0/options/five/d", "\"fourth\""),
       "wordings[0].options.five.d WORDING_OF_NO_OPTION"},
      {"labels of no set", patched(worded_file(), "add", "/wordings/0/options/six", R"({"a": "first"})"),
       "wordings[0].options.six.a WORDING_OF_NO_OPTION"},
  };
}

// Of 60 items of values 0, 1 and 1,000, which make more than a thousand sums.
inline std::string many_sums_file() {
  nlohmann::json file = nlohmann::json::parse(table_file());
  file["option_sets"][0]["options"][2]["value"] = 1'000;
  file["items"] = nlohmann::json::array();
  for (int i = 0; i < 60; ++i) {
    nlohmann::json item = nlohmann::json::object();
    item["code"] = "x" + std::to_string(i);
    item["option_set"] = "five";
    file["items"].push_back(item);
  }
  file["min_answered"] = 60;
  return file.dump();
}

inline std::vector<Defective> defective_files() {
  return {
      {"nothing", "", " NOT_JSON"},
      {"no JSON", "{", " NOT_JSON"},
      {"no UTF-8", "{\"scale_id\": \"\xff\"}", " NOT_JSON"},
      {"a number beyond all", "[1e999]", " NOT_JSON"},
      {"brackets alone", std::string(500'000, '['), " NOT_JSON"},
      {"a list", "[]", " NOT_AN_OBJECT"},
      {"too much", std::string(kFileBytesMax + 1, ' '), " FILE_TOO_LARGE"},
      {"a field twice", "{\"scale_id\": \"first\"," + small_file().substr(1), " KEY_TWICE"},
      {"more sums than a table has rows", many_sums_file(), "rule.table TABLE_TOO_LARGE"},
  };
}

}  // namespace opora::scales::testing
