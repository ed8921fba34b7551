// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/lib/json/document.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <forward_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace audmg::json {

/// One value of a FlatDocument, for as long as that and its text live. A copy is as cheap as a
/// pointer.
class FlatValue {
 public:
  struct Array {};
  struct Object {
    /// The places of its names in a small table (place_of): no name has another place.
    std::uint64_t places = 0;
  };
  using Content = std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double,
                               std::string_view, Array, Object>;
  struct Entry {
    /// Empty unless the value is a member of an object.
    std::string_view name;
    Content content;
    /// Number of the document's entries that hold the value and everything inside it.
    std::uint32_t extent = 1;
    std::uint32_t size = 0;
  };

  explicit FlatValue(const Entry* entry) noexcept : entry_(entry) {}

  [[nodiscard]] bool is_object() const noexcept;
  /// Nothing when the value is of another type.
  [[nodiscard]] std::optional<std::string_view> as_string() const noexcept;
  [[nodiscard]] std::optional<bool> as_bool() const noexcept;
  /// Return the same as those of Value.
  [[nodiscard]] std::optional<std::uint64_t> as_unsigned() const noexcept;
  [[nodiscard]] std::optional<double> as_number() const noexcept;
  /// Returns the number of elements or members; 0 when the value is neither array nor object.
  [[nodiscard]] std::size_t size() const noexcept { return entry_->size; }
  /// Returns the number of elements of an array; nothing when the value is of another type.
  [[nodiscard]] std::optional<std::size_t> array_size() const noexcept;
  /// Returns the member of that name; nothing when there is none or this is not an object.
  [[nodiscard]] std::optional<FlatValue> find(std::string_view name) const noexcept;

  /// Calls `visit(name, value)` for each member or element in order, with an empty name for those
  /// of an array; for no other value.
  template <class Visit>
  void for_each(Visit visit) const {
    const Entry* const end = entry_ + entry_->extent;
    for (const Entry* at = entry_ + 1; at != end; at += at->extent) visit(at->name, FlatValue(at));
  }

  /// For callers that handle every type.
  [[nodiscard]] const Content& content() const noexcept { return entry_->content; }

 private:
  friend class FlatMembers;

  const Entry* entry_;
};

/// Finds the members of one object, at once where they are asked for in the order in which they are
/// there.
class FlatMembers {
 public:
  /// A value that is not an object has no members.
  explicit FlatMembers(FlatValue object) noexcept;

  /// Returns the member of that name; nothing when there is none.
  [[nodiscard]] std::optional<FlatValue> find(std::string_view name) noexcept {
    if (next_ != end_ && next_->name == name) return take(next_);
    if ((places_ & place_of(name)) == 0) return std::nullopt;
    return find_elsewhere(name);
  }

  /// Returns one bit, which is seldom the same for two names of one object.
  [[nodiscard]] static constexpr std::uint64_t place_of(std::string_view name) noexcept {
    std::size_t place = name.size();
    if (!name.empty()) {
      place += static_cast<unsigned char>(name.front()) * 12U +
               static_cast<unsigned char>(name[name.size() / 2]) * 23U;
    }
    return std::uint64_t{1} << (place % 64);
  }

 private:
  [[nodiscard]] FlatValue take(const FlatValue::Entry* entry) noexcept {
    next_ = entry + entry->extent;
    return FlatValue(entry);
  }
  [[nodiscard]] std::optional<FlatValue> find_elsewhere(std::string_view name) noexcept;

  std::uint64_t places_ = 0;
  const FlatValue::Entry* begin_;
  const FlatValue::Entry* end_;
  /// The member after the one that was found last.
  const FlatValue::Entry* next_;
};

/// One JSON document (RFC 8259) in a list of its values, each before those that are inside it. The
/// strings are views of the text, so that reading allocates once; only those with escapes are
/// copied, and wiped on destruction. For texts that are read thousands of times a second and
/// dropped at once; parse() makes values that stay.
class FlatDocument {
 public:
  /// Accepts and rejects the same texts as parse(). The text must outlive the document.
  [[nodiscard]] static std::expected<FlatDocument, ParseError> read(std::string_view text,
                                                                    const Limits& limits);

  FlatDocument(FlatDocument&&) noexcept = default;
  FlatDocument& operator=(FlatDocument&&) = delete;
  FlatDocument(const FlatDocument&) = delete;
  FlatDocument& operator=(const FlatDocument&) = delete;
  ~FlatDocument();

  [[nodiscard]] FlatValue root() const noexcept { return FlatValue(entries_.data()); }

 private:
  class Reader;
  FlatDocument() = default;

  std::vector<FlatValue::Entry> entries_;
  std::forward_list<std::string> unescaped_;
};

}  // namespace audmg::json
