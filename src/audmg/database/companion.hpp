// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::database {

enum class CompanionKind {
  video,  ///< the moving part of a live photo
  xmp,    ///< a sidecar with facts about the picture
};

[[nodiscard]] std::string_view to_string(CompanionKind kind) noexcept;
[[nodiscard]] std::optional<CompanionKind> parse_companion_kind(std::string_view text) noexcept;

/// An object that belongs to a picture and lives and dies with it; a picture has at most one of
/// each kind.
struct Companion {
  CompanionKind kind = CompanionKind::video;
  /// Name given by the client, as File::name.
  std::string name;
  /// Derived from the bytes, never from the client.
  std::string content_type;
  std::uint64_t size = 0;
  /// Lower-case hexadecimal.
  std::string sha256;
  std::optional<std::uint32_t> crc32;
  std::string object_key;

  bool operator==(const Companion&) const = default;
};

/// Returns the one of that kind; null when there is none.
[[nodiscard]] const Companion* find_companion(std::span<const Companion> companions,
                                              CompanionKind kind) noexcept;

/// Puts the companion into the place of the one of its kind, which it returns.
std::optional<Companion> put_companion(std::vector<Companion>& companions, Companion companion);

/// Writes companions as the databases keep them (docs/formats/database.md): one line each.
[[nodiscard]] std::string write_companions(std::span<const Companion> companions);
/// Returns nothing for text that write_companions() does not write.
[[nodiscard]] std::optional<std::vector<Companion>> read_companions(std::string_view text);

}  // namespace audmg::database
