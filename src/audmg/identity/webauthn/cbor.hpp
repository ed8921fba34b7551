// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace audmg::identity {

/// Reads CBOR (RFC 8949) of authenticators from the beginning to the end: definite lengths, no tags
/// and little nesting, as CTAP 2.1 section 8 wants it; integers need not have their shortest form.
/// Returned views refer to the text. A method that returns nothing leaves the reader somewhere in
/// the text: stop then. Not thread-safe.
class CborReader {
 public:
  explicit CborReader(std::string_view bytes) noexcept : rest_(bytes) {}

  /// Reads an integer; nothing for other values, and for those that int64_t cannot hold.
  [[nodiscard]] std::optional<std::int64_t> read_integer() noexcept;
  [[nodiscard]] std::optional<std::string_view> read_bytes() noexcept;
  /// Reads text, which must be UTF-8.
  [[nodiscard]] std::optional<std::string_view> read_text() noexcept;
  /// Reads the head of a map and returns its number of pairs, at most kMaxElements.
  [[nodiscard]] std::optional<std::size_t> read_map() noexcept;
  /// Reads any value, with everything in it, and returns its bytes. Maps in it must not have a key
  /// twice.
  [[nodiscard]] std::optional<std::string_view> read_value() noexcept;

  /// Returns whether the next value is an integer.
  [[nodiscard]] bool is_at_integer() const noexcept;
  /// Returns what was not read yet.
  [[nodiscard]] std::string_view rest() const noexcept { return rest_; }

  static constexpr std::size_t kMaxElements = 64;
  static constexpr int kMaxDepth = 8;

 private:
  struct Head {
    unsigned major = 0;
    /// The five bits beside the major type.
    unsigned detail = 0;
    std::uint64_t argument = 0;
  };
  [[nodiscard]] std::optional<Head> read_head() noexcept;
  [[nodiscard]] std::optional<std::string_view> read_string(unsigned major) noexcept;
  [[nodiscard]] bool skip(int depth) noexcept;
  [[nodiscard]] bool skip_map(std::uint64_t pairs, int depth) noexcept;

  std::string_view rest_;
};

}  // namespace audmg::identity
