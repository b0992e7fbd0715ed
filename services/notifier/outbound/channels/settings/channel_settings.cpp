#include "notifier/outbound/channels/settings/channel_settings.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "notifier/outbound/channels/settings/record_reader.h"
#include "notifier/outbound/channels/text/message_text.h"
#include "platform/config/text_rules.h"

namespace liandu::notifier {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int64_t kDefaultTimeoutMs = 5'000;
constexpr int64_t kDefaultMailTimeoutMs = 15'000;
constexpr int64_t kMinTimeoutMs = 100;
constexpr int64_t kMaxTimeoutMs = 60'000;
constexpr int64_t kDefaultThreads = 4;
constexpr int64_t kMaxThreads = 64;
constexpr int64_t kMaxPerMinute = 1000;
constexpr int64_t kMaxPerSecond = 100;
/// Messages take their time on the way, and not all the same.
constexpr milliseconds kMinuteWithMargin{61'000};
constexpr milliseconds kSecondWithMargin{1'200};
constexpr int kImplicitTlsPort = 465;
constexpr int kMaxPort = 65'535;

/// What the limits of a kind of robot are (channels of the vendors, 2024).
struct RobotLimits {
  RobotKind kind;
  int64_t per_minute;
  /// 0: none.
  int64_t per_second;
  int64_t crowded_seconds;
};
constexpr RobotLimits kDingtalkLimits{RobotKind::kDingtalk, 20, 0, 0};
constexpr RobotLimits kWecomLimits{RobotKind::kWecom, 20, 0, 0};
constexpr RobotLimits kFeishuLimits{RobotKind::kFeishu, 100, 5, 20};

/// Reads one channel's map.
class ChannelReader {
 public:
  ChannelReader(RecordReader& reader, const std::string& external_url) : reader_(reader), external_url_(external_url) {}

  void Journal(ChannelSettings& channel) {
    JournalSettings journal;
    reader_.Text("file", journal.path);
    reader_.Bool("console", journal.console);
    channel.settings = journal;
  }

  void Robot(ChannelSettings& channel, const RobotLimits& limits) {
    PacedRobotSettings paced;
    paced.kind = limits.kind;
    reader_.Require({"url_file"});
    SecretUrl(paced.robot.url);
    if (limits.kind != RobotKind::kWecom) reader_.SecretFile("secret_file", paced.robot.secret);
    reader_.Text("keyword", paced.robot.keyword);
    int64_t per_minute = limits.per_minute;
    int64_t per_second = limits.per_second;
    int64_t crowded_seconds = limits.crowded_seconds;
    reader_.Integer("per_minute", 1, kMaxPerMinute, per_minute);
    if (limits.per_second > 0) reader_.Integer("per_second", 1, kMaxPerSecond, per_second);
    if (limits.crowded_seconds > 0) reader_.Integer("crowded_seconds", 0, 300, crowded_seconds);
    paced.ceiling.rules.push_back({static_cast<int>(per_minute), kMinuteWithMargin});
    if (per_second > 0) paced.ceiling.rules.push_back({static_cast<int>(per_second), kSecondWithMargin});
    paced.ceiling.crowded = seconds(crowded_seconds);
    paced.robot.transfer = Transfer(kDefaultTimeoutMs);
    channel.settings = std::move(paced);
  }

  void Mail(ChannelSettings& channel) {
    MailSettings mail;
    reader_.Require({"server"});
    reader_.Require({"from"});
    std::string server;
    std::string from;
    std::string tls;
    bool allow_plain = false;
    reader_.Text("server", server);
    reader_.Text("from", from);
    reader_.Text("user", mail.user);
    reader_.SecretFile("password_file", mail.password);
    reader_.Text("tls", tls);
    reader_.Bool("allow_plain", allow_plain);
    if (reader_.Has("user") != reader_.Has("password_file")) {
      reader_.Complain("user", "and password_file go together");
    }
    Server(server, mail);
    mail.from = MailSender::Parse(from);
    if (!from.empty() && mail.from.address.empty()) reader_.Complain("from", "must be \"name <address@host>\"");
    const bool implicit = tls.empty() ? mail.port == kImplicitTlsPort : tls == "implicit";
    if (!tls.empty() && tls != "implicit" && tls != "starttls") reader_.Complain("tls", "must be implicit or starttls");
    mail.security = implicit ? MailSettings::Security::kTls : MailSettings::Security::kStartTls;
    if (allow_plain) mail.security = MailSettings::Security::kPlain;
    mail.transfer = Transfer(kDefaultMailTimeoutMs);
    Threads(channel);
    channel.settings = std::move(mail);
  }

  void Sms(ChannelSettings& channel) {
    SmsSettings sms;
    sms.url = "https://dysmsapi.aliyuncs.com/";
    sms.variables = {"title", "number"};
    for (const char* key : {"access_key_id_file", "access_key_secret_file", "sign_name", "template_code"}) {
      reader_.Require({key});
    }
    reader_.Url("url", sms.url);
    reader_.Text("region", sms.region);
    reader_.SecretFile("access_key_id_file", sms.access_key_id);
    reader_.SecretFile("access_key_secret_file", sms.access_key_secret);
    reader_.Text("sign_name", sms.sign_name);
    reader_.Text("template_code", sms.template_code);
    reader_.List("variables", sms.variables);
    for (const std::string& variable : sms.variables) {
      const std::set<std::string> known{"title", "count", "number", "jurisdiction"};
      if (known.count(variable) == 0) reader_.Complain("variables", "may be title, count, number and jurisdiction");
    }
    int64_t characters = static_cast<int64_t>(sms.max_variable_characters);
    reader_.Integer("max_variable_characters", 6, 500, characters);
    sms.max_variable_characters = static_cast<size_t>(characters);
    sms.transfer = Transfer(kDefaultTimeoutMs);
    Threads(channel);
    channel.settings = std::move(sms);
  }

  void Webhook(ChannelSettings& channel) {
    WebhookSettings webhook;
    AnyUrl(webhook.url);
    Header(webhook.header);
    reader_.SecretFile("secret_file", webhook.secret);
    webhook.external_url = external_url_;
    webhook.transfer = Transfer(kDefaultTimeoutMs);
    Threads(channel);
    channel.settings = std::move(webhook);
  }

  void Alertmanager(ChannelSettings& channel) {
    AlertmanagerSettings alertmanager;
    AnyUrl(alertmanager.url);
    Header(alertmanager.header);
    int64_t refresh_s = std::chrono::duration_cast<seconds>(alertmanager.refresh_interval).count();
    reader_.Integer("refresh_seconds", 1, 600, refresh_s);
    alertmanager.refresh_interval = seconds(refresh_s);
    alertmanager.external_url = external_url_;
    alertmanager.transfer = Transfer(kDefaultTimeoutMs);
    Threads(channel);
    channel.settings = std::move(alertmanager);
  }

 private:
  TransferSettings Transfer(int64_t timeout_ms) {
    bool allow_private = false;
    std::vector<std::string> allow;
    TransferSettings transfer;
    reader_.Integer("timeout_ms", kMinTimeoutMs, kMaxTimeoutMs, timeout_ms);
    reader_.Bool("allow_private", allow_private);
    reader_.List("allow", allow);
    reader_.File("ca_file", transfer.ca_file);
    std::vector<AddressRange> ranges;
    for (const std::string& text : allow) {
      const absl::StatusOr<AddressRange> range = AddressRange::Parse(text);
      if (range.ok()) ranges.push_back(*range);
      if (!range.ok()) reader_.Complain("allow", absl::StrCat(": ", range.status().message()));
    }
    transfer.timeout = milliseconds(timeout_ms);
    transfer.guard = AddressGuard(allow_private, std::move(ranges));
    return transfer;
  }

  void Threads(ChannelSettings& channel) {
    int64_t threads = kDefaultThreads;
    reader_.Integer("threads", 1, kMaxThreads, threads);
    channel.threads = static_cast<int>(threads);
  }

  void SecretUrl(std::string& url) {
    reader_.SecretFile("url_file", url);
    if (!url.empty() && !IsHttpUrl(url)) reader_.Complain("url_file", "names a file that holds no http or https URL");
  }

  void AnyUrl(std::string& url) {
    reader_.Require({"url", "url_file"});
    if (reader_.Has("url") && reader_.Has("url_file")) reader_.Complain("url", "and url_file: give one of them");
    reader_.Url("url", url);
    SecretUrl(url);
  }

  void Header(std::string& header) {
    reader_.SecretFile("header_file", header);
    const size_t colon = header.find(": ");
    if (!header.empty() && (colon == 0 || colon == std::string::npos)) {
      reader_.Complain("header_file", "names a file that does not hold \"Header: value\"");
    }
  }

  void Server(const std::string& server, MailSettings& mail) {
    if (server.empty()) return;
    const size_t colon = server.rfind(':');
    const std::string port = colon == std::string::npos ? "" : server.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), mail.port);
    const bool number = error == std::errc() && end == port.data() + port.size();
    if (!platform::CheckAddress(server, false).ok() || !number || mail.port < 1 || mail.port > kMaxPort) {
      return reader_.Complain("server", "must be \"host:port\" (465: TLS; 587: STARTTLS)");
    }
    mail.host = server.substr(0, colon);
  }

  RecordReader& reader_;
  const std::string& external_url_;
};

using ReadKind = std::function<void(ChannelReader&, ChannelSettings&)>;

const std::map<std::string, ReadKind>& Kinds() {
  static const std::map<std::string, ReadKind> kinds = {
      {"journal", [](ChannelReader& reader, ChannelSettings& channel) { reader.Journal(channel); }},
      {"dingtalk", [](ChannelReader& reader, ChannelSettings& channel) { reader.Robot(channel, kDingtalkLimits); }},
      {"wecom", [](ChannelReader& reader, ChannelSettings& channel) { reader.Robot(channel, kWecomLimits); }},
      {"feishu", [](ChannelReader& reader, ChannelSettings& channel) { reader.Robot(channel, kFeishuLimits); }},
      {"mail", [](ChannelReader& reader, ChannelSettings& channel) { reader.Mail(channel); }},
      {"sms", [](ChannelReader& reader, ChannelSettings& channel) { reader.Sms(channel); }},
      {"webhook", [](ChannelReader& reader, ChannelSettings& channel) { reader.Webhook(channel); }},
      {"alertmanager", [](ChannelReader& reader, ChannelSettings& channel) { reader.Alertmanager(channel); }}};
  return kinds;
}

}  // namespace

ChannelList ReadChannels(const std::vector<platform::ConfigRecord>& records, const std::string& external_url,
                         platform::ConfigViolations& violations) {
  ChannelList list;
  std::set<std::string> names;
  for (const platform::ConfigRecord& record : records) {
    RecordReader reader(record, violations, list.warnings);
    ChannelSettings channel;
    std::string kind;
    reader.Require({"name"});
    reader.Require({"kind"});
    reader.Text("name", channel.name);
    reader.Text("kind", kind);
    if (reader.Has("name") && !IsChannelName(channel.name)) {
      reader.Complain("name", "must be of a-z, 0-9 and \"-\", at most 63");
    } else if (!names.insert(channel.name).second) {
      reader.Complain("name", "is given twice; remove one");
    }
    const auto known = Kinds().find(kind);
    if (known == Kinds().end()) {
      reader.Complain("kind", "must be dingtalk, wecom, feishu, mail, sms, webhook, alertmanager or journal");
      continue;
    }
    ChannelReader channel_reader(reader, external_url);
    known->second(channel_reader, channel);
    reader.RefuseOthers();
    list.channels.push_back(std::move(channel));
  }
  return list;
}

std::string ShownChannelValue(const std::string& key, const std::string& text) {
  return key == "url" ? ShownUrl(text) : text;
}

bool IsChannelName(const std::string& name) {
  constexpr size_t kMaxNameLength = 63;
  return !name.empty() && name.size() <= kMaxNameLength && std::all_of(name.begin(), name.end(), [](char character) {
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') || character == '-';
  });
}

}  // namespace liandu::notifier
