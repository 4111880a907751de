#include "platform/rpc/tls.h"

#include <ctime>
#include <fstream>
#include <iterator>

#include <grpcpp/security/tls_certificate_provider.h>
#include <grpcpp/security/tls_credentials_options.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "platform/rpc/address.h"

namespace opora {

namespace {

using grpc::experimental::FileWatcherCertificateProvider;

Result<std::string> read_pem(const std::string& path) {
  std::ifstream stream(path);
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream || text.find("-----BEGIN ") == std::string::npos)
    return refuse(Code::invalid, "TLS_FILE_UNREADABLE", "The file " + path + " can't be read, or is no PEM file.");
  return text;
}

template <class Made, class Read>
auto read_from(const std::string& pem, Read read, void (*free)(Made*)) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bytes(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                                        BIO_free);
  return std::unique_ptr<Made, void (*)(Made*)>(read(bytes.get(), nullptr, nullptr, nullptr), free);
}

using Certificate = std::unique_ptr<X509, void (*)(X509*)>;

Result<Certificate> read_certificate(const std::string& path) {
  TRY(pem, read_pem(path));
  auto certificate = read_from<X509>(pem, PEM_read_bio_X509, X509_free);
  if (!certificate)
    return refuse(Code::invalid, "TLS_FILE_UNREADABLE", "The file " + path + " holds no certificate.");
  return certificate;
}

Result<void> check_key(const std::string& path, const X509& certificate, const std::string& certificate_path) {
  TRY(pem, read_pem(path));
  const auto no_password = [](char*, int, int, void*) { return -1; };  // or OpenSSL would ask at the terminal
  const auto key = read_from<EVP_PKEY>(
      pem, [&](BIO* bytes, auto, auto, auto) { return PEM_read_bio_PrivateKey(bytes, nullptr, no_password, nullptr); },
      EVP_PKEY_free);
  if (!key)
    return refuse(Code::invalid, "TLS_FILE_UNREADABLE",
                  "The file " + path + " holds no private key, or one that is locked by a password.");
  if (X509_check_private_key(&certificate, key.get()) != 1)
    return refuse(Code::invalid, "TLS_KEY_DIFFERS",
                  "The key in " + path + " is not that of the certificate in " + certificate_path +
                      ": set the two that were made together.");
  return {};
}

Result<void> check_not_ended(const std::string& path, const std::string& key_path = "") {
  TRY(end, certificate_end(path, key_path));
  if (end < SystemClock().now())
    return refuse(Code::invalid, "TLS_EXPIRED", "The certificate in " + path + " has expired: renew it.");
  return {};
}

// gRPC would say that nobody can listen, or nothing at all.
Result<void> check(const TlsFiles& files, const std::string& authority) {
  if (files.certificate.empty() != files.key.empty())
    return refuse(Code::invalid, "TLS_REQUIRED", "TLS takes both a certificate and its key; one of them is not set.");
  if (!files.certificate.empty()) TRY_DO(check_not_ended(files.certificate, files.key));
  if (!authority.empty()) TRY_DO(check_not_ended(authority));
  return {};
}

std::shared_ptr<FileWatcherCertificateProvider> watch(const TlsFiles& files, const std::string& authority) {
  return std::make_shared<FileWatcherCertificateProvider>(files.key, files.certificate, authority,
                                                          files.look_again_after);
}

}  // namespace

Result<Instant> certificate_end(const std::string& path, const std::string& key_path) {
  TRY(certificate, read_certificate(path));
  if (!key_path.empty()) TRY_DO(check_key(key_path, *certificate, path));
  std::tm end{};
  if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &end) != 1)
    return refuse(Code::invalid, "TLS_FILE_UNREADABLE", "The certificate in " + path + " does not say when it ends.");
  return Instant{timegm(&end) * 1'000'000};
}

Result<std::shared_ptr<grpc::ServerCredentials>> server_credentials(const std::string& address, const TlsFiles& files) {
  TRY_DO(check(files, files.callers_authority));
  if (!files.certificate.empty()) {
    grpc::experimental::TlsServerCredentialsOptions options(watch(files, files.callers_authority));
    options.watch_identity_key_cert_pairs();
    if (!files.callers_authority.empty()) {
      options.watch_root_certs();
      options.set_cert_request_type(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
    }
    return grpc::experimental::TlsServerCredentials(options);
  }
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
  TRY_DO(check(files, files.authority));
  if (!files.authority.empty()) {
    grpc::experimental::TlsChannelCredentialsOptions options;
    options.set_certificate_provider(watch(files, files.authority));
    options.watch_root_certs();
    if (!files.certificate.empty()) options.watch_identity_key_cert_pairs();
    return grpc::experimental::TlsCredentials(options);
  }
  if (is_loopback(addresses)) return grpc::InsecureChannelCredentials();
  return refuse(
      Code::invalid, "TLS_REQUIRED",
      addresses + " is another machine, and a token may not go there in plain text: name the authority's file.");
}

}  // namespace opora
