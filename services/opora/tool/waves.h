// `opora wave status`, `close`, `give-up` and `open-answers`: what became of waves, for those who look after them.
#pragma once

#include <string>
#include <vector>

#include "opora/feedback/v1/feedback_service.pb.h"
#include "opora/tool/connection.h"
#include "opora/tool/listing.h"
#include "opora/tool/sentences.h"
#include "platform/result/result.h"

namespace opora::tool {

struct WaveOptions {
  std::string of;        // a round, or a wave's id
  std::string question;  // of open-answers: only to this one
  std::string language = "en";
  std::string out;
};

// "Before the sessions"; of a follow-up by its months.
std::string moment_of(const feedback::v1::Wave& wave, const Sentences& sentences);

// A wave in a few lines: what it asks and when, how far it is, and whom it waits for. Before it is counted no number.
std::vector<std::string> lines_of(const feedback::v1::Wave& wave, const Sentences& sentences);

// Those about a round, which is given as `opora report` takes it.
Result<void> print_waves(const ConnectionOptions& connection, const WaveOptions& options, bool as_json);

Result<void> close_wave(const ConnectionOptions& connection, const WaveOptions& options);
Result<void> give_up_wave(const ConnectionOptions& connection, const WaveOptions& options);

// What people wrote, in an order that says nothing. A file that it writes is its owner's alone.
Result<void> print_open_answers(const ConnectionOptions& connection, const WaveOptions& options, Form form);

// All waves of a series that whoever asks may see, by their moments. Refused with UNKNOWN_SERIES.
Result<std::vector<feedback::v1::Wave>> waves_of_series(Client& client, const std::string& series);

// Writes what is nobody else's to read into a new file, or prints it where there is no file's name. Refused with
// FILE_IS_THERE and FILE_NOT_WRITTEN.
Result<void> write_privately(const std::string& text, const std::string& file);

}  // namespace opora::tool
