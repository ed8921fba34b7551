// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace audmg::identity {

/// The claims of a token whose payload is one flat JSON object of plain strings and whole numbers,
/// which is all that our tokens have. Views into the payload.
class FlatClaims {
 public:
  static constexpr std::size_t kMaxClaims = 16;

  /// Nothing for any other text: nested values, fractions, escapes, control or non-ASCII characters
  /// in strings, two claims of one name, more than kMaxClaims.
  [[nodiscard]] static std::optional<FlatClaims> parse(std::string_view payload);

  [[nodiscard]] std::size_t size() const noexcept { return claims_.size(); }
  /// Nothing when there is no such claim or it has the other type.
  [[nodiscard]] std::optional<std::string_view> string(std::string_view name) const noexcept;
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name) const noexcept;

 private:
  using Value = std::variant<std::string_view, std::int64_t>;
  struct Claim {
    std::string_view name;
    Value value;
  };

  [[nodiscard]] const Value* find(std::string_view name) const noexcept;

  std::vector<Claim> claims_;
};

}  // namespace audmg::identity
