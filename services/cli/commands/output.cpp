#include "cli/commands/output.h"

#include "cli/text/paragraph.h"
#include "yaml/json_text.h"

namespace liandu::cli {

void Output::Text(const std::string& text) { answers_ << text << std::flush; }

void Output::Fact(const std::string& name, const std::string& value) {
  if (!value.empty()) Text(Paragraph(name, value, kFactIndent, screen_));
}

void Output::Document(const google::protobuf::Message& message) {
  answers_ << yaml::ToJson(message, true, true) << "\n";
}

void Output::Line(const google::protobuf::Message& message) {
  answers_ << yaml::ToJson(message, true, false) << std::endl;
}

void Output::Remark(const std::string& text) { remarks_ << text << std::flush; }

}  // namespace liandu::cli
