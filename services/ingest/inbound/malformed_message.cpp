#include "ingest/inbound/malformed_message.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "wire/form.h"

namespace liandu::ingest {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

constexpr int kMaxDepth = 20;
constexpr size_t kMaxViolations = 100;

class Walk {
 public:
  /// False: the bytes end or break off here.
  bool Message(const Descriptor& type, std::string_view bytes, const std::string& path, int depth) {
    if (depth > kMaxDepth) return false;
    CodedInputStream stream(reinterpret_cast<const uint8_t*>(bytes.data()), static_cast<int>(bytes.size()));
    std::map<int, int> counts;
    while (const uint32_t tag = stream.ReadTag()) {
      const FieldDescriptor* field = type.FindFieldByNumber(WireFormatLite::GetTagFieldNumber(tag));
      const bool delimited = WireFormatLite::GetTagWireType(tag) == WireFormatLite::WIRETYPE_LENGTH_DELIMITED;
      if (field == nullptr || !delimited) {
        if (!WireFormatLite::SkipField(&stream, tag)) return false;
        continue;
      }
      std::string place = path.empty() ? field->name() : absl::StrCat(path, ".", field->name());
      if (field->is_repeated()) absl::StrAppend(&place, "[", counts[field->number()]++, "]");
      uint32_t length = 0;
      std::string content;
      if (!stream.ReadVarint32(&length) || !stream.ReadString(&content, static_cast<int>(length))) return false;
      if (!Field(*field, content, place, depth)) return false;
    }
    return stream.ConsumedEntireMessage();
  }

  std::vector<Violation> violations;

 private:
  bool Field(const FieldDescriptor& field, const std::string& content, const std::string& place, int depth) {
    if (field.type() == FieldDescriptor::TYPE_MESSAGE) {
      return Message(*field.message_type(), content, place, depth + 1);
    }
    const bool text = field.type() == FieldDescriptor::TYPE_STRING;
    if (text && violations.size() < kMaxViolations && !wire::CountCodePoints(content)) {
      violations.push_back({place, "不是 UTF-8 文字；请改用 UTF-8 编码再提交"});
    }
    return true;
  }
};

}  // namespace

std::vector<Violation> ExplainMalformed(const Descriptor& type, std::string_view bytes) {
  Walk walk;
  const bool whole = walk.Message(type, bytes, "", 0);
  if (!whole || walk.violations.empty()) {
    walk.violations.push_back({"", absl::StrCat("无法按 ", type.full_name(), " 读取；请按 protobuf 编码后再发送")});
  }
  return std::move(walk.violations);
}

}  // namespace liandu::ingest
