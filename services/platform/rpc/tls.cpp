#include "platform/rpc/tls.h"

#include <mutex>
#include <utility>

#include <grpc/grpc_security.h>
#include <grpcpp/security/auth_metadata_processor.h>

#include "platform/log/log.h"
#include "platform/rpc/address.h"

namespace opora {

namespace {

// What a server shows and asks for. gRPC asks at each handshake whether there is something new.
class WatchedCredentials final : public grpc::ServerCredentials {
 public:
  // `contents` are in order.
  WatchedCredentials(TlsFiles files, TlsContents contents) : files_(std::move(files)), shown_(std::move(contents)) {
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
      TlsContents now = read_tls_files(files_);
      if (now == shown_) return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_UNCHANGED;
      // Looked at again each time: a certificate may hold from a later time on.
      if (const auto checked = check_for_server(files_, now); !checked) {
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
  TlsContents shown_, refused_;  // what the files held
  bool has_begun_ = false;
  grpc_server_credentials* credentials_;
};

}  // namespace

Result<std::shared_ptr<grpc::ServerCredentials>> server_credentials(const std::string& address, const TlsFiles& files) {
  TlsContents contents = read_tls_files(files);
  TRY_DO(check_for_server(files, contents));
  if (!files.certificate.empty()) return std::make_shared<WatchedCredentials>(files, std::move(contents));
  if (!files.callers_authority.empty())
    return refuse(Code::invalid, "TLS_REQUIRED",
                  "Callers are to show certificates, which takes one of one's own: set it and its key.");
  if (is_loopback(address)) return grpc::InsecureServerCredentials();
  if (address.find(':') == std::string::npos)
    return refuse(Code::invalid, "ADDRESS_INVALID", "\"" + address + "\" is no address: write host:port.");
  return refuse(Code::invalid, "TLS_REQUIRED",
                "Other machines can reach " + address +
                    ", so it takes TLS: set a certificate and its key, or listen on 127.0.0.1.");
}

Result<std::shared_ptr<grpc::ChannelCredentials>> channel_credentials(const std::string& addresses,
                                                                      const TlsFiles& files) {
  TlsContents contents = read_tls_files(files);
  TRY_DO(check_for_client(files, contents));
  if (!files.authority.empty()) {
    grpc::SslCredentialsOptions options;
    options.pem_root_certs = std::move(contents.authority);
    options.pem_private_key = std::move(contents.key);
    options.pem_cert_chain = std::move(contents.certificate);
    return grpc::SslCredentials(options);
  }
  if (is_loopback(addresses)) return grpc::InsecureChannelCredentials();
  return refuse(
      Code::invalid, "TLS_REQUIRED",
      addresses + " is another machine, and a token may not go there in plain text: name the authority's file.");
}

}  // namespace opora
