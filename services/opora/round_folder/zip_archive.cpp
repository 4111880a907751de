#include "opora/round_folder/zip_archive.h"

#include <vector>

#include <zip.h>

namespace opora::round_folder {

std::unique_ptr<ZipArchive> ZipArchive::open(const std::filesystem::path& path, std::uint64_t unpacked_bytes_max) {
  int failure = 0;
  zip* archive = zip_open(path.c_str(), ZIP_RDONLY, &failure);
  if (archive == nullptr) return nullptr;
  return std::unique_ptr<ZipArchive>(new ZipArchive(archive, unpacked_bytes_max));
}

ZipArchive::~ZipArchive() { zip_discard(archive_); }

ZipArchive::Outcome ZipArchive::read(const std::string& entry, const std::function<bool(std::string_view)>& on_piece) {
  const zip_int64_t index = zip_name_locate(archive_, entry.c_str(), 0);
  if (index < 0) return Outcome::missing;
  zip_file* file = zip_fopen_index(archive_, static_cast<zip_uint64_t>(index), 0);
  if (file == nullptr) return Outcome::broken;
  const std::unique_ptr<zip_file, int (*)(zip_file*)> closing(file, zip_fclose);
  std::vector<char> piece(std::size_t{64} << 10);
  for (;;) {
    const zip_int64_t size = zip_fread(file, piece.data(), piece.size());
    if (size < 0) return Outcome::broken;
    if (size == 0) return Outcome::whole;
    if (static_cast<std::uint64_t>(size) > left_) return Outcome::too_large;
    left_ -= static_cast<std::uint64_t>(size);
    if (!on_piece({piece.data(), static_cast<std::size_t>(size)})) return Outcome::stopped;
  }
}

}  // namespace opora::round_folder
