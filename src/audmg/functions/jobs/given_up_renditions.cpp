// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/given_up_renditions.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/notification/event_hub.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace audmg::functions {
namespace {

/// Returns those of the names that are asked for.
std::vector<std::string> asked_among(const std::vector<std::string>& names,
                                     const database::File& file) {
  std::vector<std::string> asked;
  std::ranges::copy_if(names, std::back_inserter(asked), [&](const std::string& name) {
    return std::ranges::find(file.asked_renditions, name) != file.asked_renditions.end();
  });
  return asked;
}

}  // namespace

database::Outbox rendition_failures(const database::File& file,
                                    const std::vector<std::string>& names, std::string_view reason,
                                    const EventServices& services) {
  database::Outbox outbox;
  for (const std::string& name : asked_among(names, file)) {
    json::Writer json;
    json.begin_object()
        .field("fileName", file.name)
        .field("kind", to_string(file.kind))
        .field("name", name)
        .field("reason", reason)
        .end_object();
    database::Outbox one = announce(kRenditionFailed, file, std::move(json).take(), services);
    std::ranges::move(one.events, std::back_inserter(outbox.events));
    std::ranges::move(one.messages, std::back_inserter(outbox.messages));
  }
  return outbox;
}

Result<void> give_up_renditions(const database::File& file, const std::vector<std::string>& names,
                                std::string_view reason, const EventServices& services) {
  if (asked_among(names, file).empty()) return {};
  AUDMG_TRY(const auto begun, services.processing.begin_processing({.owner = file.owner,
                                                                    .id = file.id,
                                                                    .now = services.clock.now(),
                                                                    .outbox = {},
                                                                    .only_if_ready = true}));
  if (!begun) return {};
  const auto given_up = services.processing.add_renditions(
      {.owner = file.owner,
       .id = file.id,
       .fencing_token = begun->fencing_token,
       .media_record = begun->file.media_record,
       .given_up = asked_among(names, begun->file),
       .outbox = rendition_failures(begun->file, names, reason, services)});
  if (!given_up) return given_up;
  services.event_hub.wake(file.owner);
  return {};
}

}  // namespace audmg::functions
