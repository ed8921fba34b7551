// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/result.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace audmg::database::dynamodb {

/// A number in DynamoDB's notation: decimal text.
struct Number {
  std::string text;
};

/// An attribute's value, of the types that the drive uses: S, N, BOOL.
using Attribute = std::variant<std::string, Number, bool>;

/// Attributes by name: an item, its key, or the values of an expression (":x").
class Item {
 public:
  Item& set(std::string_view name, std::string_view text);
  Item& set(std::string_view name, const std::string& text) {
    return set(name, std::string_view(text));
  }
  Item& set(std::string_view name, const char* text) { return set(name, std::string_view(text)); }
  Item& set(std::string_view name, std::same_as<bool> auto truth) {
    return put(name, Attribute(truth));
  }
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  Item& set(std::string_view name, T number) {
    return put(name, Attribute(Number{std::to_string(number)}));
  }
  /// Stores the time in milliseconds.
  Item& set(std::string_view name, TimePoint time) {
    return set(name, time.time_since_epoch().count());
  }
  /// Adds all attributes of the other item.
  Item& add(const Item& other);

  /// Each returns "", 0, false or the epoch when the attribute is absent or of another type.
  [[nodiscard]] std::string_view text(std::string_view name) const noexcept;
  [[nodiscard]] std::int64_t number(std::string_view name) const noexcept;
  [[nodiscard]] std::uint64_t size(std::string_view name) const noexcept;
  [[nodiscard]] bool truth(std::string_view name) const noexcept;
  [[nodiscard]] TimePoint time(std::string_view name) const noexcept;
  [[nodiscard]] bool has(std::string_view name) const noexcept;
  [[nodiscard]] bool empty() const noexcept { return attributes_.empty(); }
  /// Returns about how many bytes DynamoDB counts for the item: its names and values.
  [[nodiscard]] std::size_t byte_size() const noexcept;

  void write(json::Writer& json) const;
  /// Errors: corrupt (attributes of a type that the drive never writes).
  [[nodiscard]] static Result<Item> read(const json::Value& value);

 private:
  Item& put(std::string_view name, Attribute attribute);
  template <class T>
  [[nodiscard]] const T* find(std::string_view name) const noexcept;

  std::map<std::string, Attribute, std::less<>> attributes_;
};

}  // namespace audmg::database::dynamodb
