// What is packed in a ZIP file, read as a stream: it is held neither by what it says of its size nor whole in memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct zip;

namespace opora::round_folder {

class ZipArchive {
 public:
  // nullptr when the file is no ZIP archive or can't be read.
  static std::unique_ptr<ZipArchive> open(const std::filesystem::path& path, std::uint64_t unpacked_bytes_max);
  ~ZipArchive();
  ZipArchive(const ZipArchive&) = delete;
  ZipArchive& operator=(const ZipArchive&) = delete;

  enum class Outcome { whole, stopped, missing, broken, too_large };

  // Unpacks an entry piece by piece, until `on_piece` returns false. All entries together unpack to so many bytes at
  // the most as open() was told: what is more is a bomb or no list.
  Outcome read(const std::string& entry, const std::function<bool(std::string_view)>& on_piece);

  static constexpr std::uint64_t kUnpackedBytesMax = 512ULL << 20;

 private:
  ZipArchive(zip* archive, std::uint64_t bytes_max) : archive_(archive), left_(bytes_max) {}
  zip* archive_;
  std::uint64_t left_;  // to unpack
};

}  // namespace opora::round_folder
