// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/jobs/place_names.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/processing_repository.hpp"
#include "audmg/functions/events/change_events.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/media_services.hpp"
#include "audmg/library/edits.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/media/record/record_limits.hpp"
#include "audmg/notification/event_hub.hpp"

#include <optional>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

using media::MediaRecord;
using media::Place;

static_assert(places::kMaxNames <= media::kMaxPlaceNames);

void name_place(Place& place, const places::Gazetteer* gazetteer) {
  place.resolved_name.clear();
  place.names.clear();
  if (gazetteer == nullptr || !place.latitude || !place.longitude) return;
  auto found = gazetteer->find(*place.latitude, *place.longitude);
  if (!found) return;
  place.resolved_name = std::move(found->name);
  place.names = std::move(found->names);
}

/// Returns nothing if the owner has set no coordinates, or if the edits cannot be read, which
/// everyone who looks at the file is told.
std::optional<Place> edited_coordinates(const database::File& file) {
  const auto edits = library::edits_from_json(file.edits);
  if (!edits || !edits->place.latitude) return std::nullopt;
  return Place{.latitude = edits->place.latitude, .longitude = edits->place.longitude};
}

std::optional<Place>* place_of(MediaRecord& record) {
  if (record.image) return &record.image->place;
  return record.audio ? &record.audio->place : nullptr;
}

/// Returns the file's record if it lacks the names of the coordinates that the owner has set.
std::optional<MediaRecord> find_unnamed(const database::File& file) {
  if (file.edits.empty()) return std::nullopt;
  const auto edited = edited_coordinates(file);
  auto record = media::record_from_json(file.media_record);
  if (!edited || !record) return std::nullopt;
  const auto& named = record->edited_place;
  if (named && named->latitude == edited->latitude && named->longitude == edited->longitude) {
    return std::nullopt;
  }
  return *std::move(record);
}

}  // namespace

void name_places(MediaRecord& record, const database::File& file,
                 const places::Gazetteer* gazetteer) {
  auto* const found = place_of(record);
  if (found != nullptr && *found) name_place(**found, gazetteer);
  record.edited_place = edited_coordinates(file);
  if (record.edited_place) name_place(*record.edited_place, gazetteer);
  if (media::record_to_json(record).size() <= media::kMaxRecordBytes) return;
  if (found != nullptr && *found) (**found).names.clear();
  if (record.edited_place) record.edited_place->names.clear();
}

Result<void> name_edited_place(const database::File& file, const RenderingServices& services) {
  const places::Gazetteer* const gazetteer = services.media.gazetteer;
  if (gazetteer == nullptr || !find_unnamed(file)) return {};
  AUDMG_TRY(const auto begun, services.processing.begin_processing({.owner = file.owner,
                                                                    .id = file.id,
                                                                    .now = services.clock.now(),
                                                                    .only_if_ready = true}));
  if (!begun) return {};
  // The row counts as it is now; an attempt that names nothing ends all the same.
  auto record = find_unnamed(begun->file);
  if (record) name_places(*record, begun->file, gazetteer);
  database::Outbox outbox;
  if (record) {
    outbox.events.push_back(make_event(kFileChanged, file_detail(begun->file), services));
  }
  const auto named = services.processing.add_renditions(
      {.owner = file.owner,
       .id = file.id,
       .fencing_token = begun->fencing_token,
       .media_record = record ? media::record_to_json(*record) : begun->file.media_record,
       .outbox = std::move(outbox)});
  if (named) {
    services.event_hub.wake(file.owner);
    return {};
  }
  // Deleted meanwhile, or a newer attempt has begun, which names it.
  const ErrorCode code = named.error().code;
  if (code == ErrorCode::not_found || code == ErrorCode::conflict) return {};
  return std::unexpected(named.error());
}

}  // namespace audmg::functions
