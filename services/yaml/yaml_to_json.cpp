#include "yaml/yaml_to_json.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <iostream>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "yaml/json_text.h"

namespace liandu::yaml {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

std::string KindName(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kNull:
      return "空值";
    case YamlNode::Kind::kSequence:
      return "列表";
    case YamlNode::Kind::kMapping:
      return "字段组";
    case YamlNode::Kind::kScalar:
      break;
  }
  if (!node.plain) return "文字";
  switch (TypeOfPlainScalar(node.text)) {
    case PlainType::kNumber:
      return "数";
    case PlainType::kBool:
      return "真假值";
    case PlainType::kNull:
      return "空值";
    case PlainType::kText:
      break;
  }
  return "文字";
}

/// A name without case and separators, by which slips such as due_date for dueDate are recognised.
std::string Squeezed(std::string_view name) {
  std::string squeezed;
  for (const char c : name) {
    if (c != '_' && c != '-') squeezed += absl::ascii_tolower(static_cast<unsigned char>(c));
  }
  return squeezed;
}

const FieldDescriptor* FieldByJsonName(const Descriptor& descriptor, std::string_view name) {
  for (int i = 0; i < descriptor.field_count(); ++i) {
    if (descriptor.field(i)->json_name() == name) return descriptor.field(i);
  }
  return nullptr;
}

class Writer {
 public:
  Writer(const std::string& file, std::vector<Problem>& problems) : file_(file), problems_(problems) {}

  void WriteMessage(const YamlNode& node, const Descriptor& descriptor, const std::string& path) {
    if (node.kind != YamlNode::Kind::kMapping) {
      Refuse(node, path, absl::StrCat("应为字段组（name: value），这里是", KindName(node)));
      return;
    }
    json_ += '{';
    bool first = true;
    for (const YamlNode& child : node.children) {
      const std::string child_path = path.empty() ? child.key : absl::StrCat(path, ".", child.key);
      const FieldDescriptor* field = FieldByJsonName(descriptor, child.key);
      if (field == nullptr) {
        problems_.push_back({{file_, child.key_line, child.key_column}, child_path, UnknownField(descriptor, child)});
        continue;
      }
      if (child.kind == YamlNode::Kind::kNull) continue;
      if (!first) json_ += ',';
      first = false;
      absl::StrAppend(&json_, QuoteJson(child.key), ":");
      WriteField(child, *field, child_path);
    }
    json_ += '}';
  }

  std::string Take() { return std::move(json_); }

 private:
  static std::string UnknownField(const Descriptor& descriptor, const YamlNode& child) {
    for (int i = 0; i < descriptor.field_count(); ++i) {
      const std::string& name = descriptor.field(i)->json_name();
      if (Squeezed(name) == Squeezed(child.key)) return absl::StrCat("没有这个字段，应写作 ", name);
    }
    std::vector<std::string> names;
    for (int i = 0; i < descriptor.field_count(); ++i) names.push_back(descriptor.field(i)->json_name());
    return absl::StrCat("没有这个字段；可用的有 ", absl::StrJoin(names, " "));
  }

  void Refuse(const YamlNode& node, const std::string& path, std::string message) {
    problems_.push_back({{file_, node.line, node.column}, path, std::move(message)});
  }

  void WriteField(const YamlNode& node, const FieldDescriptor& field, const std::string& path) {
    if (!field.is_repeated()) {
      WriteValue(node, field, path);
      return;
    }
    if (node.kind != YamlNode::Kind::kSequence) {
      Refuse(node, path, absl::StrCat("应为列表（每行一个“- ”），这里是", KindName(node)));
      return;
    }
    json_ += '[';
    for (size_t i = 0; i < node.children.size(); ++i) {
      if (i > 0) json_ += ',';
      WriteValue(node.children[i], field, absl::StrCat(path, "[", i, "]"));
    }
    json_ += ']';
  }

  void WriteValue(const YamlNode& node, const FieldDescriptor& field, const std::string& path) {
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      WriteMessage(node, *field.message_type(), path);
      return;
    }
    if (node.kind != YamlNode::Kind::kScalar) {
      Refuse(node, path, absl::StrCat("应为一个值，这里是", KindName(node)));
      return;
    }
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        return WriteString(node, path);
      case FieldDescriptor::CPPTYPE_BOOL:
        return WriteBool(node, path);
      case FieldDescriptor::CPPTYPE_ENUM:
        return WriteEnum(node, *field.enum_type(), path);
      case FieldDescriptor::CPPTYPE_INT32:
        return WriteInteger(node, path, INT32_MIN, INT32_MAX);
      case FieldDescriptor::CPPTYPE_INT64:
        return WriteInteger(node, path, INT64_MIN, INT64_MAX);
      default:
        std::cerr << "the contract has a field of a type that catalogues do not know: " << field.full_name() << '\n';
        std::abort();
    }
  }

  void WriteString(const YamlNode& node, const std::string& path) {
    if (node.plain && TypeOfPlainScalar(node.text) != PlainType::kText) {
      Refuse(node, path, absl::StrCat("应为文字，这里是", KindName(node), "；请加引号写成 \"", node.text, "\""));
      return;
    }
    json_ += QuoteJson(node.text);
  }

  void WriteBool(const YamlNode& node, const std::string& path) {
    if (!node.plain || (node.text != "true" && node.text != "false")) {
      Refuse(node, path, "应为 true 或 false（不加引号）");
      return;
    }
    json_ += node.text;
  }

  void WriteInteger(const YamlNode& node, const std::string& path, int64_t least, int64_t most) {
    int64_t value = 0;
    const bool digits = node.text.find_first_not_of("-0123456789") == std::string::npos;
    if (!node.plain || !digits || !absl::SimpleAtoi(node.text, &value) || value < least || value > most) {
      Refuse(node, path, absl::StrCat("应为 ", least, " 到 ", most, " 的整数（不加引号），这里是“", node.text, "”"));
      return;
    }
    absl::StrAppend(&json_, value);
  }

  void WriteEnum(const YamlNode& node, const EnumDescriptor& type, const std::string& path) {
    if (type.FindValueByName(node.text) == nullptr) {
      std::vector<std::string> names;
      for (int i = 0; i < type.value_count(); ++i) {
        if (type.value(i)->number() != 0) names.push_back(type.value(i)->name());
      }
      Refuse(node, path, absl::StrCat("没有“", node.text, "”这个取值；可用的有 ", absl::StrJoin(names, " ")));
      return;
    }
    json_ += QuoteJson(node.text);
  }

  const std::string& file_;
  std::vector<Problem>& problems_;
  std::string json_;
};

}  // namespace

std::string YamlToJson(const std::string& file, const YamlNode& node, const Descriptor& descriptor,
                       const std::string& path, std::vector<Problem>& problems) {
  Writer writer(file, problems);
  writer.WriteMessage(node, descriptor, path);
  return writer.Take();
}

}  // namespace liandu::yaml
