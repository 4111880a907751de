// Bytes in and out of gRPC's buffers, copied once at most.
#pragma once

#include <string>

#include <grpcpp/support/byte_buffer.h>

namespace opora {

std::string to_string(const grpc::ByteBuffer& buffer);
grpc::ByteBuffer to_buffer(std::string bytes);

}  // namespace opora
