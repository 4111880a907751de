#include "opora/all_services/refusal_words.h"

#include <vector>

#include "opora/all_services/all_services.h"
#include "platform/text/catalogue.h"
#include "platform_refusals_words.h"

namespace opora {
namespace {

constexpr std::string_view kEnglish = "en";

std::vector<const Catalogue*> catalogues() {
  std::vector<const Catalogue*> all;
  for (const Service& service : all_services())
    if (service.refusals != nullptr) all.push_back(service.refusals);
  all.push_back(&platform_refusals_words());
  return all;
}

}  // namespace

Error in_language(Error refusal, std::string_view language) {
  for (const Catalogue* told : catalogues()) {
    const Words& words = told->in(language);
    if (words.language() == kEnglish || !words.has(refusal.reason)) continue;
    refusal.message = words.text(refusal.reason);
    break;
  }
  return refusal;
}

}  // namespace opora
