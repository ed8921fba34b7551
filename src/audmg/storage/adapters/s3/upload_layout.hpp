// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::storage::s3 {

/// The content of our upload ids: "<size>.<part size>.<id of S3>". S3 does not keep the announced
/// sizes, but a completion needs them. A size of 0 is unknown, as for uploads that were listed.
struct UploadLayout {
  std::uint64_t size = 0;
  std::uint64_t part_size = 0;
  std::string s3_id;

  [[nodiscard]] int part_count() const noexcept;
  /// Precondition: 1..part_count().
  [[nodiscard]] std::uint64_t size_of(int part_number) const noexcept;
};

[[nodiscard]] std::string format_upload_id(const UploadLayout& layout);
/// Returns nothing for text that format_upload_id() could not have written.
[[nodiscard]] std::optional<UploadLayout> parse_upload_id(std::string_view text);

}  // namespace audmg::storage::s3
