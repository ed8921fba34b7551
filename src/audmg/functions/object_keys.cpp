// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/object_keys.hpp"

#include "audmg/database/file.hpp"
#include "audmg/media/record/record_json.hpp"

namespace audmg::functions {

std::string original_key(const UserId& owner, std::string_view name) {
  return std::string(kOriginalsPrefix) + owner.text() + '/' + std::string(name);
}

std::optional<UserId> owner_of_original(std::string_view object_key) {
  if (!object_key.starts_with(kOriginalsPrefix)) return std::nullopt;
  object_key.remove_prefix(kOriginalsPrefix.size());
  return UserId::parse(object_key.substr(0, object_key.find('/')));
}

std::string rendition_key(const database::File& file, const media::Rendition& rendition) {
  return renditions_prefix(file.owner, file.id).append(rendition.recipe);
}

std::string renditions_prefix(const UserId& owner, const FileId& file) {
  std::string prefix(kRenditionsPrefix);
  return prefix.append(owner.text()).append("/").append(file.text()).append("/");
}

std::vector<std::string> rendition_keys_in(std::string_view media_record) {
  std::vector<std::string> keys;
  if (media_record.empty()) return keys;
  const auto record = media::record_from_json(media_record);
  if (!record) return keys;
  for (const media::Rendition& rendition : record->renditions) keys.push_back(rendition.object_key);
  return keys;
}

}  // namespace audmg::functions
