// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/multipart_part.hpp"

#include "audmg/core/text.hpp"
#include "audmg/http/parameterized_value.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace audmg::http {
namespace {

/// Browsers write quotes and line ends in names as %22, %0D and %0A and leave every other "%" alone
/// (WHATWG HTML, multipart/form-data encoding algorithm).
std::string decode_form_escapes(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  while (!text.empty()) {
    const std::string_view escape = text.substr(0, 3);
    char c = text.front();
    std::size_t length = 3;
    if (escape == "%22") {
      c = '"';
    } else if (equals_ignore_case(escape, "%0d")) {
      c = '\r';
    } else if (equals_ignore_case(escape, "%0a")) {
      c = '\n';
    } else {
      length = 1;
    }
    decoded.push_back(c);
    text.remove_prefix(length);
  }
  return decoded;
}

bool is_field_name(std::string_view name) noexcept {
  return !name.empty() &&
         std::ranges::all_of(name, [](char c) { return is_graphic(c) && c != '"'; });
}

bool keeps_bytes(std::string_view encoding) noexcept {
  return equals_ignore_case(encoding, "binary") || equals_ignore_case(encoding, "8bit") ||
         equals_ignore_case(encoding, "7bit");
}

bool read_disposition(std::string_view value, MultipartPart& part) {
  const auto disposition = parse_parameterized_value(value);
  if (!disposition || !equals_ignore_case(disposition->value, "form-data")) return false;
  const std::string* name = disposition->find("name");
  if (name == nullptr) return false;
  part.name = decode_form_escapes(*name);
  if (const std::string* file_name = disposition->find("filename")) {
    part.file_name = decode_form_escapes(*file_name);
  }
  // RFC 7578 forbids filename* in forms, but some clients send it, and it is then the exact name.
  if (const std::string* extended = disposition->find("filename*")) {
    if (auto decoded = decode_extended_value(*extended)) part.file_name = std::move(*decoded);
  }
  return true;
}

}  // namespace

std::expected<MultipartPart, PartHeaderError> parse_part_header(std::string_view lines) {
  MultipartPart part;
  bool has_disposition = false;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find("\r\n"));
    lines.remove_prefix(std::min(lines.size(), line.size() + 2));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_field_name(line.substr(0, colon)) ||
        line.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos) {
      return std::unexpected(PartHeaderError::malformed);
    }
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = trim(line.substr(colon + 1));
    if (equals_ignore_case(name, "Content-Disposition")) {
      if (has_disposition || !read_disposition(value, part)) {
        return std::unexpected(PartHeaderError::malformed);
      }
      has_disposition = true;
    } else if (equals_ignore_case(name, "Content-Type")) {
      part.content_type = value;
    } else if (equals_ignore_case(name, "Content-Transfer-Encoding") && !keeps_bytes(value)) {
      return std::unexpected(PartHeaderError::unsupported_encoding);
    }
  }
  if (!has_disposition) return std::unexpected(PartHeaderError::malformed);
  return part;
}

}  // namespace audmg::http
