// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace audmg {

/// Returns true for the 36-character lower-case text of any UUID (RFC 9562 section 4).
[[nodiscard]] bool is_uuid_text(std::string_view text) noexcept;

inline constexpr std::size_t kUuidBytes = 16;
inline constexpr std::string_view kLeastUuid = "00000000-0000-0000-0000-000000000000";

/// Returns the lower-case text of the UUID with these bytes (RFC 9562 section 4).
[[nodiscard]] std::string uuid_text(std::span<const std::byte, kUuidBytes> bytes);

/// Reads the output of uuid_text(); returns nothing for any other text.
[[nodiscard]] std::optional<std::array<std::byte, kUuidBytes>> uuid_bytes(
    std::string_view text) noexcept;

/// Returns a new UUIDv7 (RFC 9562 section 5.7) as text: 48 bits of `now` in milliseconds, then 74
/// random bits. Ids made by one process sort in order of creation, even within one millisecond.
/// Thread-safe. Aborts when the kernel provides no random bytes.
[[nodiscard]] std::string make_uuid7(TimePoint now);

/// Returns the time in the first 48 bits of a UUIDv7. Precondition: is_uuid_text(text).
[[nodiscard]] TimePoint uuid7_time(std::string_view text) noexcept;

/// Returns the text of a UUIDv7 with another time; a time before 1970 counts as 1970.
/// Precondition: is_uuid_text(text).
[[nodiscard]] std::string with_uuid7_time(std::string text, TimePoint time);

/// Text of a UUID with its meaning in the type, so that a file's id cannot be mistaken for a
/// user's. Always valid or empty.
template <class Tag>
class Id {
 public:
  Id() = default;

  /// Returns nothing for text that is not a lower-case UUID.
  [[nodiscard]] static std::optional<Id> parse(std::string_view text) {
    if (!is_uuid_text(text)) return std::nullopt;
    return Id(std::string(text));
  }

  /// Returns the id with these bytes; nothing when they are not 16.
  [[nodiscard]] static std::optional<Id> from_bytes(std::span<const std::byte> bytes) {
    if (bytes.size() != kUuidBytes) return std::nullopt;
    return Id(uuid_text(bytes.first<kUuidBytes>()));
  }

  /// Returns a new UUIDv7.
  [[nodiscard]] static Id make(TimePoint now) { return Id(make_uuid7(now)); }

  /// Returns an id that sorts before every UUIDv7 of this time and later, and after all earlier
  /// ones.
  [[nodiscard]] static Id first_at(TimePoint time) {
    return Id(with_uuid7_time(std::string(kLeastUuid), time));
  }

  /// Returns the time at which a UUIDv7 was made. Precondition: not empty.
  [[nodiscard]] TimePoint time() const noexcept { return uuid7_time(text_); }
  /// Returns this id with another time. Precondition: not empty.
  [[nodiscard]] Id with_time(TimePoint time) const { return Id(with_uuid7_time(text_, time)); }

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  explicit Id(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

using UserId = Id<struct UserTag>;
using FileId = Id<struct FileTag>;
using UploadId = Id<struct UploadTag>;
using SessionId = Id<struct SessionTag>;
using EventId = Id<struct EventTag>;
using MessageId = Id<struct MessageTag>;
using CollectionId = Id<struct CollectionTag>;
using DownloadId = Id<struct DownloadTag>;
using AppPasswordId = Id<struct AppPasswordTag>;
using InvitationId = Id<struct InvitationTag>;
using AuditEntryId = Id<struct AuditEntryTag>;

}  // namespace audmg
