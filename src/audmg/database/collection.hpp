// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace audmg::database {

enum class CollectionKind { album, playlist };

[[nodiscard]] std::string_view to_string(CollectionKind kind) noexcept;
[[nodiscard]] std::optional<CollectionKind> parse_collection_kind(std::string_view text) noexcept;

/// An ordered set of one owner's files, made by hand: an album of pictures or a playlist. A file
/// may be in many.
struct Collection {
  CollectionId id;
  UserId owner;
  /// UTF-8.
  std::string title;
  CollectionKind kind = CollectionKind::album;
  /// UTF-8; "" when there is none.
  std::string description{};
  /// The file whose picture stands for it, which need not be in it any more; empty: the first one.
  FileId cover{};
  TimePoint created_at;
  /// Changes with every change of the fields above and of the files in it.
  std::uint64_t revision = 1;
};

/// The most collections that one file may be in, because its row names them.
inline constexpr std::size_t kMaxCollectionsOfFile = 1000;

/// A file's place in a collection.
struct CollectionMember {
  FileId file;
  /// Sorts as text (core/order_key.hpp); no two members have the same.
  std::string position;
};

}  // namespace audmg::database
