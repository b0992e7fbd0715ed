#include "ingest/domain/contact_form.h"

#include <algorithm>

namespace liandu::ingest {
namespace {

constexpr size_t kMaxMailName = 64;
constexpr size_t kMaxMailDomain = 190;
constexpr size_t kMinDigits = 5;
constexpr size_t kMaxDigits = 20;
constexpr size_t kMaxMemberId = 64;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetterOrDigit(char c) { return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool Consists(std::string_view text, std::string_view also) {
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return IsLetterOrDigit(c) || also.find(c) != std::string_view::npos; });
}

bool IsDomain(std::string_view text) {
  if (text.empty() || text.size() > kMaxMailDomain || !Consists(text, "-.")) return false;
  return IsLetterOrDigit(text.front()) && IsLetterOrDigit(text.back()) && text.find("..") == std::string_view::npos;
}

}  // namespace

bool IsMailAddress(std::string_view text) {
  const size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at > kMaxMailName) return false;
  return Consists(text.substr(0, at), "!#$%&'*+-/=?^_`{|}~.") && IsDomain(text.substr(at + 1));
}

bool IsPhoneNumber(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  if (text.empty() || !IsDigit(text.front()) || !IsDigit(text.back())) return false;
  const auto digits = static_cast<size_t>(std::count_if(text.begin(), text.end(), IsDigit));
  const auto dashes = static_cast<size_t>(std::count(text.begin(), text.end(), '-'));
  return digits + dashes == text.size() && digits >= kMinDigits && digits <= kMaxDigits &&
         text.find("--") == std::string_view::npos;
}

bool IsMemberId(std::string_view text) {
  return !text.empty() && text.size() <= kMaxMemberId && Consists(text, "_-.@:") && text != "all" && text != "@all";
}

bool HasForm(const model::ContactPoint& point) {
  switch (point.kind) {
    case model::ContactKind::kMail:
      return IsMailAddress(point.address);
    case model::ContactKind::kPhone:
      return IsPhoneNumber(point.address);
    case model::ContactKind::kDingtalkUser:
    case model::ContactKind::kWecomUser:
    case model::ContactKind::kFeishuUser:
      return IsMemberId(point.address);
  }
  return false;
}

}  // namespace liandu::ingest
