// Who may talk to whom, and is who they say: TLS, for servers and for clients.
#pragma once

#include <memory>
#include <string>

#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>

#include "platform/result/result.h"
#include "platform/rpc/certificates.h"

namespace opora {

// Plain text on loopback; elsewhere only with TLS. Refused with TLS_REQUIRED or as check_for_server() is. The files are
// read again whenever somebody connects, so that a renewed certificate takes no restart: new ones that would be refused
// are told of in the log, and the last good ones stay. The credentials outlive the server, and are for one port.
Result<std::shared_ptr<grpc::ServerCredentials>> server_credentials(const std::string& address, const TlsFiles& files);

// Plain text to loopback; to other machines only TLS, since a token never travels in plain text. Shows its own
// certificate, if there is one. Refused with TLS_REQUIRED or as check_for_client() is. The files are read once.
Result<std::shared_ptr<grpc::ChannelCredentials>> channel_credentials(const std::string& addresses,
                                                                      const TlsFiles& files);

}  // namespace opora
