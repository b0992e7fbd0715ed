#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/alert.h"
#include "model/civil_time.h"
#include "model/time.h"

/// What pages show, as plain structs: the rims fill them, the renderers turn them into HTML.
namespace liandu::notifier {

/// What every page says of itself.
struct FrameView {
  /// The way to the server's root from the page's own address: "../", "../../".
  std::string root;
  std::string jurisdiction;
  model::CivilTime civil_time;
  /// On the jurisdiction's clock.
  model::Instant now{};
};

/// A report as the target's judgement took it.
struct FigureView {
  std::string period;
  std::string value;
  std::string source;
  bool used = false;
};

/// A target's path and how it goes, as far as both are known.
struct PathView {
  /// "2024"; the due date may lie at its end or be missing.
  std::string window;
  std::optional<model::Date> due;
  /// Figures as texts that begin with an exact decimal: "49.7 场次".
  std::string target;
  std::string base;
  std::optional<model::Date> base_date;
  /// What it should have come to at the day of the figure that was judged.
  std::string expected;
  std::optional<model::Date> as_of;
  std::vector<FigureView> figures;
};

/// An alert with everything beside it that people read as names.
struct AlertView {
  model::Alert alert;
  std::string responsible_unit;
  std::vector<std::string> chains;
  std::string programme;
  std::optional<PathView> path;
  /// What reminds of it, where that is another alert: "签收逾期".
  std::string reminder;
};

/// Who reads.
struct ReaderView {
  std::string post;
  /// Empty: vacant.
  std::string holder;
  std::string relation;
};

/// A button that may be pressed, and the token that makes it good once.
struct ActionView {
  model::AlertActionKind kind = model::AlertActionKind::kAcknowledgement;
  std::string token;
};

/// What somebody has typed, as it came.
struct FormInput {
  std::string note;
  std::string cause;
  std::string measure;
  std::string promised_date;
  std::string extension_kind;
  std::string until;
  std::string granted;
};

struct FormProblem {
  /// Name of the input.
  std::string field;
  std::string text;
};

/// What was done with the form that the page answers to.
struct FormAnswer {
  model::AlertActionKind kind = model::AlertActionKind::kAcknowledgement;
  /// One sentence; what was wrong with which input stands in `problems`.
  std::string text;
  std::vector<FormProblem> problems;
  FormInput input;
};

struct AlertPage {
  FrameView frame;
  AlertView view;
  ReaderView reader;
  std::vector<ActionView> actions;
  /// Why there is nothing to press; said where `actions` is empty.
  std::string no_actions;
  /// A form that was not accepted.
  std::optional<FormAnswer> refused;
  /// Sequence of the transition by which a form of this reader was just accepted; 0: none.
  int64_t done_sequence = 0;
  /// Address of the digest that it was opened from; empty: none.
  std::string back;
  /// When the link ends.
  model::Instant expires{};
};

/// An alert of a message, in a line.
struct DigestLine {
  model::Alert alert;
  /// Relative address of its page.
  std::string address;
  bool kept = true;
};

struct DigestPage {
  FrameView frame;
  ReaderView reader;
  std::string title;
  std::string text;
  std::string number;
  std::vector<DigestLine> lines;
  model::Instant expires{};
};

struct LightCount {
  std::string name;
  model::Light light = model::Light::kGrey;
  std::string reason;
  int red = 0;
  int yellow = 0;
  int green = 0;
  int grey = 0;
  int open_alerts = 0;
};

/// Something with a day: late, or coming due.
struct BoardLine {
  std::string subject;
  std::string what;
  std::string unit;
  std::optional<model::Date> due;
  model::Severity severity = model::Severity::kNone;
  std::string state;
};

struct BoardPage {
  FrameView frame;
  LightCount city;
  int open_red = 0;
  int open_yellow = 0;
  int open_blue = 0;
  std::vector<LightCount> chains;
  std::vector<BoardLine> late;
  int late_count = 0;
  std::vector<BoardLine> coming;
  int coming_count = 0;
  /// The last day that `coming` looks at.
  model::Date coming_until;
};

struct InboxMessage {
  std::string post;
  /// Query of the page with this post's messages only.
  std::string only_post;
  std::string title;
  std::string text;
  std::string number;
  std::string kind;
  std::string state;
  model::Instant scheduled{};
  /// Empty: it has none.
  std::string link;
};

struct InboxPage {
  FrameView frame;
  std::vector<InboxMessage> messages;
  /// Query of the next page; empty: this is the last.
  std::string older;
  /// Only one post's messages are shown.
  bool one_post = false;
};

}  // namespace liandu::notifier
