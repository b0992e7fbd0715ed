#include "cli/commands/change_view.h"

#include <array>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "cli/show/names.h"
#include "cli/text/display_width.h"

namespace liandu::cli {
namespace {

/// More new resources than this are only counted.
constexpr int kMaxListedCreations = 30;
constexpr size_t kMaxValueWidth = 60;

/// A JSON value as people read it: a plain string without its quotes, and not too long.
std::string ShowValue(const std::string& json) {
  const bool quoted =
      json.size() >= 2 && json.front() == '"' && json.back() == '"' && json.find('\\') == std::string::npos;
  return Shorten(CleanText(quoted ? json.substr(1, json.size() - 2) : json), kMaxValueWidth);
}

Colour ColourOf(v1::ChangeAction action) {
  if (action == v1::CHANGE_ACTION_CREATE) return Colour::kGreen;
  return action == v1::CHANGE_ACTION_DELETE ? Colour::kRed : Colour::kYellow;
}

Cell CountCell(int count, Colour colour) {
  return count == 0 ? Cell("·", Colour::kDim) : Cell(absl::StrCat(count), colour);
}

void ShowCounts(const v1::ApplyCatalogueResponse& changes, Output& output) {
  std::map<v1::ResourceKind, std::array<int, 4>> counts;
  for (const v1::ResourceChange& change : changes.changes()) ++counts[change.kind()].at(change.action());
  Table table({{"类别"}, {"新增", Align::kRight}, {"修改", Align::kRight}, {"删除", Align::kRight}});
  for (const auto& [kind, by_action] : counts) {
    table.AddRow({NameOf(kind), CountCell(by_action[1], Colour::kGreen), CountCell(by_action[2], Colour::kYellow),
                  CountCell(by_action[3], Colour::kRed)});
  }
  if (!table.empty()) output.Show(table);
}

void ShowDetails(const v1::ApplyCatalogueResponse& changes, Output& output) {
  int creations = 0;
  for (const v1::ResourceChange& change : changes.changes()) creations += change.action() == v1::CHANGE_ACTION_CREATE;
  Table table({{"改动"}, {"类别"}, {"编号"}, {"字段"}, {"原值", Align::kLeft, true}, {"新值", Align::kLeft, true}});
  for (const v1::ResourceChange& change : changes.changes()) {
    const bool created = change.action() == v1::CHANGE_ACTION_CREATE;
    if (created && creations > kMaxListedCreations) continue;
    bool first = true;
    const auto add = [&](const std::string& field, const std::string& from, const std::string& to) {
      table.AddRow({{first ? NameOf(change.action()) : "", ColourOf(change.action())},
                    first ? NameOf(change.kind()) : "",
                    first ? change.id() : "",
                    field,
                    from,
                    to});
      first = false;
    };
    if (created || change.fields().empty()) {
      add("", "", "");
      continue;
    }
    for (const v1::FieldChange& field : change.fields()) {
      add(field.field(), ShowValue(field.old_value()), ShowValue(field.new_value()));
    }
  }
  if (table.empty()) return;
  output.Text("\n");
  output.Show(table);
}

}  // namespace

void ShowChanges(const v1::ApplyCatalogueResponse& changes, Output& output) {
  ShowCounts(changes, output);
  ShowDetails(changes, output);
  for (const std::string& warning : changes.warnings()) {
    output.Text(absl::StrCat(Paint("提醒", Colour::kYellow, output.screen()), "  ", CleanText(warning), "\n"));
  }
}

}  // namespace liandu::cli
