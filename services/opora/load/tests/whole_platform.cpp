#include "opora/load/tests/whole_platform.h"

#include <chrono>
#include <utility>

#include "opora/load/corrected_since.h"
#include "opora/load/derived_ids.h"
#include "opora/load/plan.h"
#include "opora/load/refused_rows.h"
#include "opora/load/standing.h"
#include "opora/load/tests/edited_folder.h"
#include "opora/load/tests/folders.h"
#include "opora/registration/v1/events.pb.h"
#include "opora/registration/v1/registration_service.pb.h"
#include "opora/scheduling/v1/events.pb.h"
#include "registration/service.h"
#include "reporting/service.h"
#include "scheduling/service.h"

namespace opora::load {
namespace {

namespace r = registration::v1;

template <class Event>
void tell(const char* source, testing::Harness& from, std::size_t& told_count,
          const std::vector<testing::Harness*>& hearers) {
  const std::vector<LogRecord> events = from.events();
  for (; told_count < events.size(); ++told_count) {
    Event event;
    event.ParseFromString(events[told_count].payload);
    for (testing::Harness* hearer : hearers)
      hearer->deliver(source, event, events[told_count].key, events[told_count].type);
  }
}

// As the tool says it of a folder that can't be read, or that no platform would take.
Comparison refused_before_comparing(std::vector<Refused> rows) {
  Comparison comparison;
  for (Refused& row : rows) comparison.refused.add(std::move(row));
  return comparison;
}

}  // namespace

WholePlatform::WholePlatform(Instant now, Hearer hearer)
    : scheduling_(make_scheduling()),
      registration_(make_registration()),
      reporting_(make_reporting()),
      hearer_(std::move(hearer)) {
  for (testing::Harness* each : {&scheduling_, &registration_, &reporting_}) {
    each->clock().set(now);
    each->settle();
  }
}

testing::Harness& WholePlatform::service_of(const google::protobuf::Message& request) {
  const std::string& package = request.GetDescriptor()->file()->package();
  if (package == "opora.scheduling.v1") return scheduling_;
  return package == "opora.reporting.v1" ? reporting_ : registration_;
}

Result<void> WholePlatform::answered(const google::protobuf::Message& query, google::protobuf::Message& answer) {
  const Answer told =
      service_of(query).call_bytes(query.GetDescriptor(), query.SerializeAsString(), testing::administrator());
  if (!told.response) {
    const Error& error = told.response.error();
    troubles_.push_back(query.GetDescriptor()->name() + " was refused: " + error.reason + " " + error.message);
    return tl::unexpected(error);
  }
  answer.ParseFromString(*told.response);
  return {};
}

bool WholePlatform::call(const google::protobuf::Message& command) {
  pass_a_second();
  const Answer answer =
      service_of(command).call_bytes(command.GetDescriptor(), command.SerializeAsString(), testing::administrator());
  if (!answer.response) {
    refusal_ = answer.response.error().reason + " " + answer.response.error().message;
    return false;
  }
  tell_others();
  note_groups(command);
  if (hearer_) hearer_(command, now());
  return true;
}

bool WholePlatform::load(const round_folder::Files& files) {
  pass_a_second();
  const Result<Comparison> comparison = compared(files);
  if (!comparison) {
    refusal_ = comparison.error().reason;  // a query's, which is a trouble as well
    return false;
  }
  if (comparison->refused.total > 0) {
    refusal_ = to_text(comparison->refused.kept.front());
    return false;
  }
  for (const Stage& stage : comparison->to_do.stages)
    for (const Chain& chain : stage.chains)
      for (const Command& command : chain) {
        const Request::Made made = command.request.made();
        if (call(*made)) continue;
        troubles_.push_back("the comparison let it in, and the platform refused " + command.from() + ", " +
                            made->GetDescriptor()->name() + ": " + refusal_);
        return false;
      }
  return true;
}

Result<Comparison> WholePlatform::compared(const round_folder::Files& files) {
  const round_folder::FolderOnDisk on_disk(files);
  const round_folder::ReadFolder read = round_folder::read_round_folder(on_disk.path());
  if (!read.defects.empty()) return refused_before_comparing(read.defects.sorted());
  Told<Refused> rows = refused_rows(read.folder);
  if (rows.total > 0) return refused_before_comparing(std::move(rows.kept));
  return compared_with(read.folder);
}

// As once it was agreed to, when whoever is new has an id.
Result<Comparison> WholePlatform::compared_with(const round_folder::RoundFolder& folder) {
  const Query query = [this](const auto& request, auto& answer) { return answered(request, answer); };
  TRY(network, read_network(query));
  const SharedIds shared = shared_ids(folder, known_of(network));
  PersonIds people = resolve(keys_of(folder));
  const Plan whole = plan(folder, people, shared);
  TRY(standing, read_standing(whole, std::move(network), query));
  standing.now = now();
  Comparison comparison = compare(folder, people, whole, standing);
  TRY_DO(refuse_what_was_corrected_since(comparison, query));
  comparison.to_do = with_requests_made(std::move(comparison.to_do));
  for (auto& [key, id] : people) people_[key] = id;
  return comparison;
}

PersonIds WholePlatform::resolve(const Keys& keys) {
  r::ResolveKeysRequest request;
  request.set_request_id(fresh_id());
  request.set_list(keys.list);
  request.set_earlier_list(keys.earlier_list);
  request.mutable_keys()->Assign(keys.keys.begin(), keys.keys.end());
  const auto response = ask<r::ResolveKeysResponse>(request);
  PersonIds ids;
  for (int i = 0; i < response.person_ids_size(); ++i) ids[request.keys(i)] = response.person_ids(i);
  return ids;
}

// A group's id begins with the start that its session had when it came.
void WholePlatform::note_groups(const google::protobuf::Message& command) {
  std::string id;
  if (const auto* registered = dynamic_cast<const r::RegisterGroupRequest*>(&command)) id = registered->group_id();
  if (const auto* grown = dynamic_cast<const r::ChangeHeadCountRequest*>(&command)) id = grown->waiting_group_id();
  if (!id.empty()) groups_[std::string(without_time(id))] = id;
}

std::string WholePlatform::group(const std::string& key) const {
  const std::string id = new_group_id(key);
  const auto found = groups_.find(std::string(without_time(id)));
  return found == groups_.end() ? id : found->second;
}

std::string WholePlatform::key_of_person(const std::string& id) const {
  for (const auto& [key, known] : people_)
    if (known == id) return key;
  return "nobody of the folder";
}

// So that each command has an instant of its own.
void WholePlatform::pass_a_second() {
  for (testing::Harness* each : {&scheduling_, &registration_, &reporting_}) {
    each->clock().advance(std::chrono::seconds(1));
    each->settle();
  }
  tell_others();
}

void WholePlatform::tell_others() {
  tell<scheduling::v1::Event>("scheduling", scheduling_, scheduling_told_, {&registration_, &reporting_});
  tell<registration::v1::Event>("registration", registration_, registration_told_, {&reporting_});
}

std::size_t WholePlatform::event_count() { return scheduling_.events().size() + registration_.events().size(); }

std::vector<std::string> WholePlatform::troubles() {
  std::vector<std::string> all = troubles_;
  for (testing::Harness* each : {&scheduling_, &registration_, &reporting_})
    for (std::string& violation : each->violations()) all.push_back(std::move(violation));
  return all;
}

}  // namespace opora::load
