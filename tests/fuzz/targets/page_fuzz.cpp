#include "fuzz_target.h"
#include "notifier/domain/page/form_fields.h"
#include "notifier/domain/page/html.h"
#include "notifier/domain/page/link_token.h"

/// What strangers send to the pages: links, forms, and texts that are shown. Nobody guesses a link; what is read of a
/// form keeps its limits; nothing that is shown becomes markup.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using liandu::fuzz::Hold;
  using liandu::notifier::LinkKeys;
  const std::string_view text = liandu::fuzz::TextOf(data, size);
  static const LinkKeys keys = *LinkKeys::Parse(std::string(64, 'a'));
  Hold(!liandu::notifier::ReadLink(keys, text), "a link needs the key");
  Hold(!liandu::notifier::ReadForm(keys, "link", text), "a form needs the key");
  const auto other = LinkKeys::Parse(text);
  Hold(other.ok() || !other.status().message().empty(), "a refusal says why");
  const std::string shown = liandu::notifier::Html().Text(text).str();
  Hold(shown.find_first_of("<>\"'") == std::string::npos, "text is escaped");
  const auto fields = liandu::notifier::ReadFields(text);
  if (!fields) return 0;
  Hold(fields->size() <= 32, "a form has an end");
  for (int kind = 2; kind <= 8; ++kind) {
    std::vector<liandu::notifier::FormProblem> problems;
    const auto action =
        liandu::notifier::ActionOf(static_cast<liandu::model::AlertActionKind>(kind),
                                   liandu::notifier::InputOf(*fields), liandu::model::Date(2024, 7, 1), problems);
    Hold(!problems.empty() || action.note.size() <= 8000, "what is taken keeps its limits");
  }
  return 0;
}
