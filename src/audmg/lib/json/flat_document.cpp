// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/json/flat_document.hpp"

#include "audmg/core/wipe.hpp"

namespace audmg::json {

bool FlatValue::is_object() const noexcept {
  return std::holds_alternative<Object>(entry_->content);
}

std::optional<std::string_view> FlatValue::as_string() const noexcept {
  if (const auto* text = std::get_if<std::string_view>(&entry_->content)) return *text;
  return std::nullopt;
}

std::optional<bool> FlatValue::as_bool() const noexcept {
  if (const bool* value = std::get_if<bool>(&entry_->content)) return *value;
  return std::nullopt;
}

std::optional<std::uint64_t> FlatValue::as_unsigned() const noexcept {
  if (const auto* value = std::get_if<std::uint64_t>(&entry_->content)) return *value;
  const auto* value = std::get_if<std::int64_t>(&entry_->content);
  if (value != nullptr && *value >= 0) return static_cast<std::uint64_t>(*value);
  return std::nullopt;
}

std::optional<double> FlatValue::as_number() const noexcept {
  if (const double* value = std::get_if<double>(&entry_->content)) return *value;
  if (const auto* value = std::get_if<std::int64_t>(&entry_->content)) {
    return static_cast<double>(*value);
  }
  if (const auto* value = std::get_if<std::uint64_t>(&entry_->content)) {
    return static_cast<double>(*value);
  }
  return std::nullopt;
}

std::optional<std::size_t> FlatValue::array_size() const noexcept {
  return std::holds_alternative<Array>(entry_->content) ? std::optional(size()) : std::nullopt;
}

std::optional<FlatValue> FlatValue::find(std::string_view name) const noexcept {
  return FlatMembers(*this).find(name);
}

FlatMembers::FlatMembers(FlatValue object) noexcept
    : begin_(object.entry_ + 1), end_(begin_), next_(begin_) {
  const auto* members = std::get_if<FlatValue::Object>(&object.content());
  if (members == nullptr) return;
  places_ = members->places;
  end_ = object.entry_ + object.entry_->extent;
}

std::optional<FlatValue> FlatMembers::find_elsewhere(std::string_view name) noexcept {
  for (const FlatValue::Entry* at = begin_; at != end_; at += at->extent) {
    if (at->name == name) return take(at);
  }
  return std::nullopt;
}

FlatDocument::~FlatDocument() {
  for (std::string& text : unescaped_) wipe(text);
}

}  // namespace audmg::json
