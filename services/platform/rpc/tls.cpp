#include "platform/rpc/tls.h"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <utility>
#include <vector>

#include <grpc/grpc_security.h>
#include <grpcpp/security/auth_metadata_processor.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "platform/log/log.h"
#include "platform/rpc/address.h"

namespace opora {

namespace {

using Certificate = std::unique_ptr<X509, void (*)(X509*)>;

// What the files held when they were read; empty where there is none.
struct Pems {
  std::string certificate, key, authority, callers_authority;
  bool operator==(const Pems&) const = default;
};

constexpr std::size_t kFileBytesMax = 1 << 20;

// Empty if it can't be read, whatever it is instead: it is read during a handshake, and nobody there catches anything.
std::string content_of(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return "";
  std::ifstream stream(path, std::ios::binary);
  std::string text(kFileBytesMax, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!stream.eof() || stream.bad()) return "";
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

Pems read(const TlsFiles& files) {
  return {content_of(files.certificate), content_of(files.key), content_of(files.authority),
          content_of(files.callers_authority)};
}

tl::unexpected<Error> unreadable(const std::string& path, const char* what) {
  return refuse(Code::invalid, "TLS_FILE_UNREADABLE", "The file " + path + " " + what);
}

std::unique_ptr<BIO, decltype(&BIO_free)> bytes_of(const std::string& pem) {
  return {BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free};
}

// At least one.
Result<std::vector<Certificate>> certificates_in(const std::string& path, const std::string& pem) {
  if (pem.find("-----BEGIN ") == std::string::npos) return unreadable(path, "can't be read, or is no PEM file.");
  std::vector<Certificate> all;
  const auto bytes = bytes_of(pem);
  while (X509* found = PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr)) all.emplace_back(found, X509_free);
  if (all.empty()) return unreadable(path, "holds no certificate.");
  return all;
}

Instant instant_of(const ASN1_TIME* time) {
  std::tm parts{};
  ASN1_TIME_to_tm(time, &parts);  // OpenSSL parsed it before; if it can't, that was long ago
  return Instant{timegm(&parts) * 1'000'000};
}

Instant end_of(const Certificate& certificate) { return instant_of(X509_get0_notAfter(certificate.get())); }

Instant last_end_of(const std::vector<Certificate>& all) {
  Instant last{};
  for (const auto& each : all) last = std::max(last, end_of(each));
  return last;
}

// A chain is of use as long as each of it is.
Instant first_end_of(const std::vector<Certificate>& chain) {
  Instant first = end_of(chain.front());
  for (const auto& each : chain) first = std::min(first, end_of(each));
  return first;
}

Result<void> check_key(const TlsFiles& files, const Pems& pems, X509& certificate) {
  if (pems.key.find("-----BEGIN ") == std::string::npos)
    return unreadable(files.key, "can't be read, or is no PEM file.");
  const auto no_password = [](char*, int, int, void*) { return -1; };  // or OpenSSL would ask at the terminal
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      PEM_read_bio_PrivateKey(bytes_of(pems.key).get(), nullptr, no_password, nullptr), EVP_PKEY_free);
  if (!key) return unreadable(files.key, "holds no private key, or one that is locked by a password.");
  if (X509_check_private_key(&certificate, key.get()) != 1)
    return refuse(Code::invalid, "TLS_KEY_DIFFERS",
                  "The key in " + files.key + " is not that of the certificate in " + files.certificate +
                      ": set the two that were made together.");
  // What a handshake would refuse, such as a key that is too short.
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> tls(SSL_CTX_new(TLS_method()), SSL_CTX_free);
  if (SSL_CTX_use_certificate(tls.get(), &certificate) == 1 && SSL_CTX_use_PrivateKey(tls.get(), key.get()) == 1)
    return {};
  const char* why = ERR_reason_error_string(ERR_peek_last_error());
  return refuse(Code::invalid, "TLS_REFUSED",
                "TLS takes no such certificate as that in " + files.certificate + ": " +
                    (why == nullptr ? "it does not say why" : why) + ".");
}

Result<void> check_not_ended(const std::string& path, Instant end) {
  if (end >= SystemClock().now()) return {};
  return refuse(Code::invalid, "TLS_EXPIRED", "The certificate in " + path + " has expired: renew it.");
}

// With those between it and the authority, the first of which is one's own.
Result<std::vector<Certificate>> own_chain(const TlsFiles& files, const Pems& pems) {
  TRY(chain, certificates_in(files.certificate, pems.certificate));
  TRY_DO(check_key(files, pems, *chain.front()));
  for (const auto& each : chain)
    if (instant_of(X509_get0_notBefore(each.get())) > SystemClock().now())
      return refuse(Code::invalid, "TLS_NOT_YET_VALID",
                    "The certificate in " + files.certificate + " holds from a later time on: look at the clocks.");
  return chain;
}

Result<void> check_authority(const std::string& path, const std::string& pem) {
  if (path.empty()) return {};
  TRY(all, certificates_in(path, pem));
  return check_not_ended(path, last_end_of(all));
}

// gRPC would say that nobody can listen, or nothing at all.
Result<void> check_own(const TlsFiles& files, const Pems& pems) {
  if (files.certificate.empty() != files.key.empty())
    return refuse(Code::invalid, "TLS_REQUIRED", "TLS takes both a certificate and its key; one of them is not set.");
  if (files.certificate.empty()) return {};
  TRY(chain, own_chain(files, pems));
  return check_not_ended(files.certificate, first_end_of(chain));
}

Result<void> check_server(const TlsFiles& files, const Pems& pems) {
  TRY_DO(check_own(files, pems));
  return check_authority(files.callers_authority, pems.callers_authority);
}

// What a server shows and asks for. gRPC asks at each handshake whether there is something new.
class WatchedCredentials final : public grpc::ServerCredentials {
 public:
  // `pems` are in order.
  WatchedCredentials(TlsFiles files, Pems pems) : files_(std::move(files)), shown_(std::move(pems)) {
    const auto asked = files_.callers_authority.empty()
                           ? GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE
                           : GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY;
    const auto fetch = [](void* self, grpc_ssl_server_certificate_config** config) {
      return static_cast<WatchedCredentials*>(self)->fetch(config);
    };
    credentials_ = grpc_ssl_server_credentials_create_with_options(
        grpc_ssl_server_credentials_create_options_using_config_fetcher(asked, fetch, this));
  }
  ~WatchedCredentials() override { grpc_server_credentials_release(credentials_); }
  WatchedCredentials(const WatchedCredentials&) = delete;
  WatchedCredentials& operator=(const WatchedCredentials&) = delete;

  void SetAuthMetadataProcessor(const std::shared_ptr<grpc::AuthMetadataProcessor>&) override {}

 private:
  int AddPortToServer(const std::string& address, grpc_server* server) override {
    return grpc_server_add_http2_port(server, address.c_str(), credentials_);
  }

  grpc_ssl_certificate_config_reload_status fetch(grpc_ssl_server_certificate_config** config) {
    const std::lock_guard lock(mutex_);
    if (std::exchange(has_begun_, true)) {
      Pems now = read(files_);
      if (now == shown_) return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_UNCHANGED;
      // Looked at again each time: a certificate may hold from a later time on.
      if (const auto checked = check_server(files_, now); !checked) {
        if (now != refused_)
          log::error("New certificates are of no use; the old ones are shown until they are.",
                     {{"reason", checked.error().reason}, {"why", checked.error().message}});
        refused_ = std::move(now);
        return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_UNCHANGED;
      }
      shown_ = std::move(now);
      log::info("New certificates are shown from now on.");
    }
    const grpc_ssl_pem_key_cert_pair pair{shown_.key.c_str(), shown_.certificate.c_str()};
    // gRPC takes no config without an authority, even where nobody is asked for a certificate.
    const std::string& authority = files_.callers_authority.empty() ? shown_.certificate : shown_.callers_authority;
    *config = grpc_ssl_server_certificate_config_create(authority.c_str(), &pair, 1);
    return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_NEW;
  }

  const TlsFiles files_;
  std::mutex mutex_;
  Pems shown_, refused_;  // what the files held
  bool has_begun_ = false;
  grpc_server_credentials* credentials_;
};

}  // namespace

Result<Instant> certificate_end(const TlsFiles& files) {
  const Pems pems = read(files);
  TRY(chain, own_chain(files, pems));
  X509* last = chain.back().get();
  std::vector<Certificate> signers;
  for (const auto& [path, pem] : {std::pair{&files.authority, &pems.authority},
                                  std::pair{&files.callers_authority, &pems.callers_authority}}) {
    auto all = certificates_in(*path, *pem);
    if (!all) continue;
    for (Certificate& each : *all)
      if (X509_check_issued(each.get(), last) == X509_V_OK && X509_verify(last, X509_get0_pubkey(each.get())) == 1)
        signers.push_back(std::move(each));
  }
  const Instant end = first_end_of(chain);
  return signers.empty() ? end : std::min(end, last_end_of(signers));
}

Result<Instant> authority_end(const std::string& path) {
  TRY(all, certificates_in(path, content_of(path)));
  return last_end_of(all);
}

Result<std::shared_ptr<grpc::ServerCredentials>> server_credentials(const std::string& address, const TlsFiles& files) {
  Pems pems = read(files);
  TRY_DO(check_server(files, pems));
  if (!files.certificate.empty()) return std::make_shared<WatchedCredentials>(files, std::move(pems));
  if (!files.callers_authority.empty())
    return refuse(Code::invalid, "TLS_REQUIRED",
                  "Callers are to show certificates, which takes one of one's own: set it and its key.");
  if (is_loopback(address)) return grpc::InsecureServerCredentials();
  return refuse(Code::invalid, "TLS_REQUIRED",
                "Other machines can reach " + address +
                    ", so it takes TLS: set a certificate and its key, or listen on 127.0.0.1.");
}

Result<std::shared_ptr<grpc::ChannelCredentials>> channel_credentials(const std::string& addresses,
                                                                      const TlsFiles& files) {
  Pems pems = read(files);
  TRY_DO(check_own(files, pems));
  TRY_DO(check_authority(files.authority, pems.authority));
  if (!files.authority.empty()) {
    grpc::SslCredentialsOptions options;
    options.pem_root_certs = std::move(pems.authority);
    options.pem_private_key = std::move(pems.key);
    options.pem_cert_chain = std::move(pems.certificate);
    return grpc::SslCredentials(options);
  }
  if (is_loopback(addresses)) return grpc::InsecureChannelCredentials();
  return refuse(
      Code::invalid, "TLS_REQUIRED",
      addresses + " is another machine, and a token may not go there in plain text: name the authority's file.");
}

}  // namespace opora
