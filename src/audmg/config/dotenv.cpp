// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/config/dotenv.hpp"

#include "audmg/core/text.hpp"

#include <algorithm>

namespace audmg::config {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && !is_digit(text.front()) &&
         std::ranges::all_of(text, [](char c) { return is_alnum(c) || c == '_'; });
}

std::unexpected<Error> line_error(std::size_t line, std::string_view problem) {
  return fail(ErrorCode::invalid_argument,
              "line " + std::to_string(line) + ": " + std::string(problem));
}

// Only blanks and a comment may follow a closing quote.
bool is_end_of_value(std::string_view rest) {
  const std::string_view trimmed = trim_left(rest);
  return trimmed.empty() || (trimmed.front() == '#' && trimmed.size() != rest.size());
}

Result<std::string> read_quoted(std::string_view text, std::size_t line) {
  const char quote = text.front();
  std::string value;
  for (std::size_t i = 1; i < text.size(); ++i) {
    char c = text[i];
    if (c == quote) {
      if (!is_end_of_value(text.substr(i + 1))) {
        return line_error(line, "something follows the closing quote");
      }
      return value;
    }
    if (c == '\\' && quote == '"' && i + 1 < text.size()) {
      c = text[++i];
      if (c == 'n')
        c = '\n';
      else if (c == 't')
        c = '\t';
      else if (c != '"' && c != '\\' && c != '$')
        value.push_back('\\');
    }
    value.push_back(c);
  }
  return line_error(line, "the quote is not closed on this line");
}

Result<std::string> read_value(std::string_view text, std::size_t line) {
  text = trim_left(text);
  if (!text.empty() && (text.front() == '"' || text.front() == '\'')) {
    return read_quoted(text, line);
  }
  // A # begins a comment only after a blank, so that it may stand inside a password.
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '#' && (i == 0 || kBlanks.find(text[i - 1]) != std::string_view::npos)) {
      text = text.substr(0, i);
      break;
    }
  }
  return std::string(trim(text));
}

}  // namespace

Result<Variables> parse_dotenv(std::string_view text) {
  if (text.size() > kMaxDotenvBytes) {
    return fail(ErrorCode::invalid_argument,
                "the file has more than " + std::to_string(kMaxDotenvBytes) + " bytes");
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Variables variables;
  for (std::size_t line_number = 1; !text.empty(); ++line_number) {
    std::string_view line = take_until(text, '\n');
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find('\0') != std::string_view::npos) {
      return line_error(line_number, "it contains a zero byte");
    }
    line = trim(line);
    if (line.empty() || line.front() == '#') continue;
    if (line.starts_with("export ") || line.starts_with("export\t")) {
      line = trim_left(line.substr(7));
    }
    const std::size_t equals = line.find('=');
    const std::string_view name = trim(line.substr(0, equals));
    if (equals == std::string_view::npos || !is_name(name)) {
      return line_error(line_number, "write NAME=value");
    }
    AUDMG_TRY(variables[std::string(name)], read_value(line.substr(equals + 1), line_number));
  }
  return variables;
}

}  // namespace audmg::config
