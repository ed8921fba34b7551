// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/http/content_disposition.hpp"

#include "audmg/core/percent.hpp"
#include "audmg/core/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace audmg::http {
namespace {

/// True for what all recipients read alike in quotes. RFC 6266 appendix D warns of "\" and "%".
/// Looked up, because a listing has hundreds of names.
constexpr std::array<bool, 256> kPlainCharacters = [] {
  std::array<bool, 256> plain{};
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const char c = static_cast<char>(i);
    plain[i] = is_printable(c) && c != '"' && c != '\\' && c != '%' && c != '/';
  }
  return plain;
}();

bool is_plain(char c) noexcept { return kPlainCharacters[static_cast<unsigned char>(c)]; }

/// attr-char of RFC 8187 section 3.2.1.
bool is_attribute_character(char c) noexcept {
  constexpr std::string_view kOthers = "!#$&+-.^_`|~";
  return is_alnum(c) || kOthers.find(c) != std::string_view::npos;
}

}  // namespace

void append_content_disposition(std::string& out, Disposition disposition,
                                std::string_view file_name) {
  out.append(disposition == Disposition::attachment ? "attachment" : "inline");
  out.append("; filename=\"");
  if (std::ranges::all_of(file_name, is_plain)) {
    out.append(file_name).push_back('"');
    return;
  }
  std::string extended;
  while (!file_name.empty()) {
    const Utf8Sequence sequence = first_utf8_sequence(file_name);
    const std::string_view bytes = file_name.substr(0, sequence.length);
    out.push_back(is_plain(bytes.front()) ? bytes.front() : '_');
    append_percent_encoded(extended, sequence.valid ? bytes : "\xef\xbf\xbd",
                           is_attribute_character);
    file_name.remove_prefix(sequence.length);
  }
  out.append("\"; filename*=UTF-8''").append(extended);
}

std::string content_disposition(Disposition disposition, std::string_view file_name) {
  std::string value;
  append_content_disposition(value, disposition, file_name);
  return value;
}

}  // namespace audmg::http
