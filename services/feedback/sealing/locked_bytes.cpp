#include "feedback/sealing/locked_bytes.h"

#include <cstring>
#include <new>
#include <utility>

#include <sodium.h>

namespace opora::sealing {

LockedBytes::LockedBytes(std::size_t size) {
  if (size == 0) return;
  if (sodium_init() < 0) throw std::bad_alloc();
  bytes_ = static_cast<unsigned char*>(sodium_malloc(size));
  if (bytes_ == nullptr) throw std::bad_alloc();
  size_ = size;
  std::memset(bytes_, 0, size);
}

LockedBytes::~LockedBytes() { sodium_free(bytes_); }

LockedBytes::LockedBytes(LockedBytes&& other) noexcept
    : bytes_(std::exchange(other.bytes_, nullptr)), size_(std::exchange(other.size_, 0)) {}

LockedBytes& LockedBytes::operator=(LockedBytes&& other) noexcept {
  if (this == &other) return *this;
  sodium_free(bytes_);
  bytes_ = std::exchange(other.bytes_, nullptr);
  size_ = std::exchange(other.size_, 0);
  return *this;
}

LockedBytes LockedBytes::copy() const {
  LockedBytes same(size_);
  if (size_ > 0) std::memcpy(same.bytes_, bytes_, size_);
  return same;
}

bool LockedBytes::equals(const LockedBytes& other) const {
  if (size_ != other.size_) return false;
  return size_ == 0 || sodium_memcmp(bytes_, other.bytes_, size_) == 0;
}

}  // namespace opora::sealing
