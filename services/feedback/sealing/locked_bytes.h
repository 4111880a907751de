// A secret in memory: in pages of its own that are not swapped out nor part of a core dump (as far as the system's
// limit of locked memory goes), between two that nobody may touch, and zeroed when it goes. Moved, never copied by
// accident; it can't be printed.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <span>
#include <string_view>

namespace opora::sealing {

class LockedBytes {
 public:
  LockedBytes() = default;  // of no bytes
  // Zeros. Throws std::bad_alloc where there is too little memory. Each takes four pages: one for a page of answers,
  // not one an answer.
  explicit LockedBytes(std::size_t size);
  ~LockedBytes();
  LockedBytes(LockedBytes&& other) noexcept;
  LockedBytes& operator=(LockedBytes&& other) noexcept;
  LockedBytes(const LockedBytes&) = delete;
  LockedBytes& operator=(const LockedBytes&) = delete;

  LockedBytes copy() const;

  std::size_t size() const { return size_; }
  unsigned char* data() { return bytes_; }
  const unsigned char* data() const { return bytes_; }
  std::span<unsigned char> bytes() { return {bytes_, size_}; }
  std::span<const unsigned char> bytes() const { return {bytes_, size_}; }
  std::string_view text() const { return {reinterpret_cast<const char*>(bytes_), size_}; }

  // In a time that depends on the sizes alone.
  bool equals(const LockedBytes& other) const;

  friend std::ostream& operator<<(std::ostream&, const LockedBytes&) = delete;

 private:
  unsigned char* bytes_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace opora::sealing
