// Where servers listen, and how they are found.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>

#include "platform/result/result.h"

namespace opora {

// Whether only this machine can reach an address: 127.0.0.0/8, [::1], localhost, or a Unix socket. Of a list, all.
bool is_loopback(std::string_view address);

// The files of TLS, PEM all of them; empty where there is none.
struct TlsFiles {
  std::string certificate;  // one's own
  std::string key;          // of the certificate
  std::string authority;    // who signed the certificates of the other side
};

// Plain text on loopback; elsewhere only with TLS. With an authority, clients must show a certificate that it signed.
// Refused with TLS_REQUIRED, TLS_FILE_UNREADABLE, TLS_EXPIRED or TLS_KEY_DIFFERS.
Result<std::shared_ptr<grpc::ServerCredentials>> server_credentials(const std::string& address, const TlsFiles& files);

// Who is found where: "scheduling=10.0.0.1:7400,10.0.0.2:7400 registration=registration.svc:7400". A name's addresses
// are its replicas. One address without a name is found under "". Refused with ADDRESS_INVALID.
Result<std::vector<std::pair<std::string, std::string>>> parse_places(const std::string& text);

// An address, or several with commas between, as gRPC takes it. Refused with ADDRESS_INVALID: several must be numeric.
Result<std::string> grpc_target(const std::string& addresses);

// Plain text to loopback; to other machines only TLS, since a token never travels in plain text. Shows its own
// certificate, if there is one. Refused as server_credentials() is.
Result<std::shared_ptr<grpc::ChannelCredentials>> channel_credentials(const std::string& addresses,
                                                                      const TlsFiles& files);

// A PEM file's content. Refused with TLS_FILE_UNREADABLE.
Result<std::string> read_pem(const std::string& path);

}  // namespace opora
