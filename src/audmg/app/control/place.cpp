// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/control/place.hpp"

#include "audmg/app/control/message.hpp"

#include <string>

namespace audmg::app {

bool read_place(const json::Value& object, const PlaceNames& names, UserId& owner, FileId& file) {
  const std::string* owner_text = text_of(object, names.owner);
  const std::string* file_text = text_of(object, names.file);
  if (owner_text == nullptr && file_text == nullptr) return true;
  if (owner_text == nullptr || file_text == nullptr) return false;
  const auto found_owner = UserId::parse(*owner_text);
  const auto found_file = FileId::parse(*file_text);
  if (!found_owner || !found_file) return false;
  owner = *found_owner;
  file = *found_file;
  return true;
}

void write_place(json::Writer& json, const PlaceNames& names, const UserId& owner,
                 const FileId& file) {
  if (owner.empty()) return;
  json.field(names.owner, owner.text()).field(names.file, file.text());
}

}  // namespace audmg::app
