#include "platform/rpc/address.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace opora {

namespace {

bool is_one_loopback(std::string_view address) {
  if (address.starts_with("unix:")) return true;
  const auto colon = address.rfind(':');
  const std::string host(address.substr(0, colon));
  if (colon == std::string_view::npos) return false;
  if (host == "localhost" || host == "[::1]") return true;
  in_addr parsed{};
  return inet_pton(AF_INET, host.c_str(), &parsed) == 1 && (ntohl(parsed.s_addr) >> 24) == 127;
}

std::vector<std::string> split(const std::string& text, const char* separators) {
  std::vector<std::string> parts;
  for (std::size_t begin = text.find_first_not_of(separators); begin != std::string::npos;) {
    const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = text.find_first_not_of(separators, end);
  }
  return parts;
}

tl::unexpected<Error> invalid_address(const std::string& address, const char* why) {
  return refuse(Code::invalid, "ADDRESS_INVALID", "The address \"" + address + "\" " + why);
}

template <class Made, class Read>
auto read_from(const std::string& pem, Read read, void (*free)(Made*)) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bytes(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                                        BIO_free);
  return std::unique_ptr<Made, void (*)(Made*)>(read(bytes.get(), nullptr, nullptr, nullptr), free);
}

Result<void> check_not_expired(const std::string& path, const std::string& pem) {
  const auto certificate = read_from<X509>(pem, PEM_read_bio_X509, X509_free);
  if (!certificate)
    return refuse(Code::invalid, "TLS_FILE_UNREADABLE", "The file " + path + " holds no certificate.");
  if (X509_cmp_current_time(X509_get0_notAfter(certificate.get())) < 0)
    return refuse(Code::invalid, "TLS_EXPIRED", "The certificate in " + path + " has expired: renew it.");
  return {};
}

// gRPC would say that nobody can listen, or nothing at all.
Result<grpc::SslServerCredentialsOptions::PemKeyCertPair> read_pair(const TlsFiles& files) {
  TRY(certificate, read_pem(files.certificate));
  TRY_DO(check_not_expired(files.certificate, certificate));
  TRY(key, read_pem(files.key));
  const auto no_password = [](char*, int, int, void*) { return -1; };  // or OpenSSL would ask at the terminal
  const auto opened = read_from<EVP_PKEY>(
      key, [&](BIO* bytes, auto, auto, auto) { return PEM_read_bio_PrivateKey(bytes, nullptr, no_password, nullptr); },
      EVP_PKEY_free);
  if (!opened)
    return refuse(Code::invalid, "TLS_FILE_UNREADABLE",
                  "The file " + files.key + " holds no private key, or one that is locked by a password.");
  if (X509_check_private_key(read_from<X509>(certificate, PEM_read_bio_X509, X509_free).get(), opened.get()) != 1)
    return refuse(Code::invalid, "TLS_KEY_DIFFERS",
                  "The key in " + files.key + " is not that of the certificate in " + files.certificate +
                      ": set the two that were made together.");
  return grpc::SslServerCredentialsOptions::PemKeyCertPair{std::move(key), std::move(certificate)};
}

}  // namespace

bool is_loopback(std::string_view address) {
  const std::vector<std::string> all = split(std::string(address), ",");
  return !all.empty() && std::all_of(all.begin(), all.end(), [](const auto& each) { return is_one_loopback(each); });
}

Result<std::vector<std::pair<std::string, std::string>>> parse_places(const std::string& text) {
  std::vector<std::pair<std::string, std::string>> places;
  for (const std::string& part : split(text, " \n\t")) {
    const auto equals = part.find('=');
    std::string name = equals == std::string::npos ? "" : part.substr(0, equals);
    std::string address = equals == std::string::npos ? part : part.substr(equals + 1);
    if (address.find(':') == std::string::npos) return invalid_address(part, "has no port: write host:port.");
    places.emplace_back(std::move(name), std::move(address));
  }
  if (places.empty()) return invalid_address(text, "is empty: write host:port.");
  for (const auto& [name, address] : places)
    if (name.empty() && places.size() > 1)
      return invalid_address(address, "stands among others and names no service: write service=host:port.");
  return places;
}

Result<std::string> grpc_target(const std::string& addresses) {
  if (addresses.find(',') == std::string::npos) return addresses;
  for (const std::string& each : split(addresses, ",")) {
    in_addr parsed{};
    if (inet_pton(AF_INET, each.substr(0, each.rfind(':')).c_str(), &parsed) != 1)
      return invalid_address(addresses, "lists several, and not all are numbers: give one name that stands for all.");
  }
  return "ipv4:" + addresses;
}

Result<std::string> read_pem(const std::string& path) {
  std::ifstream stream(path);
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream || text.find("-----BEGIN ") == std::string::npos)
    return refuse(Code::invalid, "TLS_FILE_UNREADABLE", "The file " + path + " can't be read, or is no PEM file.");
  return text;
}

Result<std::shared_ptr<grpc::ServerCredentials>> server_credentials(const std::string& address, const TlsFiles& files) {
  if (files.certificate.empty() != files.key.empty() || (files.certificate.empty() && !files.authority.empty()))
    return refuse(Code::invalid, "TLS_REQUIRED", "TLS takes both a certificate and its key; one of them is not set.");
  if (!files.certificate.empty()) {
    TRY(pair, read_pair(files));
    grpc::SslServerCredentialsOptions options;
    options.pem_key_cert_pairs.push_back(std::move(pair));
    if (!files.authority.empty()) {
      TRY(authority, read_pem(files.authority));
      TRY_DO(check_not_expired(files.authority, authority));
      options.pem_root_certs = std::move(authority);
      options.client_certificate_request = GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY;
    }
    return grpc::SslServerCredentials(options);
  }
  if (is_loopback(address)) return grpc::InsecureServerCredentials();
  return refuse(Code::invalid, "TLS_REQUIRED",
                "Other machines can reach " + address +
                    ", so it takes TLS: set a certificate and its key, or listen on 127.0.0.1.");
}

Result<std::shared_ptr<grpc::ChannelCredentials>> channel_credentials(const std::string& addresses,
                                                                      const TlsFiles& files) {
  if (!files.authority.empty()) {
    TRY(authority, read_pem(files.authority));
    grpc::SslCredentialsOptions options{std::move(authority), "", ""};
    if (!files.certificate.empty()) {
      TRY(pair, read_pair(files));
      options.pem_cert_chain = std::move(pair.cert_chain);
      options.pem_private_key = std::move(pair.private_key);
    }
    return grpc::SslCredentials(options);
  }
  if (is_loopback(addresses)) return grpc::InsecureChannelCredentials();
  return refuse(
      Code::invalid, "TLS_REQUIRED",
      addresses + " is another machine, and a token may not go there in plain text: name the authority's file.");
}

}  // namespace opora
