// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/item.hpp"

#include "audmg/core/number.hpp"

#include <utility>

namespace audmg::database::dynamodb {

Item& Item::put(std::string_view name, Attribute attribute) {
  attributes_.insert_or_assign(std::string(name), std::move(attribute));
  return *this;
}

Item& Item::set(std::string_view name, std::string_view text) {
  return put(name, Attribute(std::string(text)));
}

Item& Item::add(const Item& other) {
  for (const auto& [name, attribute] : other.attributes_) put(name, attribute);
  return *this;
}

template <class T>
const T* Item::find(std::string_view name) const noexcept {
  const auto found = attributes_.find(name);
  return found == attributes_.end() ? nullptr : std::get_if<T>(&found->second);
}

std::string_view Item::text(std::string_view name) const noexcept {
  const auto* found = find<std::string>(name);
  return found == nullptr ? std::string_view() : std::string_view(*found);
}

std::int64_t Item::number(std::string_view name) const noexcept {
  const auto* found = find<Number>(name);
  return found == nullptr ? 0 : parse_whole<std::int64_t>(found->text).value_or(0);
}

std::uint64_t Item::size(std::string_view name) const noexcept {
  const auto* found = find<Number>(name);
  return found == nullptr ? 0 : parse_whole<std::uint64_t>(found->text).value_or(0);
}

bool Item::truth(std::string_view name) const noexcept {
  const auto* found = find<bool>(name);
  return found != nullptr && *found;
}

TimePoint Item::time(std::string_view name) const noexcept {
  return TimePoint(std::chrono::milliseconds(number(name)));
}

bool Item::has(std::string_view name) const noexcept { return attributes_.contains(name); }

std::size_t Item::byte_size() const noexcept {
  std::size_t bytes = 0;
  for (const auto& [name, attribute] : attributes_) {
    bytes += name.size();
    if (const auto* text = std::get_if<std::string>(&attribute)) {
      bytes += text->size();
    } else if (const auto* number = std::get_if<Number>(&attribute)) {
      bytes += number->text.size();
    } else {
      ++bytes;
    }
  }
  return bytes;
}

void Item::write(json::Writer& json) const {
  json.begin_object();
  for (const auto& [name, attribute] : attributes_) {
    json.key(name).begin_object();
    if (const auto* text = std::get_if<std::string>(&attribute)) {
      json.field("S", *text);
    } else if (const auto* number = std::get_if<Number>(&attribute)) {
      json.field("N", number->text);
    } else {
      json.field("BOOL", std::get<bool>(attribute));
    }
    json.end_object();
  }
  json.end_object();
}

Result<Item> Item::read(const json::Value& value) {
  const json::Object* const members = value.as_object();
  if (members == nullptr) return fail(ErrorCode::corrupt, "dynamodb: an item that is no object");
  Item item;
  for (const json::Member& member : *members) {
    const json::Value* const text = member.value.find("S");
    const json::Value* const number = member.value.find("N");
    const json::Value* const truth = member.value.find("BOOL");
    if (text != nullptr && text->as_string() != nullptr) {
      item.set(member.name, *text->as_string());
    } else if (number != nullptr && number->as_string() != nullptr) {
      item.put(member.name, Attribute(Number{*number->as_string()}));
    } else if (truth != nullptr && truth->as_bool()) {
      item.set(member.name, *truth->as_bool());
    } else {
      return fail(ErrorCode::corrupt, "dynamodb: an attribute of unknown type: " + member.name);
    }
  }
  return item;
}

}  // namespace audmg::database::dynamodb
