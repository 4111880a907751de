#include "platform/rpc/address.h"

#include <fstream>
#include <iterator>

#include <arpa/inet.h>

namespace opora {

bool is_loopback(std::string_view address) {
  if (address.starts_with("unix:")) return true;
  const auto colon = address.rfind(':');
  const std::string host(address.substr(0, colon));
  if (colon == std::string_view::npos) return false;
  if (host == "localhost" || host == "[::1]") return true;
  in_addr parsed{};
  return inet_pton(AF_INET, host.c_str(), &parsed) == 1 && (ntohl(parsed.s_addr) >> 24) == 127;
}

Result<std::string> read_pem(const std::string& path) {
  std::ifstream stream(path);
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream || text.find("-----BEGIN ") == std::string::npos)
    return refuse(Code::invalid, "TLS_FILE_UNREADABLE", "The file " + path + " can't be read, or is no PEM file.");
  return text;
}

Result<std::shared_ptr<grpc::ServerCredentials>> server_credentials(const std::string& address,
                                                                    const std::string& certificate_file,
                                                                    const std::string& key_file) {
  if (certificate_file.empty() != key_file.empty())
    return refuse(Code::invalid, "TLS_REQUIRED", "TLS takes both a certificate and its key; one of them is not set.");
  if (!certificate_file.empty()) {
    TRY(certificate, read_pem(certificate_file));
    TRY(key, read_pem(key_file));
    grpc::SslServerCredentialsOptions options;
    options.pem_key_cert_pairs.push_back({std::move(key), std::move(certificate)});
    return grpc::SslServerCredentials(options);
  }
  if (is_loopback(address)) return grpc::InsecureServerCredentials();
  return refuse(Code::invalid, "TLS_REQUIRED",
                "Other machines can reach " + address +
                    ", so it takes TLS: set a certificate and its key, or listen on 127.0.0.1.");
}

}  // namespace opora
