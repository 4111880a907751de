// Commands that talk to a running platform.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "opora/all_services/refusal_words.h"
#include "opora/tool/clock.h"
#include "opora/tool/doctor.h"
#include "opora/tool/events.h"
#include "opora/tool/expiry.h"
#include "opora/tool/health.h"
#include "opora/tool/load_folder.h"
#include "opora/tool/options.h"
#include "opora/tool/report_round.h"
#include "opora/tool/rounds.h"
#include "opora/tool/scans.h"
#include "reporting_words.h"
#include "round_folder_words.h"

namespace opora::tool {
namespace {

// A position in a log. CLI11's own words for a range are 300 digits long.
CLI::Validator position_from(std::int64_t least) {
  const auto check = [least](const std::string& text) {
    std::int64_t position = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), position);
    if (failure == std::errc() && end == text.data() + text.size() && position >= least) return std::string();
    return "\"" + text + "\" is no position: a whole number from " + std::to_string(least) + " on";
  };
  return {check, "POSITION"};
}

void add_load(CLI::App& app, Work& work) {
  struct Told {
    ConnectionOptions at;
    LoadFolderOptions load;
  };
  const auto told = std::make_shared<Told>();
  CLI::App* load = app.add_subcommand("load", "Load a round folder; loading it again adds what is new");
  load->add_option("FOLDER", told->load.folder, "The folder of tables, or a workbook (docs/round-folder.md)")
      ->required();
  load->add_flag("--check", told->load.only_check, "Only look for defects; needs no platform");
  load->add_flag("--dry-run", told->load.dry_run, "Show what is new, changed and gone, and end");
  load->add_flag("--yes", told->load.yes, "Go on without asking");
  load->add_option("--region", told->load.region,
                   "With a coordinator's token: their region, by its id (opora list places)");
  load->add_option("--language", told->load.language, "In which is said what is wrong and what is done")
      ->check(CLI::IsMember(round_folder_words().languages()))
      ->capture_default_str();
  add_connection(*load, told->at);
  load->callback([&work, told] { work = [told] { return load_folder(told->at, told->load); }; });
}

void add_report(CLI::App& app, Work& work) {
  struct Told {
    ConnectionOptions at;
    ReportOptions report;
  };
  const auto told = std::make_shared<Told>();
  CLI::App* report = app.add_subcommand("report", "Print a round's report");
  report->add_option("ROUND", told->report.round, "An id, a reference such as amur-2023, or a name")->required();
  report->add_option("--format", told->report.format)
      ->check(CLI::IsMember({"text", "html", "json"}))
      ->capture_default_str();
  report->add_option("--language", told->report.language)
      ->check(CLI::IsMember(reporting_words().languages()))
      ->capture_default_str();
  report->add_option("--since", told->report.since,
                     "Count corrections since this day, by UTC: when the last report was made, say (2026-11-01)");
  report->add_option("--out", told->report.out, "Write to this file instead");
  add_connection(*report, told->at);
  report->callback([&work, told] {
    work = [told] {
      return report_round(told->at, told->report).map_error([&](Error refusal) {
        return in_language(std::move(refusal), told->report.language);
      });
    };
  });
}

void add_rounds(CLI::App& app, Work& work) {
  struct Told {
    ConnectionOptions at;
    std::string round;
    std::vector<std::string> regions;
  };
  CLI::App* rounds = app.add_subcommand("rounds", "Look at rounds and their regions, and hold one in more of them");
  rounds->require_subcommand(1);
  const auto from = std::make_shared<ConnectionOptions>();
  CLI::App* list = rounds->add_subcommand("list", "Print all with the ids of their regions, newest first");
  add_connection(*list, *from);
  list->callback([&work, from] { work = [from] { return print_rounds(*from); }; });
  const auto told = std::make_shared<Told>();
  CLI::App* add = rounds->add_subcommand(
      "add-region", "Hold a round in more regions: their coordinators plan in it and read its report. For good");
  add->add_option("ROUND", told->round, "An id, a reference such as amur-2023, or a name")->required();
  add->add_option("REGION", told->regions, "Ids of regions, as scheduling's events RegionAdded tell")->required();
  add_connection(*add, told->at);
  add->callback([&work, told] { work = [told] { return add_round_regions(told->at, told->round, told->regions); }; });
}

void add_tail(CLI::App& events, Work& work) {
  struct Told {
    ConnectionOptions at;
    TailOptions tail;
  };
  const auto told = std::make_shared<Told>();
  CLI::App* tail = events.add_subcommand("tail", "Print a service's events, one a line");
  tail->add_option("LOG", told->tail.log, "the service whose log it is; all unless given");
  tail->add_option("--after", told->tail.after, "Only those after this position")->check(position_from(0));
  tail->add_flag("--follow", told->tail.follow, "Go on with new ones");
  add_connection(*tail, told->at);
  tail->callback([&work, told] { work = [told] { return tail_events(told->at, told->tail); }; });
}

struct ToldOfParked {
  ConnectionOptions at;
  ParkedOptions parked;
};

void add_parked(CLI::App& events, Work& work) {
  const auto told = std::make_shared<ConnectionOptions>();
  CLI::App* parked = events.add_subcommand("parked", "List the events that wait, and why");
  add_connection(*parked, *told);
  parked->callback([&work, told] { work = [told] { return list_parked(*told); }; });
}

void add_retry(CLI::App& events, Work& work) {
  const auto told = std::make_shared<ToldOfParked>();
  CLI::App* retry = events.add_subcommand("retry", "Apply parked events again, in their order");
  retry->add_option("SERVICE", told->parked.service, "The service that could not apply them")->required();
  retry->add_option("SOURCE", told->parked.source, "The log they came from")->required();
  retry->add_option("KEY", told->parked.key, "Only those of this key");
  add_connection(*retry, told->at);
  retry->callback([&work, told] { work = [told] { return retry_parked(told->at, told->parked); }; });
}

void add_skip(CLI::App& events, Work& work) {
  const auto told = std::make_shared<ToldOfParked>();
  CLI::App* skip =
      events.add_subcommand("skip", "Give one parked event up for good: what it would have counted stays uncounted");
  skip->add_option("SERVICE", told->parked.service, "The service that could not apply it")->required();
  skip->add_option("SOURCE", told->parked.source, "The log it came from")->required();
  skip->add_option("POSITION", told->parked.position, "Its position there")->required()->check(position_from(1));
  add_connection(*skip, told->at);
  skip->callback([&work, told] { work = [told] { return skip_parked(told->at, told->parked); }; });
}

void add_events(CLI::App& app, Work& work) {
  CLI::App* events = app.add_subcommand("events", "Look at events, and mend those that could not be applied");
  events->require_subcommand(1);
  add_tail(*events, work);
  add_round_events(*events, work);
  add_parked(*events, work);
  add_retry(*events, work);
  add_skip(*events, work);
}

void add_republish(CLI::App& app, Work& work) {
  const auto told = std::make_shared<ToldOfParked>();
  CLI::App* command = app.add_subcommand("republish", "Carry a service's events to Kafka once more: it lost its data");
  command->add_option("SERVICE", told->parked.service, "The service whose events they are")->required();
  command->add_option("--from", told->parked.position, "The first position; 1, and so all, unless given")
      ->check(position_from(1));
  add_connection(*command, told->at);
  command->callback([&work, told] {
    work = [told] {
      return republish(told->at, told->parked.service, std::max<std::int64_t>(told->parked.position, 1));
    };
  });
}

void add_doctor(CLI::App& app, Work& work) {
  const auto told = std::make_shared<ConnectionOptions>();
  CLI::App* command = app.add_subcommand("doctor", "Check every invariant on the live data; fails if one is violated");
  add_connection(*command, *told);
  command->callback([&work, told] { work = [told] { return doctor(*told); }; });
}

struct ToldOfTime {
  ConnectionOptions at;
  std::string session, time;
};

void add_clock(CLI::App& app, Work& work) {
  const auto told = std::make_shared<ToldOfTime>();
  CLI::App* clock = app.add_subcommand("clock", "Look at the clocks of the platform's machines, and confirm them");
  clock->require_subcommand(1);
  CLI::App* show = clock->add_subcommand("show", "Tell how they stand; fails unless each is trusted");
  add_connection(*show, told->at);
  show->callback([&work, told] { work = [told] { return show_clock(told->at); }; });

  const auto confirmed = std::make_shared<ToldOfTime>();
  CLI::App* confirm = clock->add_subcommand("confirm", "Say that the machine's clock is right now");
  confirm->add_option("--now", confirmed->time, "What another clock says: 2026-11-29T10:15Z")->required();
  add_connection(*confirm, confirmed->at);
  confirm->callback(
      [&work, confirmed] { work = [confirmed] { return confirm_time(confirmed->at, confirmed->time); }; });
}

void add_reopen(CLI::App& app, Work& work) {
  const auto told = std::make_shared<ToldOfTime>();
  CLI::App* command = app.add_subcommand("reopen", "Open registration for a session again, or for longer");
  command->add_option("SESSION", told->session, "The session's id")->required();
  command->add_option("--until", told->time, "2026-11-29T10:15Z; unless given, the time it was published with");
  add_connection(*command, told->at);
  command->callback(
      [&work, told] { work = [told] { return reopen_registration(told->at, told->session, told->time); }; });
}

struct ToldOfScans {
  ConnectionOptions at;
  SettleOptions settle;
};

void add_list_of_scans(CLI::App& scans, Work& work) {
  const auto told = std::make_shared<ToldOfScans>();
  CLI::App* list = scans.add_subcommand("list", "List those of a session's door, or of all doors");
  list->add_option("SESSION", told->settle.session,
                   "The session at whose door they were made; unless given, all doors, as an administrator");
  add_connection(*list, told->at);
  list->callback([&work, told] { work = [told] { return list_scans(told->at, told->settle.session); }; });
}

void add_confirm_scans(CLI::App& scans, Work& work) {
  const auto told = std::make_shared<ToldOfScans>();
  SettleOptions& settle = told->settle;
  CLI::App* confirm = scans.add_subcommand("confirm", "Let scans count: of up to 200 all or none");
  confirm->add_option("SESSION", settle.session, "The session at which they count")->required();
  confirm->add_option("SCAN", settle.scans, "The scans' ids, as the list tells them")->required();
  confirm->add_option("--scanned-at", settle.scanned_at, "The session at whose door they were made, if another one");
  confirm->add_option("--person", settle.person, "Who it was, for one code that is nobody's id");
  add_connection(*confirm, told->at);
  confirm->callback([&work, told] { work = [told] { return confirm_scans(told->at, told->settle); }; });
}

void add_discard_scans(CLI::App& scans, Work& work) {
  const auto told = std::make_shared<ToldOfScans>();
  CLI::App* discard = scans.add_subcommand("discard", "Take scans off the list; they stay in the record");
  discard->add_option("SESSION", told->settle.session, "The session at whose door they were made")->required();
  discard->add_option("SCAN", told->settle.scans, "The scans' ids, as the list tells them");
  discard->add_option("--flag", told->settle.flag,
                      "Instead of ids: all there with this flag, as TOO_MANY_UNKNOWN, that are of nobody known");
  discard
      ->add_option("--reason", told->settle.reason, "Why, for whoever asks later; without names. The first one stays")
      ->required();
  add_connection(*discard, told->at);
  discard->callback([&work, told] { work = [told] { return discard_scans(told->at, told->settle); }; });
}

void add_scans(CLI::App& app, Work& work) {
  CLI::App* scans = app.add_subcommand("scans", "Look at scans that count nowhere yet, and settle them");
  scans->require_subcommand(1);
  add_list_of_scans(*scans, work);
  add_confirm_scans(*scans, work);
  add_discard_scans(*scans, work);
}

void add_expiry(CLI::App& app, Work& work) {
  const auto told = std::make_shared<ConnectionOptions>();
  CLI::App* command = app.add_subcommand(
      "expiry", "List whose names go within 30 days, 24 months after their last activity; changes nothing");
  add_connection(*command, *told);
  command->callback([&work, told] { work = [told] { return list_expiring(*told); }; });
}

void add_health(CLI::App& app, Work& work) {
  const auto told = std::make_shared<ConnectionOptions>();
  CLI::App* command = app.add_subcommand("health", "Ask each replica whether it takes calls; fails unless all do");
  add_connection(*command, *told);
  command->callback([&work, told] { work = [told] { return health(*told); }; });
}

void add_probe(CLI::App& app, Work& work) {
  const auto told = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand(
      "probe", "Ask the process beside it whether it takes calls, as containers' health checks do: without TLS");
  command->add_option("--health.address", *told, "As of serve: where the process tells of its health")
      ->envname("OPORA_HEALTH_ADDRESS")
      ->required();
  command->callback([&work, told] { work = [told] { return probe(*told); }; });
}

}  // namespace

void add_commands_for_running(CLI::App& app, Work& work) {
  add_load(app, work);
  add_report(app, work);
  add_rounds(app, work);
  add_commands_for_lists(app, work);
  add_commands_for_people(app, work);
  add_commands_for_organisations(app, work);
  add_commands_for_groups(app, work);
  add_commands_for_corrections(app, work);
  add_commands_for_history(app, work);
  add_commands_for_waves(app, work);
  add_commands_for_questionnaires(app, work);
  add_events(app, work);
  add_republish(app, work);
  add_doctor(app, work);
  add_clock(app, work);
  add_reopen(app, work);
  add_scans(app, work);
  add_commands_for_attendance(app, work);
  add_expiry(app, work);
  add_health(app, work);
  add_probe(app, work);
}

}  // namespace opora::tool
