// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/uploads/form_fields.hpp"

#include "audmg/core/result.hpp"
#include "audmg/functions/problems.hpp"
#include "audmg/functions/uploads/file_rules.hpp"

namespace audmg::functions {
namespace {

constexpr std::array<std::string_view, 3> kNames{"sha256", "companionOf", "modifiedAt"};
/// Far more than any good value has.
constexpr std::size_t kMaxTextBytes = std::size_t{8} * 1024;

}  // namespace

Outcome<void> FormFields::begin_part(std::string_view name, bool is_after_file) {
  static_assert(kNames.size() == kCount);
  current_.reset();
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (name != kNames.at(i)) continue;
    if (texts_.at(i)) return refuse(invalid_field(name, "invalid", "Send this field once."));
    if (is_after_file && i != kSha256) {
      return refuse(invalid_field(name, "invalid", "Send this field before the file."));
    }
    texts_.at(i).emplace();
    current_ = static_cast<Name>(i);
  }
  return {};
}

Outcome<void> FormFields::append(std::span<const std::byte> bytes) {
  if (!current_) return {};
  std::string& text = *texts_.at(*current_);
  if (text.size() + bytes.size() > kMaxTextBytes) {
    return refuse(invalid_field(kNames.at(*current_), "too_long", "This text is too long."));
  }
  text.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return {};
}

Outcome<std::optional<std::string>> FormFields::sha256() const {
  const auto& text = texts_.at(kSha256);
  if (!text) return std::nullopt;
  AUDMG_TRY(std::string digest, read_sha256(kNames.at(kSha256), *text));
  return digest;
}

Outcome<std::optional<TimePoint>> FormFields::modified_at() const {
  const auto& text = texts_.at(kModifiedAt);
  if (!text) return std::nullopt;
  AUDMG_TRY(const TimePoint time, read_time(kNames.at(kModifiedAt), *text));
  return time;
}

const std::optional<std::string>& FormFields::companion_of() const noexcept {
  return texts_[kCompanionOf];
}

std::string_view FormFields::modified_at_text() const noexcept {
  const auto& text = texts_[kModifiedAt];
  return text ? std::string_view(*text) : std::string_view();
}

}  // namespace audmg::functions
