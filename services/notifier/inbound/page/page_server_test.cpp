#include "notifier/inbound/page/page_server.h"

#include <gtest/gtest.h>
#include <httplib.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace liandu::notifier {
namespace {

/// A server that says back what it was asked.
class PageServerTest : public testing::Test {
 protected:
  void SetUp() override {
    auto server = PageServer::Bind("127.0.0.1:0");
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    server_->Serve([this](const PageRequest& request) {
      std::lock_guard lock(mutex_);
      requests_.push_back(request);
      PageResponse response;
      response.body = "<p>" + request.path + "</p>";
      return response;
    });
    client_ = std::make_unique<httplib::Client>("http://" + server_->address());
  }
  PageRequest Last() {
    std::lock_guard lock(mutex_);
    return requests_.back();
  }
  size_t Count() {
    std::lock_guard lock(mutex_);
    return requests_.size();
  }

  std::unique_ptr<PageServer> server_;
  std::unique_ptr<httplib::Client> client_;
  std::mutex mutex_;
  std::vector<PageRequest> requests_;
};

TEST_F(PageServerTest, EveryAnswerBearsTheHeaders) {
  const auto response = client_->Get("/l/x?done=2");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->get_header_value("Content-Security-Policy"),
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'");
  EXPECT_EQ(response->get_header_value("Referrer-Policy"), "no-referrer");
  EXPECT_EQ(response->get_header_value("X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(response->get_header_value("Cache-Control"), "no-store");
  EXPECT_EQ(response->get_header_value("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(Last().query, "done=2");
  EXPECT_EQ(Last().remote_address, "127.0.0.1");
}

TEST_F(PageServerTest, FormsAreHandedOn) {
  std::string note;
  for (int i = 0; i < 9000; ++i) note += "%E5";
  const auto response =
      client_->Post("/l/x", {{"Sec-Fetch-Site", "same-origin"}}, "note=" + note, "application/x-www-form-urlencoded");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 200);
  EXPECT_TRUE(Last().post);
  EXPECT_EQ(Last().body.size(), 5 + note.size());
  EXPECT_EQ(Last().fetch_site, "same-origin");
}

TEST_F(PageServerTest, WhatIsNoFormIsNotRead) {
  for (const char* type : {"multipart/form-data; boundary=x", "application/json", "text/plain"}) {
    const auto response = client_->Post("/l/x", "--x\r\n\r\nform=1\r\n--x--", type);
    ASSERT_TRUE(response) << type;
    EXPECT_EQ(Last().body, "") << type;
  }
}

TEST_F(PageServerTest, WhatIsTooLargeIsRefused) {
  const std::string large(65 * 1024, 'a');
  const auto response = client_->Post("/l/x", large, "application/x-www-form-urlencoded");
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 413);
  const auto path = client_->Get("/" + std::string(5000, 'a'));
  ASSERT_TRUE(path);
  EXPECT_EQ(path->status, 404);
  EXPECT_EQ(client_->Delete("/l/x")->status, 404);
}

TEST_F(PageServerTest, ManyAtOnceAreAnswered) {
  std::vector<std::thread> threads;
  std::atomic<int> good{0};
  for (int i = 0; i < 40; ++i) {
    threads.emplace_back([&] {
      httplib::Client client("http://" + server_->address());
      const auto response = client.Get("/l/x");
      if (response && response->status == 200) ++good;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 40);
  EXPECT_EQ(Count(), 40u);
}

TEST_F(PageServerTest, ATakenAddressIsSaid) {
  EXPECT_EQ(PageServer::Bind(server_->address()).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(PageServer::Bind("nowhere").status().code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace liandu::notifier
