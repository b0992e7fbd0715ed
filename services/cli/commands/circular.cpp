#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "cli/circular/circular_table.h"
#include "cli/circular/draft_circular.h"
#include "cli/commands/commands.h"
#include "cli/commands/list_alerts.h"
#include "cli/commands/write_file.h"
#include "cli/servers/failure.h"
#include "cli/show/moment.h"
#include "cli/show/names.h"
#include "cli/text/display_width.h"
#include "liandu/v1/ingest_service.grpc.pb.h"

namespace liandu::cli {
namespace {

/// What a circular is drawn up from.
struct Material {
  v1::Catalogue catalogue;
  Locality locality;
  std::vector<v1::Alert> alerts;
  /// On the jurisdiction's clock.
  model::Date today;
};

absl::StatusOr<v1::Catalogue> FetchCirculars(Context& context, const std::string& jurisdiction) {
  v1::GetCatalogueRequest request;
  request.set_jurisdiction(jurisdiction);
  request.add_kinds(v1::RESOURCE_KIND_PROGRAMME);
  request.add_kinds(v1::RESOURCE_KIND_CIRCULAR);
  auto answer = context.client.Call(Door::kIngest, &v1::CatalogueService::Stub::GetCatalogue, request);
  if (!answer.ok()) return answer.status();
  return std::move(*answer->mutable_catalogue());
}

absl::StatusOr<Material> Gather(Context& context, const std::string& jurisdiction, bool include_cleared) {
  Material material;
  auto catalogue = FetchCirculars(context, jurisdiction);
  if (!catalogue.ok()) return catalogue.status();
  material.catalogue = *std::move(catalogue);
  material.locality = FetchLocality(context, jurisdiction);
  v1::GetJurisdictionClockRequest clock_request;
  clock_request.set_jurisdiction(jurisdiction);
  const auto clock =
      context.client.Call(Door::kIngest, &v1::JurisdictionService::Stub::GetJurisdictionClock, clock_request);
  if (!clock.ok()) return clock.status();
  material.today = material.locality.civil_time.DateAt(ToInstant(clock->clock_time()));
  v1::ListAlertsRequest request;
  request.set_jurisdiction(jurisdiction);
  request.set_include_cleared(include_cleared);
  const auto list = ListAllAlerts(request, context);
  if (!list.ok()) return list.status();
  material.alerts = {list->alerts().begin(), list->alerts().end()};
  return material;
}

absl::StatusOr<model::Date> DateOr(const char* option, const std::string& text, model::Date otherwise) {
  if (text.empty()) return otherwise;
  const auto date = model::Date::Parse(text);
  if (!date.ok()) return UsageError(absl::StrCat(option, " “", text, "”不是日期；请写成 2025-03-31"));
  return *date;
}

absl::StatusOr<CircularRequest> RequestOf(const CircularDraftOptions& options, const Material& material,
                                          const Context& context) {
  CircularRequest request;
  request.date = material.today;
  const auto month_before = material.today.AddMonths(-1);
  const auto start = DateOr("--from", options.from, month_before + 1);
  if (!start.ok()) return start.status();
  const auto end = DateOr("--to", options.to, material.today);
  if (!end.ok()) return end.status();
  const auto reply = DateOr("--reply-by", options.reply_by, material.today);
  if (!reply.ok()) return reply.status();
  request.period_start = *start;
  request.period_end = *end;
  request.reply_due_date = *reply;
  request.display_name = options.title;
  request.author = context.client.settings().actor;
  return request;
}

absl::Status WriteFiles(const std::string& html, const std::string& xlsx, const v1::Circular& circular,
                        const CatalogueNames& names, const std::vector<std::string>& replies, Context& context) {
  if (!html.empty()) {
    const absl::Status status = WriteFile(html, CircularHtml(circular, names, replies));
    if (!status.ok()) return status;
    context.output.Remark(absl::StrCat("已写 ", html, "\n"));
  }
  if (xlsx.empty()) return absl::OkStatus();
  const absl::Status status = WriteCircularSheet(xlsx, circular, names, replies);
  if (status.ok()) context.output.Remark(absl::StrCat("已写 ", xlsx, "\n"));
  return status;
}

void ShowCircular(const v1::Circular& circular, const CatalogueNames& names, const std::vector<std::string>& replies,
                  Output& output) {
  output.Text(Paint(absl::StrCat(CleanText(circular.display_name()), "（", CleanText(circular.id()), "）"),
                    Colour::kBold, output.screen()) +
              "\n");
  output.Text(CleanText(CircularLead(circular)) + "\n\n");
  std::vector<Column> columns = {{"序号", Align::kRight},
                                 {"级别"},
                                 {"责任单位", Align::kLeft, true},
                                 {"情形"},
                                 {"情况", Align::kLeft, true},
                                 {"逾期天数", Align::kRight},
                                 {"以往通报"}};
  if (!replies.empty()) columns.push_back({"回复"});
  Table table(columns);
  int place = 0;
  for (const std::vector<std::string>& row : CircularRows(circular, names, replies)) {
    std::vector<Cell> cells(row.begin(), row.end());
    cells[1] = SeverityCell(circular.entries(place++).severity());
    table.AddRow(cells);
  }
  output.Show(table);
}

const v1::Circular* FindCircular(const v1::Catalogue& catalogue, const std::string& id) {
  for (const v1::Circular& circular : catalogue.circulars()) {
    if (circular.id() == id) return &circular;
  }
  return nullptr;
}

std::vector<ReplyState> RepliesTo(const v1::Circular& circular, const Material& material) {
  std::map<std::string, const v1::Alert*> by_id;
  for (const v1::Alert& alert : material.alerts) by_id.emplace(alert.id(), &alert);
  std::vector<ReplyState> replies;
  for (const v1::CircularEntry& entry : circular.entries()) {
    const auto found = by_id.find(entry.alert());
    const v1::Alert* alert = found == by_id.end() ? nullptr : found->second;
    replies.push_back(ReplyOf(circular, alert, material.today, material.locality.civil_time));
  }
  return replies;
}

int CountOf(const std::vector<ReplyState>& replies, ReplyState state) {
  return static_cast<int>(std::count(replies.begin(), replies.end(), state));
}

}  // namespace

Outcome Run(const CircularDraftOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  if (options.publish && options.reply_by.empty()) {
    return UsageError("印发通报要写明回复时限：请给出 --reply-by 2025-03-31");
  }
  const auto material = Gather(context, *jurisdiction, /*include_cleared=*/false);
  if (!material.ok()) return material.status();
  const auto request = RequestOf(options, *material, context);
  if (!request.ok()) return request.status();
  const auto circular = DraftCircular(*request, material->alerts, material->catalogue, material->locality.civil_time);
  if (!circular.ok()) return circular.status();
  if (options.publish) {
    v1::ApplyCatalogueRequest apply;
    apply.set_jurisdiction(*jurisdiction);
    apply.set_actor(context.client.settings().actor);
    apply.set_request_id(NewRequestId());
    *apply.mutable_catalogue()->add_circulars() = *circular;
    const auto answer = context.client.Call(Door::kIngest, &v1::CatalogueService::Stub::ApplyCatalogue, apply);
    if (!answer.ok()) return answer.status();
    NoteWritten(context, *jurisdiction, answer->position());
  }
  const CatalogueNames& names = material->locality.names;
  if (context.output.json()) {
    context.output.Document(*circular);
  } else {
    ShowCircular(*circular, names, {}, context.output);
    context.output.Text(options.publish ? absl::StrCat("\n已印发，各单位会收到；用 liandu circular show ",
                                                       circular->id(), " 看回复情况\n")
                                        : "\n这是草稿，没有印发；加 --reply-by 后用 liandu circular publish 印发\n");
  }
  if (const absl::Status status = WriteFiles(options.html, options.xlsx, *circular, names, {}, context); !status.ok()) {
    return status;
  }
  return kOk;
}

Outcome Run(const CircularListOptions&, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  const auto material = Gather(context, *jurisdiction, /*include_cleared=*/true);
  if (!material.ok()) return material.status();
  if (context.output.json()) {
    v1::Catalogue circulars;
    *circulars.mutable_circulars() = material->catalogue.circulars();
    context.output.Document(circulars);
    return kOk;
  }
  Table table({{"编号"},
               {"标题", Align::kLeft, true},
               {"印发"},
               {"回复时限"},
               {"项", Align::kRight},
               {"已回复", Align::kRight},
               {"已解除", Align::kRight},
               {"待回复", Align::kRight},
               {"逾期", Align::kRight}});
  for (const v1::Circular& circular : material->catalogue.circulars()) {
    const std::vector<ReplyState> replies = RepliesTo(circular, *material);
    const int waiting = CountOf(replies, ReplyState::kWaiting) + CountOf(replies, ReplyState::kReturned);
    const int overdue = CountOf(replies, ReplyState::kOverdue);
    table.AddRow({circular.id(), circular.display_name(), circular.date(), circular.reply_due_date(),
                  absl::StrCat(circular.entries_size()), absl::StrCat(CountOf(replies, ReplyState::kAnswered)),
                  absl::StrCat(CountOf(replies, ReplyState::kCleared)), absl::StrCat(waiting),
                  Cell(absl::StrCat(overdue), overdue > 0 ? Colour::kRed : Colour::kNone)});
  }
  if (table.empty()) {
    context.output.Text("还没有印发过通报\n");
  } else {
    context.output.Show(table);
  }
  return kOk;
}

Outcome Run(const CircularShowOptions& options, Context& context) {
  const auto jurisdiction = JurisdictionOf(context);
  if (!jurisdiction.ok()) return jurisdiction.status();
  const auto material = Gather(context, *jurisdiction, /*include_cleared=*/true);
  if (!material.ok()) return material.status();
  const v1::Circular* circular = FindCircular(material->catalogue, options.circular);
  if (circular == nullptr) {
    return absl::NotFoundError(absl::StrCat("没有通报“", options.circular, "”；用 liandu circular list 看有哪些"));
  }
  std::vector<std::string> replies;
  for (const ReplyState state : RepliesTo(*circular, *material)) replies.emplace_back(ReplyText(state));
  const CatalogueNames& names = material->locality.names;
  if (context.output.json()) {
    context.output.Document(*circular);
  } else {
    ShowCircular(*circular, names, replies, context.output);
  }
  if (const absl::Status status = WriteFiles(options.html, options.xlsx, *circular, names, replies, context);
      !status.ok()) {
    return status;
  }
  return kOk;
}

}  // namespace liandu::cli
