// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/core/wipe.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <chrono>
#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Writes C++ values as JSON and reads them back, from one description per type.
namespace audmg::app {

/// Lists the members of a struct, once for both directions. A specialisation has
///     static void visit(auto& member, auto& value) { member("fileName", value.name); ... }
/// Members are required, except optional ones and those listed by unless_empty().
template <class Value>
struct JsonMembers;

template <class Value>
concept HasJsonMembers = requires { sizeof(JsonMembers<Value>); };

/// The JSON of one type. read() returns nothing for JSON that is not such a value. The primary
/// template serves structs, as an object of their members.
template <class Value>
struct JsonForm {
  static void write(json::Writer& json, const Value& value);
  [[nodiscard]] static std::optional<Value> read(const json::Value& json);
};

/// Writes members into an object that was begun.
class MemberWriter {
 public:
  explicit MemberWriter(json::Writer& json) : json_(json) {}

  template <class Value>
  void operator()(std::string_view name, const Value& value) {
    json_.key(name);
    JsonForm<Value>::write(json_, value);
  }
  template <class Value>
  void operator()(std::string_view name, const std::optional<Value>& value) {
    if (value) (*this)(name, *value);
  }
  /// Omits an empty value.
  void unless_empty(std::string_view name, const auto& value) {
    if (!value.empty()) (*this)(name, value);
  }
  /// Does nothing: only values that are read need a check.
  void require(std::string_view, bool) noexcept {}

 private:
  json::Writer& json_;
};

/// Reads members of an object and notes the first that is missing or wrong. A value that is not
/// found stays unchanged.
class MemberReader {
 public:
  explicit MemberReader(const json::Value& object) : object_(object) {}

  template <class Value>
  void operator()(std::string_view name, Value& value) {
    const json::Value* member = object_.find(name);
    auto read = member == nullptr ? std::nullopt : JsonForm<Value>::read(*member);
    require(name, read.has_value());
    if (read) value = *std::move(read);
  }
  template <class Value>
  void operator()(std::string_view name, std::optional<Value>& value) {
    if (object_.find(name) != nullptr) (*this)(name, value.emplace());
  }
  void unless_empty(std::string_view name, auto& value) {
    if (object_.find(name) != nullptr) (*this)(name, value);
  }
  /// Notes `name` as wrong unless `holds`.
  void require(std::string_view name, bool holds) {
    if (!holds && wrong_.empty()) wrong_ = name;
  }

  /// Returns the first member that is missing or wrong; "" when all are right.
  [[nodiscard]] std::string_view wrong() const noexcept { return wrong_; }

 private:
  const json::Value& object_;
  std::string_view wrong_;
};

template <class Value>
void JsonForm<Value>::write(json::Writer& json, const Value& value) {
  json.begin_object();
  MemberWriter members(json);
  JsonMembers<Value>::visit(members, value);
  json.end_object();
}

template <class Value>
std::optional<Value> JsonForm<Value>::read(const json::Value& json) {
  std::optional<Value> value(std::in_place);
  MemberReader members(json);
  JsonMembers<Value>::visit(members, *value);
  if (!members.wrong().empty()) value.reset();
  return value;
}

template <class Value>
[[nodiscard]] std::string to_json(const Value& value) {
  json::Writer json;
  JsonForm<Value>::write(json, value);
  return std::move(json).take();
}

// --- values that are not structs ---

template <>
struct JsonForm<bool> {
  static void write(json::Writer& json, bool value) { json.value(value); }
  static std::optional<bool> read(const json::Value& json) { return json.as_bool(); }
};

template <>
struct JsonForm<double> {
  static void write(json::Writer& json, double value) { json.value(value); }
  static std::optional<double> read(const json::Value& json) { return json.as_number(); }
};

template <std::unsigned_integral Number>
struct JsonForm<Number> {
  static void write(json::Writer& json, Number value) { json.value(value); }
  static std::optional<Number> read(const json::Value& json) {
    const auto number = json.as_unsigned();
    if (!number || !std::in_range<Number>(*number)) return std::nullopt;
    return static_cast<Number>(*number);
  }
};

template <>
struct JsonForm<std::chrono::seconds> {
  static void write(json::Writer& json, std::chrono::seconds value) { json.value(value.count()); }
  static std::optional<std::chrono::seconds> read(const json::Value& json) {
    const auto count = json.as_unsigned();
    if (!count || !std::in_range<std::chrono::seconds::rep>(*count)) return std::nullopt;
    return std::chrono::seconds(*count);
  }
};

template <>
struct JsonForm<std::string> {
  static void write(json::Writer& json, const std::string& value) { json.value(value); }
  static std::optional<std::string> read(const json::Value& json) {
    const std::string* text = json.as_string();
    return text == nullptr ? std::nullopt : std::optional(*text);
  }
};

template <>
struct JsonForm<SecretText> {
  static void write(json::Writer& json, const SecretText& value) { json.value(value.text()); }
  static std::optional<SecretText> read(const json::Value& json) {
    const std::string* text = json.as_string();
    return text == nullptr ? std::nullopt : std::optional<SecretText>(std::in_place, *text);
  }
};

template <class Tag>
struct JsonForm<Id<Tag>> {
  static void write(json::Writer& json, const Id<Tag>& value) { json.value(value.text()); }
  static std::optional<Id<Tag>> read(const json::Value& json) {
    const std::string* text = json.as_string();
    return text == nullptr ? std::nullopt : Id<Tag>::parse(*text);
  }
};

template <class Item>
struct JsonForm<std::vector<Item>> {
  static void write(json::Writer& json, const std::vector<Item>& items) {
    json.begin_array();
    for (const Item& item : items) JsonForm<Item>::write(json, item);
    json.end_array();
  }
  static std::optional<std::vector<Item>> read(const json::Value& json) {
    if (json.as_array() == nullptr) return std::nullopt;
    std::vector<Item> items;
    items.reserve(json.as_array()->size());
    for (const json::Value& element : *json.as_array()) {
      auto item = JsonForm<Item>::read(element);
      if (!item) return std::nullopt;
      items.push_back(*std::move(item));
    }
    return items;
  }
};

template <class Item>
struct JsonForm<std::map<std::string, Item>> {
  static void write(json::Writer& json, const std::map<std::string, Item>& items) {
    json.begin_object();
    MemberWriter member(json);
    for (const auto& [name, item] : items) member(name, item);
    json.end_object();
  }
  static std::optional<std::map<std::string, Item>> read(const json::Value& json) {
    if (json.as_object() == nullptr) return std::nullopt;
    std::map<std::string, Item> items;
    for (const json::Member& member : *json.as_object()) {
      auto item = JsonForm<Item>::read(member.value);
      if (!item) return std::nullopt;
      items.emplace(member.name, *std::move(item));
    }
    return items;
  }
};

}  // namespace audmg::app
