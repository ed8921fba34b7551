// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/sqlite/statement.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace audmg::sqlite {

/// An id as it is stored: the 16 bytes of the UUID, less than half the size of its text and in the
/// same order. An empty id becomes an empty value, which no row has and every table rejects.
class IdBytes {
 public:
  template <class Tag>
  explicit IdBytes(const Id<Tag>& id) : IdBytes(std::string_view(id.text())) {}
  /// Returns a value that sorts after every id.
  [[nodiscard]] static IdBytes greatest() noexcept;
  /// Returns the nil UUID (RFC 9562 section 5.9), for columns that must hold an id.
  [[nodiscard]] static IdBytes nil() noexcept;
  // Implicit, so that it binds like any other value.
  operator std::span<const std::byte>() const noexcept { return {bytes_.data(), size_}; }

 private:
  IdBytes() = default;
  explicit IdBytes(std::string_view text);
  std::array<std::byte, kUuidBytes> bytes_{};
  std::size_t size_ = 0;
};

/// Errors: corrupt when the column does not hold an id.
template <class TypedId>
[[nodiscard]] Result<TypedId> read_id(const Statement& row, int column) {
  auto id = TypedId::from_bytes(row.bytes(column));
  if (!id) return fail(ErrorCode::corrupt, "a row without a valid id");
  return *std::move(id);
}

/// Returns milliseconds since the epoch, as times are stored.
[[nodiscard]] inline std::int64_t milliseconds(TimePoint time) noexcept {
  return time.time_since_epoch().count();
}

[[nodiscard]] inline TimePoint read_time(const Statement& row, int column) noexcept {
  return TimePoint(std::chrono::milliseconds(row.integer(column)));
}

/// Reads the row of a statement that counts.
[[nodiscard]] inline Result<std::int64_t> read_count(const Statement& row) {
  return row.integer(0);
}

}  // namespace audmg::sqlite
