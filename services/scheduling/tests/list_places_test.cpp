#include "scheduling/tests/network.h"

namespace opora::scheduling::testing {
namespace {

class ListPlaces : public SchedulingTest {
 protected:
  Result<v1::ListPlacesResponse> list(const std::string& region_id, int page_size = 0, const std::string& token = "") {
    v1::ListPlacesRequest request;
    request.set_region_id(region_id);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return service.call<v1::ListPlacesResponse>(request);
  }
  // A second country, with a place of each kind.
  void add_others() {
    auto other_country = country();
    other_country.set_country_id(test_id(20));
    other_country.set_code("kz");
    EXPECT_EQ(refusal(other_country), "");
    auto other_region = region();
    other_region.set_region_id(test_id(21));
    other_region.set_country_id(test_id(20));
    EXPECT_EQ(refusal(other_region), "");
    auto other_site = site();
    other_site.set_site_id(test_id(22));
    other_site.set_region_id(test_id(21));
    EXPECT_EQ(refusal(other_site), "");
    auto other_venue = venue();
    other_venue.set_venue_id(test_id(23));
    other_venue.set_site_id(test_id(22));
    EXPECT_EQ(refusal(other_venue), "");
    auto other_room = room();
    other_room.set_room_id(test_id(24));
    other_room.set_venue_id(test_id(23));
    EXPECT_EQ(refusal(other_room), "");
  }
};

std::vector<std::string> ids(const v1::ListPlacesResponse& page) {
  std::vector<std::string> ids;
  for (const auto& one : page.places()) ids.push_back(one.place_id());
  return ids;
}

std::vector<std::string> of_numbers(std::initializer_list<int> numbers) {
  std::vector<std::string> ids;
  for (const int number : numbers) ids.push_back(test_id(number));
  return ids;
}

TEST_F(ListPlaces, SaysWhatWasAdded) {
  add_places();
  const auto page = list("").value();
  ASSERT_EQ(page.places_size(), 5);
  EXPECT_EQ(page.places(0).kind(), v1::PLACE_KIND_COUNTRY);
  EXPECT_EQ(page.places(0).code(), "ru");
  EXPECT_EQ(page.places(0).parent_id(), "");
  EXPECT_EQ(page.places(0).name().by_language().at("en"), "Russia");
  EXPECT_EQ(page.places(1).kind(), v1::PLACE_KIND_REGION);
  EXPECT_EQ(page.places(1).parent_id(), test_id(kCountry));
  EXPECT_EQ(page.places(1).name().by_language().at("en"), "Amur Oblast");
  EXPECT_EQ(page.places(2).kind(), v1::PLACE_KIND_SITE);
  EXPECT_EQ(page.places(2).parent_id(), test_id(kRegion));
  EXPECT_EQ(page.places(2).time_zone(), "Asia/Yakutsk");
  EXPECT_EQ(page.places(3).kind(), v1::PLACE_KIND_VENUE);
  EXPECT_EQ(page.places(3).parent_id(), test_id(kSite));
  EXPECT_EQ(page.places(3).name().by_language().at("ru"), "Дом культуры");
  EXPECT_EQ(page.places(4).kind(), v1::PLACE_KIND_ROOM);
  EXPECT_EQ(page.places(4).parent_id(), test_id(kVenue));
  EXPECT_EQ(page.places(4).capacity(), 20);
}

TEST_F(ListPlaces, OfAllRegionsKindByKind) {
  add_places();
  add_others();
  EXPECT_EQ(ids(list("").value()),
            of_numbers({kCountry, 20, kRegion, 21, kSite, 22, kVenue, 23, kRoom, 24}));
}

TEST_F(ListPlaces, OfARegionNothingElse) {
  add_places();
  add_others();
  EXPECT_EQ(ids(list(test_id(kRegion)).value()), of_numbers({kCountry, kRegion, kSite, kVenue, kRoom}));
  EXPECT_EQ(ids(list(test_id(21)).value()), of_numbers({20, 21, 22, 23, 24}));
}

// A page ends within a kind, between two of them, and in the middle of a region's.
TEST_F(ListPlaces, PageByPage) {
  add_places();
  add_others();
  for (const std::string& region : {std::string(), test_id(21)}) {
    const auto whole = ids(list(region).value());
    for (int size = 1; size < 6; ++size) {
      std::vector<std::string> read;
      std::string token;
      do {
        const auto page = list(region, size, token).value();
        EXPECT_LE(page.places_size(), size);
        for (const std::string& id : ids(page)) read.push_back(id);
        token = page.next_page_token();
      } while (!token.empty() && read.size() <= whole.size());
      EXPECT_EQ(read, whole) << region << " by " << size;
    }
  }
}

TEST_F(ListPlaces, RefusesATokenOfAnotherRegion) {
  add_places();
  add_others();
  const auto page = list(test_id(21), 1).value();
  EXPECT_EQ(list(test_id(kRegion), 1, page.next_page_token()).error().reason, "BAD_PAGE_TOKEN");
}

TEST_F(ListPlaces, NeedsTheRegion) { EXPECT_EQ(list(test_id(kOther)).error().reason, "UNKNOWN_REGION"); }

TEST_F(ListPlaces, NoneAtFirst) {
  EXPECT_EQ(list("").value().places_size(), 0);
  EXPECT_EQ(list("").value().next_page_token(), "");
}

}  // namespace
}  // namespace opora::scheduling::testing
