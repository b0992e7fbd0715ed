#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "notifier/outbound/channels/channel.h"
#include "notifier/outbound/channels/transfer/http_sender.h"
#include "platform/clock/clock.h"

namespace liandu::notifier {

struct SmsSettings {
  /// "https://dysmsapi.aliyuncs.com/", or a gateway that speaks the same.
  std::string url;
  std::string region = "cn-hangzhou";
  std::string access_key_id;
  std::string access_key_secret;
  std::string sign_name;
  std::string template_code;
  /// The template's variables: any of "title", "count", "number" and "jurisdiction".
  std::vector<std::string> variables;
  /// Of a variable, in characters.
  size_t max_variable_characters = 35;
  TransferSettings transfer;
};

/// Text messages through Aliyun's SendSms (2017-05-25), to the phones that the receiver names or else to those of the
/// posts' holders. Thread-safe.
class SmsChannel final : public Channel {
 public:
  /// The clock must outlive it.
  SmsChannel(SmsSettings settings, const platform::Clock& clock);

  SendResult Send(const OutgoingMessage& message) override;
  void Abort() override { sender_.Abort(); }

 private:
  const SmsSettings settings_;
  const platform::Clock& clock_;
  HttpSender sender_;
  std::atomic<uint64_t> requests_{0};
};

/// A request's parameters.
using RpcParameters = std::map<std::string, std::string>;

/// "Signature" of an RPC call (HMAC-SHA1, version 1.0); `method` is GET or POST. A pure function.
std::string RpcSignature(const std::string& method, const RpcParameters& parameters, const std::string& secret);

/// The template's variables for a message (JSON), each cut to what is allowed. A pure function.
std::string TemplateParameters(const OutgoingMessage& message, const SmsSettings& settings);

/// What an answer means. A pure function.
SendResult SmsResult(const HttpAnswer& answer, const Scrubber& scrubber);

}  // namespace liandu::notifier
