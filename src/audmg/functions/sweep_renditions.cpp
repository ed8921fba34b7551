// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/sweep_renditions.hpp"

#include "audmg/functions/rendition_store.hpp"
#include "audmg/functions/sweep.hpp"

#include <optional>
#include <string_view>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::size_t kObjectsPerPass = 1000;

/// The file that a key of rendition_key() belongs to; nothing for other keys.
std::optional<std::pair<UserId, FileId>> file_of(std::string_view key) {
  key.remove_prefix(kRenditionsPrefix.size());
  const auto slash = key.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto owner = UserId::parse(key.substr(0, slash));
  key.remove_prefix(slash + 1);
  const auto id = FileId::parse(key.substr(0, key.find('/')));
  if (!owner || !id) return std::nullopt;
  return std::pair(*owner, *id);
}

Result<bool> is_wanted(const std::string& key, Services& services) {
  const auto file_id = file_of(key);
  if (!file_id) return false;
  AUDMG_TRY(const auto file, services.files.find_file(file_id->first, file_id->second));
  if (!file) return false;
  return file->status == database::FileStatus::processing || names_rendition(*file, key);
}

}  // namespace

Result<std::size_t> sweep_renditions(Services& services, std::string& position) {
  AUDMG_TRY(const auto objects,
            services.objects.list_objects({.prefix = std::string(kRenditionsPrefix),
                                           .start_after = position,
                                           .max_keys = kObjectsPerPass}));
  const TimePoint newest = services.clock.now() - kOrphanGrace;
  std::size_t deleted = 0;
  for (const storage::ObjectInfo& object : objects) {
    if (object.last_modified >= newest) continue;
    AUDMG_TRY(const bool wanted, is_wanted(object.key, services));
    if (wanted) continue;
    AUDMG_CHECK(services.objects.delete_object(object.key));
    ++deleted;
    services.logger.log(telemetry::Level::info, "orphan_deleted",
                        {{"objectKey", std::string_view(object.key)}});
  }
  position = objects.size() < kObjectsPerPass ? std::string() : objects.back().key;
  return deleted;
}

}  // namespace audmg::functions
