// Who may talk to whom, and is who they say: TLS, for servers and for clients.
//
// Files are read again while the process runs, so that a renewed certificate takes no restart: those who connect from
// then on are shown the new one, and connections that stand go on.
#pragma once

#include <memory>
#include <string>

#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>

#include "platform/clock/clock.h"
#include "platform/result/result.h"

namespace opora {

// PEM files; empty where there is none.
struct TlsFiles {
  std::string certificate;            // one's own
  std::string key;                    // of the certificate
  std::string authority;              // who signed the certificates of servers that one asks
  std::string callers_authority;      // who signed those of callers, who have to show one then
  unsigned int look_again_after = 10;  // seconds, at least one
};

// Plain text on loopback; elsewhere only with TLS. Refused with TLS_REQUIRED, TLS_FILE_UNREADABLE, TLS_EXPIRED or
// TLS_KEY_DIFFERS. Files that are wrong later, when they are read again, make the server refuse whoever connects, until
// they are right.
Result<std::shared_ptr<grpc::ServerCredentials>> server_credentials(const std::string& address, const TlsFiles& files);

// Plain text to loopback; to other machines only TLS, since a token never travels in plain text. Shows its own
// certificate, if there is one. Refused as server_credentials() is.
Result<std::shared_ptr<grpc::ChannelCredentials>> channel_credentials(const std::string& addresses,
                                                                      const TlsFiles& files);

// When the first certificate in a file ends. Refused with TLS_FILE_UNREADABLE, and with TLS_KEY_DIFFERS if `key_path`
// is not empty and holds no key of it.
Result<Instant> certificate_end(const std::string& path, const std::string& key_path = "");

}  // namespace opora
