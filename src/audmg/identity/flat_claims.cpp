// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/identity/flat_claims.hpp"

#include <charconv>

namespace audmg::identity {
namespace {

/// Walks over the text; every reader leaves the position behind what it read.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  void skip_space() {
    const std::size_t n = rest_.find_first_not_of(" \t\r\n");
    rest_.remove_prefix(n == std::string_view::npos ? rest_.size() : n);
  }

  bool take(char expected) {
    skip_space();
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::optional<std::string_view> string() {
    if (!take('"')) return std::nullopt;
    for (std::size_t i = 0; i < rest_.size(); ++i) {
      const char c = rest_[i];
      if (c == '"') {
        const std::string_view text = rest_.substr(0, i);
        rest_.remove_prefix(i + 1);
        return text;
      }
      // Our claims are ids and user names: nothing in them needs an escape.
      if (c < 0x20 || c > 0x7e || c == '\\') return std::nullopt;
    }
    return std::nullopt;
  }

  std::optional<std::int64_t> integer() {
    skip_space();
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc{}) return std::nullopt;
    const auto length = static_cast<std::size_t>(end - rest_.data());
    // RFC 8259 section 6 knows no leading zeros.
    const std::string_view digits = rest_.substr(0, length);
    if (digits.size() > 1 && (digits.starts_with('0') || digits.starts_with("-0")))
      return std::nullopt;
    rest_.remove_prefix(length);
    return value;
  }

  bool at_end() {
    skip_space();
    return rest_.empty();
  }

  bool at_string() {
    skip_space();
    return rest_.starts_with('"');
  }

 private:
  std::string_view rest_;
};

}  // namespace

std::optional<FlatClaims> FlatClaims::parse(std::string_view payload) {
  FlatClaims claims;
  Scanner scanner(payload);
  if (!scanner.take('{')) return std::nullopt;
  if (scanner.take('}')) return scanner.at_end() ? std::optional(std::move(claims)) : std::nullopt;
  do {
    const auto name = scanner.string();
    if (!name || !scanner.take(':')) return std::nullopt;
    if (claims.find(*name) != nullptr || claims.size() == kMaxClaims) return std::nullopt;
    if (scanner.at_string()) {
      const auto text = scanner.string();
      if (!text) return std::nullopt;
      claims.claims_.push_back({*name, *text});
    } else {
      const auto number = scanner.integer();
      if (!number) return std::nullopt;
      claims.claims_.push_back({*name, *number});
    }
  } while (scanner.take(','));
  if (!scanner.take('}') || !scanner.at_end()) return std::nullopt;
  return claims;
}

std::optional<std::string_view> FlatClaims::string(std::string_view name) const noexcept {
  const Value* value = find(name);
  if (value == nullptr || !std::holds_alternative<std::string_view>(*value)) return std::nullopt;
  return std::get<std::string_view>(*value);
}

std::optional<std::int64_t> FlatClaims::integer(std::string_view name) const noexcept {
  const Value* value = find(name);
  if (value == nullptr || !std::holds_alternative<std::int64_t>(*value)) return std::nullopt;
  return std::get<std::int64_t>(*value);
}

const FlatClaims::Value* FlatClaims::find(std::string_view name) const noexcept {
  for (const Claim& claim : claims_) {
    if (claim.name == name) return &claim.value;
  }
  return nullptr;
}

}  // namespace audmg::identity
