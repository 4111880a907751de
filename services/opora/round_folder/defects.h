// What is wrong with a round folder: every defect says the file, the line, a stable reason, and what to do. And what is
// not wrong but ought to be known: a note says it the same way.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace opora::round_folder {

struct Defect {
  std::string file;       // "sessions.csv"
  std::int64_t line = 0;  // from 1, the header's; 0 when it is about the whole file
  std::string reason;     // stable, UPPER_SNAKE
  std::string message;    // what was wrong and what to do
};

// "sessions.csv, line 4: UNKNOWN_ROOM: …"
std::string to_text(const Defect& defect);

// Keeps the first defects and counts the rest: nobody mends a thousand lines from one list.
class Defects {
 public:
  static constexpr std::size_t kKeptMax = 50;

  void add(std::string file, std::int64_t line, std::string reason, std::string message);
  bool empty() const { return total_ == 0; }
  std::size_t total() const { return total_; }
  // By file, then by line.
  std::vector<Defect> sorted() const;

  // What was passed over and stands in nobody's way; the first kKeptMax. By file, then by line.
  void note(std::string file, std::int64_t line, std::string reason, std::string message);
  std::vector<Defect> notes() const;

  // Where a table was read when not in the file that has its name: defects and notes of `file` say `shown` from now on.
  void read_from(const std::string& file, std::string shown);

 private:
  std::string shown(std::string file) const;

  std::vector<Defect> kept_;
  std::vector<Defect> notes_;
  std::map<std::string, std::string> shown_;
  std::size_t total_ = 0;
};

}  // namespace opora::round_folder
