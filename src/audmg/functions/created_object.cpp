// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/created_object.hpp"

#include "audmg/functions/accept_object.hpp"
#include "audmg/functions/file_events.hpp"

#include <algorithm>
#include <cstddef>

namespace audmg::functions {
namespace {

/// Upload, attempt, outcome: more events means that there was an attempt.
constexpr std::size_t kEventsToLookAt = 10;

/// The owner in a key of original_key(); nothing for other keys.
std::optional<UserId> owner_of(std::string_view object_key) {
  if (!object_key.starts_with(kOriginalsPrefix)) return std::nullopt;
  object_key.remove_prefix(kOriginalsPrefix.size());
  return UserId::parse(object_key.substr(0, object_key.find('/')));
}

}  // namespace

Result<std::optional<MediaMessage>> find_unbegun_file(std::string_view object_key,
                                                      Services& services) {
  const auto owner = owner_of(object_key);
  if (!owner) return std::nullopt;
  AUDMG_TRY(const auto file, services.files.find_file_by_object_key(*owner, object_key));
  if (!file || file->status != database::FileStatus::processing) return std::nullopt;
  AUDMG_TRY(const auto events,
            services.events->list_file_events(*owner, file->id, kEventsToLookAt));
  const bool begun =
      std::ranges::find(events, kAttemptStarted, &database::Event::type) != events.end();
  if (begun) return std::nullopt;
  return MediaMessage{.owner = *owner, .file = file->id};
}

}  // namespace audmg::functions
