// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lib/aws/uri.hpp"

#include "audmg/core/hex.hpp"
#include "audmg/core/percent.hpp"
#include "audmg/core/text.hpp"

namespace audmg::aws {

std::string uri_encode(std::string_view text, bool keep_slash) {
  std::string encoded;
  encoded.reserve(text.size());
  append_percent_encoded(
      encoded, text, [keep_slash](char c) { return is_unreserved(c) || (keep_slash && c == '/'); });
  return encoded;
}

std::string uri_decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = text[i] == '%' ? from_hex(text.substr(i + 1, 2)) : std::nullopt;
    if (!byte || byte->size() != 1) {
      decoded += text[i];
      continue;
    }
    decoded += static_cast<char>(byte->front());
    i += 2;
  }
  return decoded;
}

std::string encode_query(const Parameters& query) {
  std::string text;
  for (const auto& [name, value] : query) {
    if (!text.empty()) text += '&';
    text.append(uri_encode(name, false)).append("=").append(uri_encode(value, false));
  }
  return text;
}

std::string normalize_path(std::string_view path) {
  std::vector<std::string_view> kept;
  std::string_view rest = path;
  while (!rest.empty()) {
    const std::string_view segment = take_until(rest, '/');
    if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (!segment.empty() && segment != ".") {
      kept.push_back(segment);
    }
  }
  std::string normalized;
  for (const std::string_view segment : kept) normalized.append("/").append(segment);
  if (normalized.empty() || path.ends_with('/')) normalized += '/';
  return normalized;
}

}  // namespace audmg::aws
