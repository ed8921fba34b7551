// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/types/formats.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace audmg::media {

/// The first bytes of a file; bytes past their end read as zero.
class Head {
 public:
  explicit Head(std::span<const std::byte> bytes) : bytes_(bytes) {}

  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size(); }
  [[nodiscard]] std::uint8_t u8(std::size_t offset) const {
    return offset < bytes_.size() ? std::to_integer<std::uint8_t>(bytes_[offset]) : std::uint8_t{0};
  }
  [[nodiscard]] std::uint32_t be32(std::size_t offset) const;
  [[nodiscard]] bool is_at(std::size_t offset, std::string_view text) const;
  /// Does the same but ignores the case of ASCII letters; `text` must be in lower case.
  [[nodiscard]] bool is_word_at(std::size_t offset, std::string_view text) const;

 private:
  std::span<const std::byte> bytes_;
};

/// Returns the format whose walk has to decide; nullopt for bytes that do not begin like any format
/// of the allow-list. Returns the likely format for a container of several formats.
[[nodiscard]] std::optional<Format> match_signature(const Head& head);

/// The description that name_foreign_type() gives to bytes that it cannot name.
inline constexpr std::string_view kUnknownKind = "an unknown kind of data";

/// Describes, for the client, bytes that do not begin like any allowed format.
[[nodiscard]] std::string_view name_foreign_type(const Head& head);

}  // namespace audmg::media
