#include "platform/rpc/channel.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include "platform/rpc/pem_file.h"

namespace liandu::platform {
namespace {

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> MakeCredentials(const ChannelSettings& settings) {
  if (settings.tls_ca_file.empty()) return grpc::InsecureChannelCredentials();
  grpc::SslCredentialsOptions options;
  absl::StatusOr<std::string> authorities = ReadPemFile(settings.tls_ca_file);
  if (!authorities.ok()) return authorities.status();
  options.pem_root_certs = *std::move(authorities);
  if (!settings.tls_certificate_file.empty()) {
    absl::StatusOr<std::string> certificate = ReadPemFile(settings.tls_certificate_file);
    if (!certificate.ok()) return certificate.status();
    absl::StatusOr<std::string> key = ReadPemFile(settings.tls_key_file);
    if (!key.ok()) return key.status();
    options.pem_cert_chain = *std::move(certificate);
    options.pem_private_key = *std::move(key);
  }
  return grpc::SslCredentials(options);
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::Channel>> MakeChannel(const std::string& address,
                                                           const ChannelSettings& settings) {
  auto credentials = MakeCredentials(settings);
  if (!credentials.ok()) return credentials.status();
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(static_cast<int>(settings.max_receive_bytes));
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 30'000);
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  // A server that comes back is found within two seconds, not two minutes.
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2'000);
  return grpc::CreateCustomChannel(address, *credentials, arguments);
}

}  // namespace liandu::platform
