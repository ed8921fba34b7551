// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/uploads/file_rules.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/base64.hpp"
#include "audmg/core/hex.hpp"
#include "audmg/core/text.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/functions/problems.hpp"

#include <optional>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::size_t kSha256Bytes = 32;

/// Controls without a width, as UTF-8: those that set or embed a direction (U+061C, U+200E, U+200F,
/// U+202A to U+202E, U+2066 to U+2069), and the separators of lines and paragraphs (U+2028,
/// U+2029).
bool is_hidden(std::string_view sequence) noexcept {
  if (sequence.size() == 1) return is_control(sequence.front());
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(sequence[i]); };
  if (sequence.size() == 2) {
    return (byte(0) == 0xc2 && byte(1) < 0xa0) || sequence == "\xd8\x9c";
  }
  if (sequence.size() != 3 || byte(0) != 0xe2) return false;
  if (byte(1) == 0x80)
    return byte(2) == 0x8e || byte(2) == 0x8f || (byte(2) >= 0xa8 && byte(2) <= 0xae);
  return byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9;
}

/// Returns what follows the last separator of a path. Separators at the end belong to the folder's
/// own name.
std::string_view last_step(std::string_view path) noexcept {
  constexpr std::string_view kSeparators = "/\\";
  path = trim_right(path, kSeparators);
  const std::size_t separator = path.find_last_of(kSeparators);
  return separator == std::string_view::npos ? path : path.substr(separator + 1);
}

/// Nothing when the name is not UTF-8.
std::optional<std::string> without_hidden(std::string_view name) {
  std::string shown;
  while (!name.empty()) {
    const Utf8Sequence sequence = first_utf8_sequence(name);
    if (!sequence.valid) return std::nullopt;
    const std::string_view bytes = name.substr(0, sequence.length);
    if (!is_hidden(bytes)) shown.append(bytes);
    name.remove_prefix(sequence.length);
  }
  return shown;
}

}  // namespace

Outcome<std::string> read_file_name(std::string_view field, std::string_view name) {
  auto shown = without_hidden(last_step(name));
  if (!shown) return refuse(invalid_field(field, "invalid", "A file name is UTF-8 text."));
  if (shown->empty()) return refuse(invalid_field(field, "too_short", "A file needs a name."));
  if (shown->size() > kMaxFileNameBytes) {
    return refuse(invalid_field(field, "too_long", "A file name has at most 1024 bytes."));
  }
  if (*shown == "." || *shown == "..") shown->assign(shown->size(), '_');
  return *std::move(shown);
}

Outcome<std::string> read_sha256(std::string_view field, std::string_view text) {
  const auto digest = from_hex(text);
  if (!digest || digest->size() != kSha256Bytes) {
    return refuse(invalid_field(field, "invalid", "A SHA-256 digest has 64 hexadecimal digits."));
  }
  return to_hex(*digest);
}

Outcome<TimePoint> read_time(std::string_view field, std::string_view text) {
  const auto time = parse_date_time(text);
  if (!time) {
    return refuse(invalid_field(field, "invalid", "A time is written as 2026-01-31T23:59:59Z."));
  }
  return *time;
}

Outcome<std::string> read_base64_sha256(std::string_view field, std::string_view text) {
  const auto digest = from_base64(text);
  if (!digest || digest->size() != kSha256Bytes) {
    return refuse(invalid_field(field, "invalid", "A SHA-256 digest in base64 has 44 characters."));
  }
  return to_hex(*digest);
}

}  // namespace audmg::functions
