// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace audmg {

/// Returns true for the 36-character lower-case text of any UUID (RFC 9562 section 4).
[[nodiscard]] bool is_uuid_text(std::string_view text) noexcept;

/// Returns a new UUIDv7 (RFC 9562 section 5.7) as text: 48 bits of `now` in milliseconds, then 74
/// random bits. Ids made by one process sort in order of creation, even within one millisecond.
/// Thread-safe. Aborts when the kernel provides no random bytes.
[[nodiscard]] std::string make_uuid7(TimePoint now);

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

  /// Returns a new UUIDv7.
  [[nodiscard]] static Id make(TimePoint now) { return Id(make_uuid7(now)); }

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

}  // namespace audmg
