// Certificates, keys and authorities as they lie in files: whether they are in order, and until when.
#pragma once

#include <string>

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

// What the files held when they were read; empty what is not there or can't be read. Never throws.
struct TlsContents {
  std::string certificate, key, authority, callers_authority;
  bool operator==(const TlsContents&) const = default;
};
TlsContents read_tls_files(const TlsFiles& files);

// Whether a handshake can succeed with them: for a server, its own certificate and its callers' authority; for a
// client, its own certificate and the servers' authority. Refused with TLS_REQUIRED, TLS_FILE_UNREADABLE, TLS_EXPIRED,
// TLS_NOT_YET_VALID, TLS_KEY_DIFFERS or TLS_REFUSED.
Result<void> check_for_server(const TlsFiles& files, const TlsContents& contents);
Result<void> check_for_client(const TlsFiles& files, const TlsContents& contents);

// Until when one's own certificate is of use: its end, or that of whatever comes first up to the authority which
// signed it, if that is in one of the files. Refused as the checks are, but for TLS_EXPIRED.
Result<Instant> certificate_end(const TlsFiles& files);

// When the last of the authorities in a file ends. Refused with TLS_FILE_UNREADABLE.
Result<Instant> authority_end(const std::string& path);

}  // namespace opora
