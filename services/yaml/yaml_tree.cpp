#include "yaml/yaml_tree.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "platform/text/utf8.h"

namespace liandu::yaml {
namespace {

/// Whether the quoted scalar that opens at `start` closes before the end; yaml-cpp takes one that does not for whole.
bool QuoteCloses(std::string_view text, size_t start) {
  if (start >= text.size() || (text[start] != '"' && text[start] != '\'')) return true;
  const char quote = text[start];
  for (size_t i = start + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      return true;
    }
  }
  return false;
}

std::string_view LineOf(std::string_view text, int line) {
  for (; line > 1 && text.find('\n') != std::string_view::npos; --line) text.remove_prefix(text.find('\n') + 1);
  return text.substr(0, text.find('\n'));
}

/// What the parser's message means to the writer of the file, and what to do.
std::string ExplainSyntax(std::string_view text, int line, const std::string& message) {
  const std::string_view place = LineOf(text, line);
  const size_t indent = place.find_first_not_of(" \t");
  if (place.substr(0, indent).find('\t') != std::string_view::npos) return "缩进用了制表符，请改用空格";
  if (message == YAML::ErrorMsg::END_OF_MAP_FLOW || message == YAML::ErrorMsg::END_OF_SEQ_FLOW ||
      message == YAML::ErrorMsg::FLOW_END) {
    return "括号没有配对，请补齐 } 或 ]";
  }
  if (message == YAML::ErrorMsg::EOF_IN_SCALAR || message == YAML::ErrorMsg::DOC_IN_SCALAR) {
    return "引号没有配对，请补上";
  }
  if (message.rfind(YAML::ErrorMsg::INVALID_ESCAPE, 0) == 0)
    return "双引号里的反斜杠写法不对，请写成 \\\\ 或改用单引号";
  return absl::StrCat("请检查这一行和上一行的缩进、冒号（后面要有空格）、引号和括号（", message, "）");
}

/// Builds the tree from the parser's events. After the first problem it only swallows what follows.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const std::string& file, std::string_view text, std::vector<Problem>& problems)
      : file_(file), text_(text), problems_(problems) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (!Accept(mark, "", anchor)) return;
    Add(NodeAt(mark, YamlNode::Kind::kNull));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { Refuse(mark, "不支持别名（*），请把内容写全"); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    if (!Accept(mark, tag, anchor)) return;
    if (tag == "!" && mark.pos >= 0 && !QuoteCloses(text_, static_cast<size_t>(mark.pos))) {
      Refuse(mark, "YAML 语法错误：引号没有配对，请补上");
      return;
    }
    YamlNode node = NodeAt(mark, YamlNode::Kind::kScalar);
    node.text = value;
    node.plain = tag == "?";
    if (!stack_.empty() && stack_.back().node.kind == YamlNode::Kind::kMapping && !stack_.back().key) {
      TakeKey(mark, std::move(node));
      return;
    }
    Add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Open(mark, tag, anchor, YamlNode::Kind::kSequence);
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Open(mark, tag, anchor, YamlNode::Kind::kMapping);
  }
  void OnMapEnd() override { Close(); }

  YamlNode Take() { return std::move(root_); }

 private:
  struct Frame {
    YamlNode node;
    std::optional<YamlNode> key;
  };

  static YamlNode NodeAt(const YAML::Mark& mark, YamlNode::Kind kind) {
    YamlNode node;
    node.kind = kind;
    node.line = mark.line + 1;
    node.column = mark.column + 1;
    return node;
  }

  void Refuse(const YAML::Mark& mark, std::string message) {
    RefuseAt(mark.line + 1, mark.column + 1, std::move(message));
  }

  void RefuseAt(int line, int column, std::string message) {
    if (!refused_) problems_.push_back({{file_, line, column}, "", std::move(message)});
    refused_ = true;
  }

  bool Accept(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (refused_) return false;
    if (anchor != 0) {
      Refuse(mark, "不支持锚点（&），请把内容写全");
    } else if (!tag.empty() && tag != "?" && tag != "!") {
      Refuse(mark, "不支持类型标记（!），请去掉");
    }
    return !refused_;
  }

  void TakeKey(const YAML::Mark& mark, YamlNode key) {
    if (stack_.back().node.children.size() >= kMaxYamlKeys) {
      Refuse(mark, absl::StrCat("字段超过 ", kMaxYamlKeys, " 个"));
      return;
    }
    for (const YamlNode& sibling : stack_.back().node.children) {
      if (sibling.key == key.text) {
        Refuse(mark, absl::StrCat("字段 ", key.text, " 重复：第 ", sibling.key_line, " 行已经有了，请删去一处"));
        return;
      }
    }
    stack_.back().key = std::move(key);
  }

  void Open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlNode::Kind kind) {
    if (!Accept(mark, tag, anchor)) return;
    if (!stack_.empty() && stack_.back().node.kind == YamlNode::Kind::kMapping && !stack_.back().key) {
      Refuse(mark, "字段名必须是文字");
    } else if (stack_.size() >= static_cast<size_t>(kMaxYamlDepth)) {
      Refuse(mark, absl::StrCat("嵌套超过 ", kMaxYamlDepth, " 层"));
    } else {
      stack_.push_back({NodeAt(mark, kind), std::nullopt});
    }
  }

  void Close() {
    if (refused_) return;
    YamlNode node = std::move(stack_.back().node);
    stack_.pop_back();
    Add(std::move(node));
  }

  void Add(YamlNode node) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Frame& parent = stack_.back();
    if (parent.node.kind == YamlNode::Kind::kMapping) {
      if (!parent.key) {
        RefuseAt(node.line, node.column, "字段名必须是文字");
        return;
      }
      node.key = std::move(parent.key->text);
      node.key_line = parent.key->line;
      node.key_column = parent.key->column;
      parent.key.reset();
    }
    parent.node.children.push_back(std::move(node));
  }

  const std::string& file_;
  const std::string_view text_;
  std::vector<Problem>& problems_;
  std::vector<Frame> stack_;
  YamlNode root_;
  bool refused_ = false;
};

/// Skips digits; says whether there was one.
bool SkipDigits(std::string_view text, size_t& position) {
  const size_t start = position;
  while (position < text.size() && absl::ascii_isdigit(static_cast<unsigned char>(text[position]))) ++position;
  return position > start;
}

bool IsDecimalNumber(std::string_view text) {
  size_t position = 0;
  if (position < text.size() && (text[position] == '-' || text[position] == '+')) ++position;
  const bool whole = SkipDigits(text, position);
  bool fraction = false;
  if (position < text.size() && text[position] == '.') {
    ++position;
    fraction = SkipDigits(text, position);
  }
  if (!whole && !fraction) return false;
  if (position < text.size() && (text[position] == 'e' || text[position] == 'E')) {
    ++position;
    if (position < text.size() && (text[position] == '-' || text[position] == '+')) ++position;
    if (!SkipDigits(text, position)) return false;
  }
  return position == text.size();
}

bool IsPrefixedNumber(std::string_view text, std::string_view prefix, std::string_view digits) {
  return text.starts_with(prefix) && text.size() > prefix.size() &&
         text.find_first_not_of(digits, prefix.size()) == std::string_view::npos;
}

bool IsSpecialFloat(std::string_view text) {
  if (text == ".nan" || text == ".NaN" || text == ".NAN") return true;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) text.remove_prefix(1);
  return text == ".inf" || text == ".Inf" || text == ".INF";
}

}  // namespace

std::string Place::ToString() const { return absl::StrCat(file, ":", line); }

std::string Problem::ToString() const {
  return absl::StrCat(place.ToString(), ": ", field.empty() ? "" : absl::StrCat(field, ": "), message);
}

const YamlNode* YamlNode::Find(std::string_view wanted_key) const {
  if (kind != Kind::kMapping) return nullptr;
  const auto found = std::find_if(children.begin(), children.end(),
                                  [wanted_key](const YamlNode& child) { return child.key == wanted_key; });
  return found == children.end() ? nullptr : &*found;
}

YamlNode ParseYaml(const std::string& file, const std::string& text, std::vector<Problem>& problems) {
  if (const size_t bad = platform::FindMalformedUtf8(text); bad != std::string::npos) {
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bad), '\n');
    problems.push_back({{file, static_cast<int>(line), 1}, "", "不是 UTF-8 文字，请用 UTF-8 编码保存"});
    return {};
  }
  const size_t problems_before = problems.size();
  TreeBuilder builder(file, text, problems);
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) return {};
    std::vector<Problem> ignored;
    TreeBuilder second(file, text, ignored);
    if (parser.HandleNextDocument(second)) problems.push_back({{file, 1, 1}, "", "一个文件只能有一份文档（去掉 ---）"});
  } catch (const YAML::Exception& error) {
    const int line = error.mark.is_null() ? 1 : error.mark.line + 1;
    const int column = error.mark.is_null() ? 1 : error.mark.column + 1;
    problems.resize(problems_before);
    problems.push_back(
        {{file, line, column}, "", absl::StrCat("YAML 语法错误：", ExplainSyntax(text, line, error.msg))});
    return {};
  }
  return builder.Take();
}

PlainType TypeOfPlainScalar(std::string_view text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return PlainType::kNull;
  if (text == "true" || text == "True" || text == "TRUE" || text == "false" || text == "False" || text == "FALSE") {
    return PlainType::kBool;
  }
  if (IsDecimalNumber(text) || IsPrefixedNumber(text, "0x", "0123456789abcdefABCDEF") ||
      IsPrefixedNumber(text, "0o", "01234567") || IsSpecialFloat(text)) {
    return PlainType::kNumber;
  }
  return PlainType::kText;
}

}  // namespace liandu::yaml
