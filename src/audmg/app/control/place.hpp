// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/id.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/lib/json/writer.hpp"

#include <string_view>

// A place in the list of all files, as lines carry it: the two ids of a file, or none.
namespace audmg::app {

/// What the two members are called.
struct PlaceNames {
  std::string_view owner;
  std::string_view file;
};

/// False when one is missing or not an id; both missing is right, and leaves the ids as they are.
[[nodiscard]] bool read_place(const json::Value& object, const PlaceNames& names, UserId& owner,
                              FileId& file);
/// Into an object that was begun; nothing for empty ids.
void write_place(json::Writer& json, const PlaceNames& names, const UserId& owner,
                 const FileId& file);

}  // namespace audmg::app
