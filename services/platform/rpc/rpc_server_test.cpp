#include "platform/rpc/rpc_server.h"

#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>
#include <prometheus/text_serializer.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "liandu/v1/notifier_service.grpc.pb.h"
#include "platform/rpc/channel.h"

namespace liandu::platform {
namespace {

using testing::HasSubstr;

/// Any service will do: it answers TestRoute, or refuses.
class EchoService final : public v1::NotificationService::CallbackService {
 public:
  grpc::ServerUnaryReactor* TestRoute(grpc::CallbackServerContext* context, const v1::TestRouteRequest* request,
                                      v1::TestRouteResponse* response) override {
    response->add_decisions()->set_post(request->jurisdiction());
    auto* reactor = context->DefaultReactor();
    reactor->Finish(request->jurisdiction() == "nowhere" ? grpc::Status(grpc::StatusCode::NOT_FOUND, "nowhere")
                                                         : grpc::Status::OK);
    return reactor;
  }
};

class RpcServerTest : public testing::Test {
 protected:
  std::unique_ptr<RpcServer> Start(const RpcSettings& settings) {
    auto server = RpcServer::Start(settings, {&service_}, health_, registry_);
    EXPECT_TRUE(server.ok()) << server.status();
    return server.ok() ? *std::move(server) : nullptr;
  }
  grpc::Status Call(const std::string& address, const ChannelSettings& channel_settings, const std::string& text) {
    auto channel = MakeChannel(address, channel_settings);
    EXPECT_TRUE(channel.ok());
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
    v1::TestRouteRequest request;
    request.set_jurisdiction(text);
    v1::TestRouteResponse response;
    return v1::NotificationService::NewStub(*channel)->TestRoute(&context, request, &response);
  }

  EchoService service_;
  Health health_;
  std::shared_ptr<prometheus::Registry> registry_ = std::make_shared<prometheus::Registry>();
};

TEST_F(RpcServerTest, ServesOnAFreePortAndCounts) {
  auto server = Start({});
  ASSERT_NE(server, nullptr);
  EXPECT_EQ(server->advertised_address(), server->address());
  EXPECT_TRUE(Call(server->address(), {}, "qingdao").ok());
  EXPECT_EQ(Call(server->address(), {}, "nowhere").error_code(), grpc::StatusCode::NOT_FOUND);
  server->Stop(std::chrono::steady_clock::now() + std::chrono::seconds(5));
  const std::string metrics = prometheus::TextSerializer().Serialize(registry_->Collect());
  EXPECT_THAT(metrics, HasSubstr("liandu_grpc_requests_total{code=\"OK\",method=\"TestRoute\","));
  EXPECT_THAT(metrics, HasSubstr("liandu_grpc_requests_total{code=\"NOT_FOUND\",method=\"TestRoute\","));
  EXPECT_THAT(metrics, HasSubstr("liandu_grpc_request_duration_seconds_count{method=\"TestRoute\","));
  EXPECT_THAT(metrics, testing::ContainsRegex("liandu_grpc_requests_in_flight\\{method=\"TestRoute\"[^}]*\\} 0"));
}

TEST_F(RpcServerTest, OversizedRequestIsRefused) {
  auto server = Start({.max_receive_bytes = 1024});
  ASSERT_NE(server, nullptr);
  EXPECT_EQ(Call(server->address(), {}, std::string(4096, 'x')).error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_TRUE(Call(server->address(), {}, "small").ok());
}

TEST_F(RpcServerTest, TakenPortIsAClearError) {
  auto server = Start({});
  ASSERT_NE(server, nullptr);
  auto second = RpcServer::Start({.listen_address = server->address()}, {&service_}, health_, registry_);
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(second.status().message()), HasSubstr(server->address()));
}

TEST_F(RpcServerTest, WiderThanLoopbackWithoutCertificatesIsRefused) {
  auto server = RpcServer::Start({.listen_address = "0.0.0.0:0"}, {&service_}, health_, registry_);
  EXPECT_EQ(server.status().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(RpcServerTest, HealthServiceFollowsReadiness) {
  std::atomic<bool> ready{false};
  health_.AddReadiness("redis", [&] { return ready ? absl::OkStatus() : absl::UnavailableError("away"); });
  auto server = Start({});
  ASSERT_NE(server, nullptr);
  auto channel = MakeChannel(server->address(), {});
  grpc::TemplatedGenericStub<grpc::ByteBuffer, grpc::ByteBuffer> stub(*channel);
  const auto status = [&] {
    grpc::ClientContext context;
    grpc::CompletionQueue queue;
    const grpc::Slice empty;
    grpc::ByteBuffer request(&empty, 1);
    grpc::ByteBuffer response;
    grpc::Status result;
    auto call = stub.PrepareUnaryCall(&context, "/grpc.health.v1.Health/Check", request, &queue);
    call->StartCall();
    call->Finish(&response, &result, nullptr);
    void* tag = nullptr;
    bool ok = false;
    queue.Next(&tag, &ok);
    EXPECT_TRUE(result.ok()) << result.error_message();
    std::vector<grpc::Slice> slices;
    response.Dump(&slices);
    // HealthCheckResponse: field 1, varint.
    return slices.empty() || slices[0].size() < 2 ? 0 : static_cast<int>(*(slices[0].begin() + 1));
  };
  for (int i = 0; i < 10'000 && status() != 2; ++i) std::this_thread::yield();
  EXPECT_EQ(status(), 2);
  ready = true;
  for (int i = 0; i < 100'000 && status() != 1 && !HasFailure(); ++i) std::this_thread::yield();
  EXPECT_EQ(status(), 1);
}

/// Certificates made by openssl in a folder of their own: an authority, a server's and a client's.
class MutualTlsTest : public RpcServerTest {
 protected:
  void SetUp() override {
    char folder[] = "/tmp/liandu_tls_test_XXXXXX";
    ASSERT_NE(mkdtemp(folder), nullptr);
    folder_ = folder;
    std::ofstream(Path("names")) << "subjectAltName=IP:127.0.0.1\n";
    const std::string script =
        "cd " + folder_ +
        " && exec >/dev/null 2>&1"
        " && openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=ca -days 2"
        " && for name in server client; do"
        " openssl req -newkey rsa:2048 -nodes -keyout $name.key -out $name.csr -subj /CN=$name"
        " && openssl x509 -req -in $name.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out $name.pem -days 2"
        " -extfile names || exit 1; done";
    ASSERT_EQ(std::system(script.c_str()), 0);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string Path(const std::string& name) const { return folder_ + "/" + name; }
  RpcSettings ServerSettings() const {
    return {.listen_address = "127.0.0.1:0",
            .tls_certificate_file = Path("server.pem"),
            .tls_key_file = Path("server.key"),
            .tls_client_ca_file = Path("ca.pem")};
  }
  std::string folder_;
};

TEST_F(MutualTlsTest, OnlyACallerWithACertificateIsServed) {
  auto server = Start(ServerSettings());
  ASSERT_NE(server, nullptr);
  const ChannelSettings with_certificate = {
      .tls_ca_file = Path("ca.pem"), .tls_certificate_file = Path("client.pem"), .tls_key_file = Path("client.key")};
  EXPECT_TRUE(Call(server->address(), with_certificate, "qingdao").ok());
  EXPECT_FALSE(Call(server->address(), {.tls_ca_file = Path("ca.pem")}, "qingdao").ok());
  EXPECT_FALSE(Call(server->address(), {}, "qingdao").ok());
}

TEST_F(MutualTlsTest, UnreadableFilesAreTold) {
  RpcSettings settings = ServerSettings();
  settings.tls_key_file = Path("missing.key");
  auto server = RpcServer::Start(settings, {&service_}, health_, registry_);
  EXPECT_EQ(server.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(server.status().message()), HasSubstr("missing.key"));
}

}  // namespace
}  // namespace liandu::platform
