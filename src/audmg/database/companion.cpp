// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/companion.hpp"

#include "audmg/core/number.hpp"
#include "audmg/core/text.hpp"

#include <algorithm>
#include <utility>

namespace audmg::database {
namespace {

constexpr std::string_view kUnknownCrc32 = "-";

std::optional<Companion> read_line(std::string_view line) {
  const auto kind = parse_companion_kind(take_until(line, ' '));
  const auto size = parse_whole<std::uint64_t>(take_until(line, ' '));
  const std::string_view sha256 = take_until(line, ' ');
  const std::string_view crc32 = take_until(line, ' ');
  const auto crc32_value = parse_whole<std::uint32_t>(crc32);
  const std::string_view object_key = take_until(line, ' ');
  const std::string_view content_type = take_until(line, ' ');
  const bool complete = kind && size && !sha256.empty() && !object_key.empty() &&
                        !content_type.empty() && !line.empty();
  if (!complete || (!crc32_value && crc32 != kUnknownCrc32)) return std::nullopt;
  return Companion{.kind = *kind,
                   .name = std::string(line),
                   .content_type = std::string(content_type),
                   .size = *size,
                   .sha256 = std::string(sha256),
                   .crc32 = crc32_value,
                   .object_key = std::string(object_key)};
}

}  // namespace

std::string_view to_string(CompanionKind kind) noexcept {
  switch (kind) {
    case CompanionKind::video:
      return "video";
    case CompanionKind::xmp:
      return "xmp";
  }
  return "video";
}

std::optional<CompanionKind> parse_companion_kind(std::string_view text) noexcept {
  for (const CompanionKind kind : {CompanionKind::video, CompanionKind::xmp}) {
    if (text == to_string(kind)) return kind;
  }
  return std::nullopt;
}

const Companion* find_companion(std::span<const Companion> companions,
                                CompanionKind kind) noexcept {
  const auto found = std::ranges::find(companions, kind, &Companion::kind);
  return found != companions.end() ? &*found : nullptr;
}

std::optional<Companion> put_companion(std::vector<Companion>& companions, Companion companion) {
  const auto former = std::ranges::find(companions, companion.kind, &Companion::kind);
  if (former != companions.end()) return std::exchange(*former, std::move(companion));
  companions.push_back(std::move(companion));
  return std::nullopt;
}

std::string write_companions(std::span<const Companion> companions) {
  std::string text;
  for (const Companion& companion : companions) {
    text.append(to_string(companion.kind)).append(" ");
    text.append(std::to_string(companion.size)).append(" ");
    text.append(companion.sha256).append(" ");
    text.append(companion.crc32 ? std::to_string(*companion.crc32) : std::string(kUnknownCrc32));
    text.append(" ").append(companion.object_key).append(" ");
    text.append(companion.content_type).append(" ");
    // The last field: only a line end would be read as something else.
    std::string name = companion.name;
    std::ranges::replace(name, '\n', ' ');
    text.append(name).append("\n");
  }
  return text;
}

std::optional<std::vector<Companion>> read_companions(std::string_view text) {
  std::vector<Companion> companions;
  while (!text.empty()) {
    auto companion = read_line(take_until(text, '\n'));
    if (!companion) return std::nullopt;
    companions.push_back(*std::move(companion));
  }
  return companions;
}

}  // namespace audmg::database
