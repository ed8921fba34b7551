// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::http {

/// Header of one part of multipart/form-data. All values come from the client and need not be
/// UTF-8.
struct MultipartPart {
  std::string name;
  /// Set for file inputs, even when empty. Separators, quotes and line ends are kept as text.
  std::optional<std::string> file_name;
  /// As sent; empty when the part has none.
  std::string content_type;
};

enum class PartHeaderError { malformed, unsupported_encoding };

/// Parses the header lines of a part, without the blank line that ends them. malformed: a line that
/// is not a field, control characters, a folded line, no Content-Disposition: form-data or two, no
/// name. unsupported_encoding: a Content-Transfer-Encoding that changes the bytes.
[[nodiscard]] std::expected<MultipartPart, PartHeaderError> parse_part_header(
    std::string_view lines);

}  // namespace audmg::http
