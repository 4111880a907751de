#include "platform/rpc/bytes.h"

#include <vector>

#include <grpcpp/support/slice.h>

namespace opora {
namespace {

// Smaller ones are cheaper to copy than to keep alive.
constexpr std::size_t kCopiedBytesMax = 4096;

}  // namespace

std::string to_string(const grpc::ByteBuffer& buffer) {
  grpc::Slice whole;
  if (buffer.TrySingleSlice(&whole).ok()) return {reinterpret_cast<const char*>(whole.begin()), whole.size()};
  std::string bytes;
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return bytes;
  bytes.reserve(buffer.Length());
  for (const auto& slice : slices) bytes.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return bytes;
}

grpc::ByteBuffer to_buffer(std::string bytes) {
  if (bytes.size() <= kCopiedBytesMax) {
    const grpc::Slice copy(bytes);
    return {&copy, 1};
  }
  auto* owned = new std::string(std::move(bytes));
  const grpc::Slice slice(
      owned->data(), owned->size(), [](void* text) { delete static_cast<std::string*>(text); }, owned);
  return {&slice, 1};
}

}  // namespace opora
