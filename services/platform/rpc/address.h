// Where a server may listen.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <grpcpp/security/server_credentials.h>

#include "platform/result/result.h"

namespace opora {

// Whether only this machine can reach an address: 127.0.0.0/8, [::1], localhost, or a Unix socket.
bool is_loopback(std::string_view address);

// Plain text on loopback; elsewhere only with TLS. Refused with TLS_REQUIRED, or TLS_FILE_UNREADABLE.
Result<std::shared_ptr<grpc::ServerCredentials>> server_credentials(const std::string& address,
                                                                    const std::string& certificate_file,
                                                                    const std::string& key_file);

// A PEM file's content. Refused with TLS_FILE_UNREADABLE.
Result<std::string> read_pem(const std::string& path);

}  // namespace opora
