// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::http {

/// What the header of one part of multipart/form-data says. All of it is the client's word, bytes
/// that need not be UTF-8.
struct MultipartPart {
  std::string name;
  /// Set for file inputs, also when empty. Separators, quotes and line ends are kept as text.
  std::optional<std::string> file_name;
  /// As sent; empty when the part has none.
  std::string content_type;
};

enum class PartHeaderError { malformed, unsupported_encoding };

/// Reads the header lines of a part, without the blank line that ends them. malformed: a line that
/// is no field, control characters, a folded line, no Content-Disposition: form-data or two, no
/// name. unsupported_encoding: a Content-Transfer-Encoding that changes the bytes.
[[nodiscard]] std::expected<MultipartPart, PartHeaderError> parse_part_header(
    std::string_view lines);

}  // namespace audmg::http
