// Mails through a real SMTP server, with TLS.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_split.h"
#include "notifier/outbound/channels/mail/mail_channel.h"
#include "notifier/outbound/channels/recording_server.h"
#include "notifier/outbound/channels/test_message.h"
#include "support/test_process.h"

namespace liandu::notifier {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kScript[] = LIANDU_SOURCE_DIR "/services/notifier/outbound/channels/mail/smtp_server.py";

/// The server, with a certificate for "localhost" of its own.
class SmtpServer {
 public:
  explicit SmtpServer(const std::string& security) {
    process_.Run({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                  "-keyout", key(), "-out", certificate(), "-subj", "/CN=localhost", "-addext",
                  "subjectAltName=DNS:localhost", "-days", "2"});
    process_.Start({"/usr/bin/python3", kScript, process_.folder(), security, certificate(), key()});
    port_ = std::stoi(process_.AwaitText("port", "\n"));
  }
  int port() const { return port_; }
  std::string certificate() const { return process_.folder() + "/certificate.pem"; }
  std::vector<json> Mails() const {
    std::vector<json> mails;
    for (const auto& line : absl::StrSplit(process_.Read("mails"), '\n', absl::SkipEmpty())) {
      mails.push_back(json::parse(std::string(line)));
    }
    return mails;
  }

 private:
  std::string key() const { return process_.folder() + "/key.pem"; }

  liandu::testing::TestProcess process_;
  int port_ = 0;
};

MailSettings SettingsFor(const SmtpServer& server, MailSettings::Security security) {
  MailSettings settings;
  settings.host = "localhost";
  settings.port = server.port();
  settings.security = security;
  settings.user = "liandu";
  settings.password = "correct";
  settings.from = {"链督", "liandu@example.org"};
  settings.transfer = LocalTransfer(std::chrono::milliseconds(20'000));
  settings.transfer.ca_file = server.certificate();
  return settings;
}

OutgoingMessage To(std::vector<std::string> addresses) {
  OutgoingMessage message = TestDigest(30);
  message.delivery.addresses = std::move(addresses);
  return message;
}

struct SecurityCase {
  const char* name;
  const char* server;
  MailSettings::Security security;
};

class MailOver : public ::testing::TestWithParam<SecurityCase> {};

TEST_P(MailOver, ArrivesAsItWasWritten) {
  const SmtpServer server(GetParam().server);
  MailChannel channel(SettingsFor(server, GetParam().security));
  OutgoingMessage message = To({"zhang@example.org", "li@example.org"});
  message.delivery.title = "督办提醒：<b>红</b> 3 项，其中一项的名称很长很长很长很长很长很长很长很长很长很长";
  message.delivery.text += "\n.\n<script>alert(1)</script>\n" + std::string(3000, 'x');
  const SendResult result = channel.Send(message);
  ASSERT_EQ(result.kind, SendResult::Kind::kAccepted) << result.error;
  EXPECT_EQ(result.error, "");
  const std::vector<json> mails = server.Mails();
  ASSERT_EQ(mails.size(), 1u);
  const json& mail = mails[0];
  EXPECT_EQ(mail["tls"], GetParam().security != MailSettings::Security::kPlain);
  EXPECT_EQ(mail["user"], "liandu");
  EXPECT_EQ(mail["from"], "liandu@example.org");
  EXPECT_EQ(mail["to"], json({"zhang@example.org", "li@example.org"}));
  EXPECT_EQ(mail["headers"]["Subject"], message.delivery.title);
  EXPECT_EQ(mail["headers"]["From"], "链督 <liandu@example.org>");
  EXPECT_EQ(mail["headers"]["To"], "zhang@example.org, li@example.org");
  EXPECT_EQ(mail["headers"]["Auto-Submitted"], "auto-generated");
  EXPECT_EQ(mail["headers"]["Date"], "Mon, 01 Jul 2024 01:30:00 +0000");
  EXPECT_EQ(mail["headers"]["Message-ID"], MessageId(message.delivery.id, "liandu@example.org"));
  EXPECT_THAT(mail["defects"], IsEmpty());
  const std::string plain = mail["plain"];
  EXPECT_THAT(plain, HasSubstr("30. 新增上市企业（T30）"));
  EXPECT_THAT(plain, HasSubstr("\n.\n<script>"));
  EXPECT_THAT(plain, HasSubstr("编号 7QK3F9"));
  EXPECT_THAT(plain, HasSubstr(message.link));
  const std::string html = mail["html"];
  EXPECT_THAT(html, HasSubstr("&lt;b&gt;红&lt;/b&gt; 3 项"));
  EXPECT_THAT(html, HasSubstr("<a href=\"https://liandu.example/m/7QK3F9?s=abcdef\">查看与办理</a>"));
  EXPECT_THAT(html, Not(HasSubstr("<script>")));
}

INSTANTIATE_TEST_SUITE_P(Cases, MailOver,
                         ::testing::Values(SecurityCase{"Tls", "implicit", MailSettings::Security::kTls},
                                           SecurityCase{"StartTls", "starttls", MailSettings::Security::kStartTls},
                                           SecurityCase{"Plain", "plain", MailSettings::Security::kPlain}),
                         [](const auto& tested) { return tested.param.name; });

class MailContract : public ::testing::Test {
 protected:
  SendResult Send(const OutgoingMessage& message) { return MailChannel(settings_).Send(message); }

  SmtpServer server_{"implicit"};
  MailSettings settings_ = SettingsFor(server_, MailSettings::Security::kTls);
};

TEST_F(MailContract, TheSameDeliveryAgainKeepsItsMessageIdAndItsBytes) {
  MailChannel channel(settings_);
  OutgoingMessage message = To({"zhang@example.org"});
  EXPECT_EQ(channel.Send(message).kind, SendResult::Kind::kAccepted);
  message.delivery.attempts = 5;
  EXPECT_EQ(channel.Send(message).kind, SendResult::Kind::kAccepted);
  ASSERT_EQ(server_.Mails().size(), 2u);
  EXPECT_EQ(server_.Mails()[0], server_.Mails()[1]);
}

struct RefusalCase {
  const char* name;
  const char* address;
  SendResult::Kind kind;
  SendReason reason;
  const char* says;
};

class MailRefusal : public MailContract, public ::testing::WithParamInterface<RefusalCase> {};

TEST_P(MailRefusal, IsTransientOrForGood) {
  const SendResult result = Send(To({GetParam().address}));
  EXPECT_EQ(result.kind, GetParam().kind);
  EXPECT_EQ(result.reason, GetParam().reason);
  EXPECT_THAT(result.error, HasSubstr(GetParam().says));
  EXPECT_THAT(server_.Mails(), IsEmpty());
}

constexpr auto kLater = SendResult::Kind::kRetry;
constexpr auto kNo = SendResult::Kind::kRefused;
INSTANTIATE_TEST_SUITE_P(
    Cases, MailRefusal,
    ::testing::Values(RefusalCase{"Recipient4xx", "rcpt450@x.cn", kLater, SendReason::kSmtp4xx,
                                  "SMTP 450 no such luck"},
                      RefusalCase{"Recipient5xx", "rcpt550@x.cn", kNo, SendReason::kSmtp5xx, "SMTP 550 no such luck"},
                      RefusalCase{"Data4xx", "data452@x.cn", kLater, SendReason::kSmtp4xx, "SMTP 452 no such luck"},
                      RefusalCase{"Data5xx", "data554@x.cn", kNo, SendReason::kSmtp5xx, "SMTP 554 no such luck"}),
    [](const auto& tested) { return tested.param.name; });

TEST_F(MailContract, OneBadAddressDoesNotKeepItFromTheOthers) {
  const SendResult result = Send(To({"rcpt550@x.cn", "zhang@example.org"}));
  EXPECT_EQ(result.kind, SendResult::Kind::kAccepted);
  EXPECT_THAT(result.error, HasSubstr("1 of 2 addresses refused"));
  ASSERT_EQ(server_.Mails().size(), 1u);
  EXPECT_EQ(server_.Mails()[0]["to"], json({"zhang@example.org"}));
}

TEST_F(MailContract, APasswordThatIsWrongIsRefusedAndSaidNowhere) {
  settings_.password = "notthisone";
  const SendResult result = Send(To({"zhang@example.org"}));
  EXPECT_EQ(result.kind, kNo);
  EXPECT_EQ(result.reason, SendReason::kBadToken) << result.error;
  EXPECT_THAT(result.error, Not(HasSubstr("notthisone")));
}

TEST_F(MailContract, AServerThatHangsIsLeftAfterTheTimeout) {
  settings_.transfer.timeout = std::chrono::milliseconds(500);
  const SendResult result = Send(To({"hang@example.org"}));
  EXPECT_EQ(result.kind, kLater);
  EXPECT_EQ(result.reason, SendReason::kTimeout);
}

TEST_F(MailContract, ACertificateThatNobodyVouchesForIsNotTrusted) {
  settings_.transfer.ca_file.clear();
  const SendResult result = Send(To({"zhang@example.org"}));
  EXPECT_EQ(result.kind, kLater);
  EXPECT_EQ(result.reason, SendReason::kTls) << result.error;
  EXPECT_THAT(server_.Mails(), IsEmpty());
}

TEST_F(MailContract, ACertificateForAnotherHostIsNotTrusted) {
  settings_.host = "127.0.0.1";
  EXPECT_EQ(Send(To({"zhang@example.org"})).reason, SendReason::kTls);
}

TEST_F(MailContract, TheAddressGuardHoldsForMailToo) {
  settings_.transfer.guard = AddressGuard();
  const SendResult result = Send(To({"zhang@example.org"}));
  EXPECT_EQ(result.kind, kNo);
  EXPECT_EQ(result.reason, SendReason::kAddressRefused);
}

TEST_F(MailContract, WithoutAnAddressItIsRefused) {
  EXPECT_EQ(Send(To({})).reason, SendReason::kNoAddress);
  EXPECT_EQ(Send(To({"zhang@example.org\r\nRCPT TO:<evil@x.cn>"})).reason, SendReason::kNoAddress);
}

TEST(MailDowngrade, WithoutStartTlsNothingIsSent) {
  const SmtpServer server("plain");
  MailChannel channel(SettingsFor(server, MailSettings::Security::kStartTls));
  const SendResult result = channel.Send(To({"zhang@example.org"}));
  EXPECT_NE(result.kind, SendResult::Kind::kAccepted);
  EXPECT_EQ(result.reason, SendReason::kTls) << result.error;
  EXPECT_THAT(server.Mails(), IsEmpty());
}

}  // namespace
}  // namespace liandu::notifier
