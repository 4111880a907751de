#include "fault/crowd/crowd.h"

#include <algorithm>
#include <set>

#include "opora/platform/v1/event_log_service.pb.h"
#include "opora/registration/v1/events.pb.h"
#include "platform/rpc/address.h"

namespace opora::testing {
namespace {

using namespace registration::v1;

constexpr std::chrono::minutes kPatience{5}, kFiguresAtLatest{1};

// Each client's list of replicas begins with another one: who connects takes the first that answers.
std::string turned(const std::string& address, int by) {
  std::string all;
  const auto endpoints = parse_endpoints(address).value();
  for (const auto& [service, replicas] : endpoints) {
    std::vector<std::string> each;
    for (std::size_t begin = 0; begin < replicas.size();) {
      const std::size_t end = std::min(replicas.find(',', begin), replicas.size());
      each.push_back(replicas.substr(begin, end - begin));
      begin = end + 1;
    }
    std::rotate(each.begin(), each.begin() + by % static_cast<int>(each.size()), each.end());
    all += (all.empty() ? "" : " ") + service + "=";
    for (std::size_t i = 0; i < each.size(); ++i) all += (i > 0 ? "," : "") + each[i];
  }
  return all;
}

}  // namespace

Crowd::Crowd(std::string address, std::filesystem::path keys_folder, int capacity)
    : address_(std::move(address)), capacity_(capacity) {
  session_.meet(address_, keys_folder);
  session_.open_session(capacity);
}

void Crowd::start(int client_count) {
  over_ = false;
  for (int i = 0; i < client_count; ++i) clients_.emplace_back([this, i] { client(i); });
}

void Crowd::stop() {
  over_ = true;
  for (std::thread& each : clients_) each.join();
  clients_.clear();
}

void Crowd::client(int number) {
  const auto client = session_.connect(turned(address_, number));
  while (!over_) {
    Told told;
    {
      const std::lock_guard lock(mutex_);
      told.request.ParseFromString(session_.new_registration());
    }
    if (!register_one(*client, told)) return;
    ++answered_;
    if (told.response.status() == GROUP_STATUS_CONFIRMED) told.came = check_in(told);
    const std::lock_guard lock(mutex_);
    told_.push_back(std::move(told));
  }
}

bool Crowd::register_one(Client& client, Told& told) {
  auto answer = client.call_until_settled<RegisterGroupResponse>(told.request, kPatience);
  if (answer) {
    told.response = *std::move(answer);
    return true;
  }
  const std::lock_guard lock(mutex_);
  unsettled_.push_back("a registration was never settled: " + answer.error().reason);
  return false;
}

bool Crowd::check_in(const Told& told) {
  CheckInRequest request;
  Instant now;
  {
    const std::lock_guard lock(mutex_);
    now = clock_.now();
    request.set_request_id(ids_.next(now));
    request.mutable_scan()->set_check_in_id(ids_.next(now));
  }
  request.set_session_id(session_.session());
  request.mutable_scan()->set_person_id(told.request.members(0).person_id());
  request.mutable_scan()->set_scanned_at_us(now.us);
  const auto answer = session_.administrator().call_until_settled<CheckInResponse>(request, kPatience);
  if (answer) return true;
  const std::lock_guard lock(mutex_);
  unsettled_.push_back("a scan was never settled: " + answer.error().reason);
  return false;
}

std::vector<std::string> Crowd::judge() {
  std::vector<std::string> wrong = unsettled_;
  judge_answers(wrong);
  judge_log(wrong);
  judge_figures(wrong);
  for (std::string& violation : session_.violations()) wrong.push_back(std::move(violation));
  return wrong;
}

// Each request sent once more gets the answer that its client was given before; a sample, where there are very many.
void Crowd::judge_answers(std::vector<std::string>& wrong) {
  const auto client = session_.connect(address_);
  const std::size_t step = std::max<std::size_t>(1, told_.size() / 2'000);
  for (std::size_t i = 0; i < told_.size(); i += step) {
    const auto again = client->call_until_settled<RegisterGroupResponse>(told_[i].request, kPatience);
    if (!again) wrong.push_back("an answered request was refused: " + again.error().reason);
    else if (again->SerializeAsString() != told_[i].response.SerializeAsString())
      wrong.push_back("a group was told two answers: " + told_[i].request.group_id());
  }
}

// The log holds each group of the session once, confirmed up to the capacity and then waiting in order, and nobody whom
// no client sent.
void Crowd::judge_log(std::vector<std::string>& wrong) {
  std::map<std::string, int> said, came;
  int confirmed_count = 0, next_place = 1;
  opora::platform::v1::ReadRequest all;
  all.set_log("registration");
  const auto read = session_.administrator().read_events(all, [&](const opora::platform::v1::ReadResponse& page) {
    for (const auto& logged : page.events()) {
      Event event;
      event.ParseFromString(logged.payload());
      if (event.has_group_confirmed() && event.group_confirmed().session_id() == session_.session()) {
        ++said[event.group_confirmed().group_id()];
        confirmed_count += event.group_confirmed().head_count();
      } else if (event.has_group_waitlisted() && event.group_waitlisted().session_id() == session_.session()) {
        ++said[event.group_waitlisted().group_id()];
        if (event.group_waitlisted().waitlist_place() != next_place++)
          wrong.push_back("a place in the waitlist was given out of order");
      } else if (event.has_attendance_recorded()) {
        ++came[event.attendance_recorded().person_id()];
      }
    }
    return true;
  });
  if (!read) wrong.push_back("the log can't be read: " + read.error().reason);
  if (said.size() != told_.size())
    wrong.push_back(std::to_string(told_.size()) + " groups were told an answer, the log has " +
                    std::to_string(said.size()));
  for (const Told& told : told_) {
    if (said[told.request.group_id()] != 1) wrong.push_back("not in the log once: group " + told.request.group_id());
    if (came[told.request.members(0).person_id()] != (told.came ? 1 : 0))
      wrong.push_back("not in the log once: who came with " + told.request.group_id());
  }
  const int expected = std::min(capacity_, static_cast<int>(told_.size()));
  if (confirmed_count != expected)
    wrong.push_back(std::to_string(confirmed_count) + " seats confirmed instead of " + std::to_string(expected));
}

// What reporting counts comes to what the clients were told: as on a platform that nothing has happened to.
void Crowd::judge_figures(std::vector<std::string>& wrong) {
  const auto came = std::count_if(told_.begin(), told_.end(), [](const Told& told) { return told.came; });
  const auto seats = std::count_if(told_.begin(), told_.end(), [](const Told& told) {
    return told.response.status() == GROUP_STATUS_CONFIRMED;
  });
  const auto waiting = static_cast<std::int64_t>(told_.size()) - seats;
  const Figures expected = {{reporting::v1::MEASURE_PEOPLE, came},
                            {reporting::v1::MEASURE_ATTENDANCES, came},
                            {reporting::v1::MEASURE_SEATS_CONFIRMED, seats},
                            {reporting::v1::MEASURE_SEATS_WAITING, waiting}};
  Figures figures;
  const auto until = std::chrono::steady_clock::now() + kFiguresAtLatest;
  do {
    figures = read_figures(wrong);
    std::erase_if(figures, [&](const auto& figure) { return !expected.contains(figure.first); });
  } while (figures != expected && std::chrono::steady_clock::now() < until);
  for (const auto& [measure, value] : expected)
    if (figures[measure] != value)
      wrong.push_back(reporting::v1::Measure_Name(measure) + " is " + std::to_string(figures[measure]) +
                      " instead of " + std::to_string(value));
}

Crowd::Figures Crowd::read_figures(std::vector<std::string>& wrong) {
  reporting::v1::GetRoundReportRequest request;
  request.set_round_id(session_.round());
  // The client carries the positions of its answers, and the service waits for them.
  const auto answer =
      session_.administrator().call_until_settled<reporting::v1::GetRoundReportResponse>(request, kPatience);
  Figures figures;
  if (!answer) wrong.push_back("no report: " + answer.error().reason + " " + answer.error().message);
  else
    for (const auto& figure : answer->report().figures()) figures[figure.measure()] = figure.value();
  return figures;
}

}  // namespace opora::testing
