// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/created_object.hpp"

#include "audmg/database/event_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/object_keys.hpp"

#include <algorithm>
#include <cstddef>

namespace audmg::functions {
namespace {

/// Upload, attempt, outcome: more events means that there was an attempt.
constexpr std::size_t kEventsToLookAt = 10;

}  // namespace

Result<std::optional<MediaMessage>> find_unbegun_file(std::string_view object_key,
                                                      const RecordServices& services) {
  const auto owner = owner_of_original(object_key);
  if (!owner) return std::nullopt;
  AUDMG_TRY(const auto file, services.files.find_file_by_object_key(*owner, object_key));
  if (!file || file->status != database::FileStatus::processing) return std::nullopt;
  AUDMG_TRY(const auto events, services.events.list_file_events(*owner, file->id, kEventsToLookAt));
  const bool begun =
      std::ranges::find(events, kAttemptStarted, &database::Event::type) != events.end();
  if (begun) return std::nullopt;
  return MediaMessage{.owner = *owner, .file = file->id};
}

}  // namespace audmg::functions
