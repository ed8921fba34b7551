// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/edits/edit_announcement.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/functions/events/change_events.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/policies.hpp"

namespace audmg::functions {

database::Outbox announce_edit(const FilePatch& patch, std::span<const database::File> files,
                               const EventServices& services) {
  database::Outbox outbox = announce_change(kFileChanged, files, services);
  if (!patch.sets_coordinates() || !services.policies.process_media) return outbox;
  for (const database::File& file : files) {
    if (file.status != database::FileStatus::ready) continue;
    outbox.messages.push_back(processing_message(
        {.owner = file.owner, .file = file.id, .lacking_only = true}, services.clock.now()));
  }
  return outbox;
}

}  // namespace audmg::functions
