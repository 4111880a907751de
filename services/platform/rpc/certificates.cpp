#include "platform/rpc/certificates.h"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <utility>
#include <vector>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace opora {

namespace {

using Certificate = std::unique_ptr<X509, void (*)(X509*)>;

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

Result<void> check_key(const TlsFiles& files, const TlsContents& contents, X509& certificate) {
  if (contents.key.find("-----BEGIN ") == std::string::npos)
    return unreadable(files.key, "can't be read, or is no PEM file.");
  const auto no_password = [](char*, int, int, void*) { return -1; };  // or OpenSSL would ask at the terminal
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      PEM_read_bio_PrivateKey(bytes_of(contents.key).get(), nullptr, no_password, nullptr), EVP_PKEY_free);
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
Result<std::vector<Certificate>> own_chain(const TlsFiles& files, const TlsContents& contents) {
  TRY(chain, certificates_in(files.certificate, contents.certificate));
  TRY_DO(check_key(files, contents, *chain.front()));
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
Result<void> check_own(const TlsFiles& files, const TlsContents& contents) {
  if (files.certificate.empty() != files.key.empty())
    return refuse(Code::invalid, "TLS_REQUIRED", "TLS takes both a certificate and its key; one of them is not set.");
  if (files.certificate.empty()) return {};
  TRY(chain, own_chain(files, contents));
  return check_not_ended(files.certificate, first_end_of(chain));
}

}  // namespace

TlsContents read_tls_files(const TlsFiles& files) {
  return {content_of(files.certificate), content_of(files.key), content_of(files.authority),
          content_of(files.callers_authority)};
}

Result<void> check_for_server(const TlsFiles& files, const TlsContents& contents) {
  TRY_DO(check_own(files, contents));
  return check_authority(files.callers_authority, contents.callers_authority);
}

Result<void> check_for_client(const TlsFiles& files, const TlsContents& contents) {
  TRY_DO(check_own(files, contents));
  return check_authority(files.authority, contents.authority);
}

Result<Instant> certificate_end(const TlsFiles& files) {
  const TlsContents contents = read_tls_files(files);
  TRY(chain, own_chain(files, contents));
  X509* last = chain.back().get();
  std::vector<Certificate> signers;
  for (const auto& [path, pem] : {std::pair{&files.authority, &contents.authority},
                                  std::pair{&files.callers_authority, &contents.callers_authority}}) {
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

}  // namespace opora
