#include "fuzz_target.h"
#include "model/decimal.h"
#include "model/period.h"
#include "model/time.h"

/// Decimals, dates and periods: what is read is printed and read back the same.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using liandu::fuzz::Hold;
  const std::string_view text = liandu::fuzz::TextOf(data, size);
  if (const auto decimal = liandu::model::Decimal::Parse(text); decimal.ok()) {
    const auto again = liandu::model::Decimal::Parse(decimal->ToString());
    Hold(again.ok() && *again == *decimal, "a decimal comes back the same");
  }
  if (const auto date = liandu::model::Date::Parse(text); date.ok()) {
    Hold(date->ToString() == text, "a date has one spelling");
  }
  if (const auto period = liandu::model::Period::Parse(text); period.ok()) {
    Hold(period->first <= period->last, "a period does not run backwards");
    const auto again = liandu::model::Period::Parse(period->ToString());
    Hold(again.ok() && *again == *period, "a period comes back the same");
  }
  return 0;
}
