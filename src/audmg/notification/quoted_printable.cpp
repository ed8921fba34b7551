// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/notification/quoted_printable.hpp"

#include "audmg/core/hex.hpp"

#include <algorithm>
#include <cstddef>

namespace audmg::notification {
namespace {

/// Excludes the CRLF and the "=" of a soft line break.
constexpr std::size_t kMaxLineCharacters = 75;

bool stands_for_itself(char c) noexcept { return (is_graphic(c) && c != '=') || c == ' '; }

void append_encoded(std::string& out, char c) {
  out += '=';
  append_upper_hex(out, c);
}

/// Appends one line of the text, without its end.
void append_line(std::string& out, std::string_view line) {
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    std::string piece;
    const bool last = i + 1 == line.size();
    const bool touchy = (column == 0 && (c == '.' || c == 'F')) || (last && c == ' ');
    if (stands_for_itself(c) && !touchy) {
      piece = c;
    } else {
      append_encoded(piece, c);
    }
    if (column + piece.size() > kMaxLineCharacters) {
      out += "=\r\n";
      column = 0;
      // At the start of a line now.
      if (piece == "." || piece == "F") {
        piece.clear();
        append_encoded(piece, c);
      }
    }
    out += piece;
    column += piece.size();
  }
  out += "\r\n";
}

}  // namespace

std::string quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    append_line(out, text.substr(0, end));
    text.remove_prefix(end);
    if (text.starts_with("\r\n")) text.remove_prefix(1);
    if (!text.empty()) text.remove_prefix(1);
  }
  return out;
}

}  // namespace audmg::notification
