// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/functions/outcome.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace audmg::functions {

/// The text fields of the form of POST /upload, which arrive in pieces. Not thread-safe.
class FormFields {
 public:
  /// Begins the part with that name; append() is about it until the next call. Ignores names that
  /// it does not know. Problems: 400 validation_failed for a field that comes twice, or, because
  /// the file depends on it, after the file.
  [[nodiscard]] Outcome<void> begin_part(std::string_view name, bool is_after_file);
  /// Problems: 400 validation_failed: too_long.
  [[nodiscard]] Outcome<void> append(std::span<const std::byte> bytes);

  /// Return the fields that were sent. sha256() is in lower-case hexadecimal. companion_of() is the
  /// text as sent. Problems: 400 validation_failed: invalid.
  [[nodiscard]] Outcome<std::optional<std::string>> sha256() const;
  [[nodiscard]] Outcome<std::optional<TimePoint>> modified_at() const;
  [[nodiscard]] const std::optional<std::string>& companion_of() const noexcept;
  /// Returns the text of `modifiedAt` as sent; "" when it was not.
  [[nodiscard]] std::string_view modified_at_text() const noexcept;

 private:
  enum Name : std::size_t { kSha256, kCompanionOf, kModifiedAt, kCount };

  std::array<std::optional<std::string>, kCount> texts_;
  std::optional<Name> current_;
};

}  // namespace audmg::functions
