#pragma once

#include <google/protobuf/message.h>

#include <ostream>
#include <string>

#include "cli/text/screen.h"
#include "cli/text/table.h"

namespace liandu::cli {

/// Where the values of facts stand.
inline constexpr size_t kFactIndent = 10;

/// Where a command writes: answers to one stream, remarks and progress to the other. For one thread.
class Output {
 public:
  /// The streams must outlive it. `screen` describes both.
  Output(std::ostream& answers, std::ostream& remarks, Screen screen, bool json)
      : answers_(answers), remarks_(remarks), screen_(screen), json_(json) {}

  /// Whether a program reads the answers: then commands print messages, not texts.
  bool json() const { return json_; }
  const Screen& screen() const { return screen_; }
  /// Whether nobody reads the answers any more (`| head` has ended).
  bool broken() const { return !answers_; }

  /// A text for people, as it is; what comes from elsewhere must be clean (CleanText).
  void Text(const std::string& text);
  void Show(const Table& table) { Text(table.Render(screen_)); }
  /// "名称  value", wrapped; nothing for an empty value.
  void Fact(const std::string& name, const std::string& value);
  /// A message as one document over several lines.
  void Document(const google::protobuf::Message& message);
  /// JSON that is no message of the contract.
  void Document(const std::string& json) { Text(json + "\n"); }
  /// A message as one of many, on one line, at once.
  void Line(const google::protobuf::Message& message);
  /// A remark or a progress line, at once.
  void Remark(const std::string& text);

 private:
  std::ostream& answers_;
  std::ostream& remarks_;
  const Screen screen_;
  const bool json_;
};

}  // namespace liandu::cli
