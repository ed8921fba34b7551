// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/content_disposition.hpp"

#include "audmg/core/utf8.hpp"

#include <cstddef>

namespace audmg::http {
namespace {

bool is_alphanumeric(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// What recipients read alike in a quoted string. RFC 6266 appendix D warns of "\" and of "%".
bool is_plain(char c) noexcept {
  return c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '%' && c != '/';
}

/// attr-char of RFC 8187 section 3.2.1.
bool is_attribute_character(char c) noexcept {
  constexpr std::string_view kOthers = "!#$&+-.^_`|~";
  return is_alphanumeric(c) || kOthers.find(c) != std::string_view::npos;
}

void append_extended(std::string& out, std::string_view bytes) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : bytes) {
    if (is_attribute_character(c)) {
      out.push_back(c);
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out.push_back('%');
    out.push_back(kHex[byte >> 4U]);
    out.push_back(kHex[byte & 0xfU]);
  }
}

}  // namespace

std::string content_disposition(Disposition disposition, std::string_view file_name) {
  std::string fallback;
  std::string extended;
  bool exact = true;
  while (!file_name.empty()) {
    const Utf8Sequence sequence = first_utf8_sequence(file_name);
    const std::string_view bytes = file_name.substr(0, sequence.length);
    const bool plain = is_plain(bytes.front());
    exact = exact && plain;
    fallback.push_back(plain ? bytes.front() : '_');
    append_extended(extended, sequence.valid ? bytes : "\xef\xbf\xbd");
    file_name.remove_prefix(sequence.length);
  }
  std::string value = disposition == Disposition::attachment ? "attachment" : "inline";
  value += "; filename=\"" + fallback + "\"";
  if (!exact) value += "; filename*=UTF-8''" + extended;
  return value;
}

}  // namespace audmg::http
