// Sheets to print: each with its codes, and nothing that tells it from the others but these.
#include "feedback/pages/sheets_page.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "feedback/pages/qr_code.h"

namespace opora::pages::testing {
namespace {

namespace v1 = feedback::v1;

const std::string kWave = "0190a5b0-0000-7000-8000-000000000001";

PrintedSheet sheet(const std::string& letter) {
  const auto code = [&](const char* end) { return letter + letter + letter + "-" + end; };
  return {{{v1::MOMENT_BEFORE, 0, kWave, code("BEFORE")},
           {v1::MOMENT_AFTER, 0, kWave, code("AFTER")},
           {v1::MOMENT_FOLLOW_UP, 3, kWave, code("LATER")}},
          code("LINK")};
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

// The pages that are printed, without what is shown on the screen alone.
std::string printed(const std::vector<PrintedSheet>& sheets, const SheetsOptions& options) {
  const std::string html = sheets_html(sheets, options);
  return html.substr(html.find("<main>"));
}

TEST(Sheets, HaveAPageEachWithEachCodeTypedAndAsAPicture) {
  const std::string pages = printed({sheet("A"), sheet("C")}, {});
  EXPECT_EQ(count_of(pages, "class=\"sheet\""), 2u);
  EXPECT_EQ(count_of(pages, "class=\"fold\""), 2u);
  EXPECT_EQ(count_of(pages, "<svg "), 6u);
  for (const char* code : {"AAA-BEFORE", "AAA-AFTER", "AAA-LATER", "AAA-LINK", "CCC-BEFORE", "CCC-LINK"})
    EXPECT_EQ(count_of(pages, code), 1u) << code;
  EXPECT_NE(pages.find(qr_svg(kWave + ".AAA-AFTER.AAA-LINK")), std::string::npos);
}

// A page of one sheet is a page of the other, once their codes and pictures are taken out.
TEST(Sheets, DifferInNothingButTheirCodes) {
  const auto without_codes = [](const std::string& letter) {
    std::string page = printed({sheet(letter)}, {.languages = {"kk", "ru"}});
    for (auto at = page.find("<svg "); at != std::string::npos; at = page.find("<svg "))
      page.erase(at, page.find("</svg>", at) - at);
    const std::string begin = letter + letter + letter + "-";
    for (auto at = page.find(begin); at != std::string::npos; at = page.find(begin)) page.erase(at, begin.size());
    return page;
  };
  EXPECT_EQ(without_codes("A"), without_codes("C"));
}

TEST(Sheets, SayOnPaperNeitherHowManyThereAreNorWhen) {
  const std::string pages = printed({sheet("A"), sheet("C"), sheet("E")}, {});
  EXPECT_EQ(pages.find("3 sheets"), std::string::npos);
  EXPECT_NE(sheets_html(std::vector{sheet("A"), sheet("C"), sheet("E")}, {}).find("3 sheets are ready"),
            std::string::npos);
  EXPECT_NE(sheets_html({}, {}).find("@page{size:A4;margin:0}"), std::string::npos) << "where browsers print numbers";
}

TEST(Sheets, AreInEachOfTheRoundsLanguages) {
  const std::string pages = printed({sheet("A")}, {.languages = {"kk", "ru"}});
  EXPECT_NE(pages.find("Сабақтарға дейін<br><span lang=\"ru\">До занятий</span>"), std::string::npos) << pages;
  EXPECT_NE(pages.find("3 айдан кейін<br><span lang=\"ru\">Через 3 месяца</span>"), std::string::npos);
  EXPECT_EQ(count_of(printed({sheet("A")}, {.languages = {"ru"}}), "<span lang="), 0u);
}

TEST(Sheets, LeadToThePageWhereThereIsOneAndTellItsServerNoCode) {
  const PrintedToken token{v1::MOMENT_AFTER, 0, kWave, "AAA"};
  EXPECT_EQ(scanned_code("", token, "CCC"), kWave + ".AAA.CCC");
  EXPECT_EQ(scanned_code("https://opora.example/q", token, "CCC"), "https://opora.example/q#" + kWave + ".AAA.CCC");
}

TEST(Sheets, AreThereForPrograms) {
  const auto read = nlohmann::json::parse(sheets_json(std::vector{sheet("A")}, {}));
  EXPECT_EQ(read["schema"], "opora-sheets/1");
  ASSERT_EQ(read["sheets"].size(), 1u);
  EXPECT_EQ(read["sheets"][0]["link_code"], "AAA-LINK");
  const auto& later = read["sheets"][0]["tokens"][2];
  EXPECT_EQ(later["moment"], "follow-up");
  EXPECT_EQ(later["months_later"], 3);
  EXPECT_EQ(later["wave"], kWave);
  EXPECT_EQ(later["token"], "AAA-LATER");
  EXPECT_EQ(later["scanned"], kWave + ".AAA-LATER.AAA-LINK");
}

}  // namespace
}  // namespace opora::pages::testing
