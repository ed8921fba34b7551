// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/s3/upload_layout.hpp"

#include "audmg/core/number.hpp"
#include "audmg/storage/multipart_uploads.hpp"

namespace audmg::storage::s3 {
namespace {

constexpr std::size_t kMaxIdBytes = 1100;

/// Removes a decimal number and the "." after it from `text`; returns the number.
std::optional<std::uint64_t> take_size(std::string_view& text) {
  const auto number = take_number<std::uint64_t>(text);
  if (!number || !text.starts_with('.')) return std::nullopt;
  text.remove_prefix(1);
  return number;
}

}  // namespace

int UploadLayout::part_count() const noexcept {
  if (part_size == 0) return 0;
  return static_cast<int>(size / part_size + (size % part_size != 0 ? 1 : 0));
}

std::uint64_t UploadLayout::size_of(int part_number) const noexcept {
  if (part_number < part_count()) return part_size;
  return size - static_cast<std::uint64_t>(part_number - 1) * part_size;
}

std::string format_upload_id(const UploadLayout& layout) {
  return std::to_string(layout.size) + "." + std::to_string(layout.part_size) + "." + layout.s3_id;
}

std::optional<UploadLayout> parse_upload_id(std::string_view text) {
  if (text.size() > kMaxIdBytes) return std::nullopt;
  const std::string_view whole = text;
  const auto size = take_size(text);
  if (!size) return std::nullopt;
  const auto part_size = take_size(text);
  if (!part_size || text.empty()) return std::nullopt;
  if (*part_size == 0 ? *size != 0 : (*size == 0 || (*size - 1) / *part_size >= kMaxPartNumber)) {
    return std::nullopt;
  }
  UploadLayout layout{*size, *part_size, std::string(text)};
  if (format_upload_id(layout) != whole) return std::nullopt;
  return layout;
}

}  // namespace audmg::storage::s3
