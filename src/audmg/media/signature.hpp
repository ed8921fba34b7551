// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/media/formats.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace audmg::media {

/// The first bytes of a file; what lies behind them reads as zero.
class Head {
 public:
  explicit Head(std::span<const std::byte> bytes) : bytes_(bytes) {}

  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size(); }
  [[nodiscard]] std::uint8_t u8(std::size_t offset) const {
    return offset < bytes_.size() ? std::to_integer<std::uint8_t>(bytes_[offset]) : std::uint8_t{0};
  }
  [[nodiscard]] std::uint32_t be32(std::size_t offset) const;
  [[nodiscard]] bool is_at(std::size_t offset, std::string_view text) const;
  /// The same, whatever the case of ASCII letters; `text` is in lower case.
  [[nodiscard]] bool is_word_at(std::size_t offset, std::string_view text) const;

 private:
  std::span<const std::byte> bytes_;
};

/// Which walk has to decide; nothing for bytes that begin like no format of the allow-list. For a
/// container of several formats it is the likely one.
[[nodiscard]] std::optional<Format> match_signature(const Head& head);

/// What bytes that begin like no allowed format look like, in words for the client.
[[nodiscard]] std::string_view name_foreign_type(const Head& head);

}  // namespace audmg::media
