// Who may talk to whom, and is who they say: TLS, for servers and for clients.
#pragma once

#include <memory>
#include <string>

#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>

#include "platform/clock/clock.h"
#include "platform/result/result.h"

namespace opora {

// PEM files; empty where there is none. An authority's file may hold several, as while one takes another's place.
struct TlsFiles {
  std::string certificate;        // one's own, and those between it and the authority
  std::string key;                // of the certificate
  std::string authority;          // who signed the certificates of servers that one asks
  std::string callers_authority;  // who signed those of callers, who have to show one then
};

// Plain text on loopback; elsewhere only with TLS. Refused with TLS_REQUIRED, TLS_FILE_UNREADABLE, TLS_EXPIRED,
// TLS_NOT_YET_VALID, TLS_KEY_DIFFERS or TLS_REFUSED. The files are read again whenever somebody connects, so that a
// renewed certificate takes no restart: new ones that would be refused are told of in the log, and the last good ones
// stay. The credentials outlive the server, and are for one port.
Result<std::shared_ptr<grpc::ServerCredentials>> server_credentials(const std::string& address, const TlsFiles& files);

// Plain text to loopback; to other machines only TLS, since a token never travels in plain text. Shows its own
// certificate, if there is one. Refused as server_credentials() is. The files are read once.
Result<std::shared_ptr<grpc::ChannelCredentials>> channel_credentials(const std::string& addresses,
                                                                      const TlsFiles& files);

// Until when one's own certificate is of use: its end, or that of whatever comes first up to the authority which
// signed it, if that is in one of the files. Refused as server_credentials() is, but for TLS_EXPIRED.
Result<Instant> certificate_end(const TlsFiles& files);

// When the last of the authorities in a file ends. Refused with TLS_FILE_UNREADABLE.
Result<Instant> authority_end(const std::string& path);

}  // namespace opora
