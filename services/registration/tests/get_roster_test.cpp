#include "registration/tests/desk.h"

namespace opora::registration::testing {
namespace {

class GetRoster : public RegistrationTest {
 protected:
  v1::GetRosterRequest request_for(const std::string& date, int page_size = 0, const std::string& token = "") {
    v1::GetRosterRequest request;
    request.set_organisation_id(kSchool);
    request.set_on_date(date);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return request;
  }
  std::vector<std::string> people_on(const std::string& date) {
    std::vector<std::string> people;
    const auto roster = service.call<v1::GetRosterResponse>(request_for(date)).value();
    for (const auto& member : roster.members())
      people.push_back(member.person_id());
    return people;
  }
};

TEST_F(GetRoster, TellsWhoWorksThereOnADay) {
  add_to_roster(kSchool, 1, "2023-01-01");
  add_to_roster(kSchool, 2, "2023-01-01", "2023-05-31");
  add_to_roster(kSchool, 3, "2023-06-01");
  add_to_roster(kClinic, 4, "2023-01-01");
  using People = std::vector<std::string>;
  EXPECT_EQ(people_on("2022-12-31"), People{});
  EXPECT_EQ(people_on("2023-05-31"), (People{person(1), person(2)}));
  EXPECT_EQ(people_on("2023-06-01"), (People{person(1), person(3)}));
  const auto member = service.call<v1::GetRosterResponse>(request_for("2023-05-31")).value().members(1);
  EXPECT_EQ(member.name(), name_of(2));
  EXPECT_EQ(member.occupation(), v1::OCCUPATION_TEACHER);
  EXPECT_EQ(member.from_date(), "2023-01-01");
  EXPECT_EQ(member.until_date(), "2023-05-31");
}

// A social worker at one place and a psychologist at the other is one person all the same.
TEST_F(GetRoster, TellsWhatSomebodyWorksAsThere) {
  const auto add = [&](const std::string& organisation, const std::string& from, v1::Occupation occupation) {
    v1::AddRosterMembersRequest request;
    request.set_request_id(fresh_request_id());
    request.set_organisation_id(organisation);
    auto& member = *request.add_members();
    member.set_person_id(person(1));
    member.set_name(name_of(1));
    member.set_occupation(occupation);
    member.set_from_date(from);
    EXPECT_EQ(refusal(request), "");
  };
  const auto told = [&](const std::string& organisation, const std::string& date) {
    auto request = request_for(date);
    request.set_organisation_id(organisation);
    return answer<v1::GetRosterResponse>(request).members(0).occupation();
  };
  add(kClinic, "2019-01-01", v1::OCCUPATION_SOCIAL_WORKER);
  add(kSchool, "2020-01-01", v1::OCCUPATION_PSYCHOLOGIST);
  EXPECT_EQ(told(kClinic, "2023-01-01"), v1::OCCUPATION_SOCIAL_WORKER);
  EXPECT_EQ(told(kSchool, "2023-01-01"), v1::OCCUPATION_PSYCHOLOGIST);
  EXPECT_EQ(told(kSchool, ""), v1::OCCUPATION_PSYCHOLOGIST) << "also in the whole of it";
  events_since_last();
  add(kSchool, "2020-01-01", v1::OCCUPATION_TEACHER);
  EXPECT_EQ(events_since_last(), Types{}) << "the same membership";
  EXPECT_EQ(told(kSchool, "2023-01-01"), v1::OCCUPATION_PSYCHOLOGIST);
}

TEST_F(GetRoster, ComesInPages) {
  for (int number = 1; number <= 5; ++number) add_to_roster(kSchool, number, "2023-01-01");
  std::string token;
  std::vector<int> sizes;
  do {
    const auto page = service.call<v1::GetRosterResponse>(request_for("2023-10-01", 2, token)).value();
    sizes.push_back(page.members_size());
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_EQ(sizes, (std::vector{2, 2, 1}));
}

// Without a day: who left, who has yet to come, and who came back once for each time.
TEST_F(GetRoster, TellsTheWholeOfItPageByPage) {
  add_to_roster(kSchool, 1, "2020-01-01", "2020-12-31");
  add_to_roster(kSchool, 1, "2022-01-01", "2022-12-31");
  add_to_roster(kSchool, 1, "2023-02-01");
  add_to_roster(kSchool, 2, "2021-05-01", "2021-05-01");
  add_to_roster(kSchool, 3, "2199-01-01");
  add_to_roster(kClinic, 4, "2023-01-01");
  const std::vector<std::string> whole{person(1) + " 2020-01-01 2020-12-31", person(1) + " 2022-01-01 2022-12-31",
                                       person(1) + " 2023-02-01 ", person(2) + " 2021-05-01 2021-05-01",
                                       person(3) + " 2199-01-01 "};
  for (const int size : {1, 2, 3, 4, 5, 6}) {
    std::vector<std::string> read;
    std::string token;
    do {
      const auto page = service.call<v1::GetRosterResponse>(request_for("", size, token)).value();
      for (const auto& each : page.members())
        read.push_back(each.person_id() + " " + each.from_date() + " " + each.until_date());
      token = page.next_page_token();
    } while (!token.empty() && read.size() < 100);
    EXPECT_EQ(read, whole) << size;
  }
  const auto page = service.call<v1::GetRosterResponse>(request_for("", 1)).value();
  EXPECT_EQ(refusal(request_for("2023-10-01", 1, page.next_page_token())), "BAD_PAGE_TOKEN");
}

TEST_F(GetRoster, IsRefusedForWhatIsNot) {
  auto request = request_for("2023-10-01");
  request.set_organisation_id(kNobody);
  EXPECT_EQ(refusal(request), "UNKNOWN_ORGANISATION");
  EXPECT_EQ(refusal(request_for("2023-10-01", 2, "nonsense")), "BAD_PAGE_TOKEN");
}

}  // namespace
}  // namespace opora::registration::testing
