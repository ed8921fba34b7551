// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/content_disposition.hpp"

#include "audmg/core/percent.hpp"
#include "audmg/core/utf8.hpp"

#include <algorithm>
#include <cstddef>

namespace audmg::http {
namespace {

/// Returns true for what all recipients read alike in quotes. RFC 6266 appendix D warns of "\" and
/// "%".
bool is_plain(char c) noexcept {
  return is_printable(c) && c != '"' && c != '\\' && c != '%' && c != '/';
}

/// attr-char of RFC 8187 section 3.2.1.
bool is_attribute_character(char c) noexcept {
  constexpr std::string_view kOthers = "!#$&+-.^_`|~";
  return is_alnum(c) || kOthers.find(c) != std::string_view::npos;
}

}  // namespace

std::string content_disposition(Disposition disposition, std::string_view file_name) {
  std::string value = disposition == Disposition::attachment ? "attachment" : "inline";
  value.append("; filename=\"");
  if (std::ranges::all_of(file_name, is_plain)) {
    value.append(file_name).push_back('"');
    return value;
  }
  std::string fallback;
  std::string extended;
  while (!file_name.empty()) {
    const Utf8Sequence sequence = first_utf8_sequence(file_name);
    const std::string_view bytes = file_name.substr(0, sequence.length);
    const bool plain = is_plain(bytes.front());
    fallback.push_back(plain ? bytes.front() : '_');
    append_percent_encoded(extended, sequence.valid ? bytes : "\xef\xbf\xbd",
                           is_attribute_character);
    file_name.remove_prefix(sequence.length);
  }
  value.append(fallback).append("\"; filename*=UTF-8''").append(extended);
  return value;
}

}  // namespace audmg::http
