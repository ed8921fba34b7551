// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/backup/named_objects.hpp"

#include "audmg/database/file.hpp"
#include "audmg/functions/integrity/sidecar.hpp"
#include "audmg/media/record/record_json.hpp"

namespace audmg::backup {

std::vector<NamedObject> named_objects(const database::File& file) {
  std::vector<NamedObject> objects{
      {.key = file.object_key, .size = file.size, .sha256 = file.sha256}};
  if (file.sidecar_version > 0) {
    objects.push_back({.key = functions::sidecar_key(file.object_key)});
  }
  for (const database::Companion& companion : file.companions) {
    objects.push_back(
        {.key = companion.object_key, .size = companion.size, .sha256 = companion.sha256});
    objects.push_back({.key = functions::sidecar_key(companion.object_key)});
  }
  // A record that cannot be read names nothing; the file is processed again sooner or later.
  const auto record = media::record_from_json(file.media_record);
  if (!record) return objects;
  for (const media::Rendition& rendition : record->renditions) {
    if (rendition.object_key.empty()) continue;
    objects.push_back({.key = rendition.object_key, .size = rendition.size});
  }
  return objects;
}

}  // namespace audmg::backup
