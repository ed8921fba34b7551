// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/integrity/rendition_check.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/integrity/second_processing.hpp"
#include "audmg/functions/media_message.hpp"
#include "audmg/functions/media_order.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/media/record/record_json.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/telemetry/logger.hpp"

#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

using media::Rendition;

Result<bool> is_lost(const Rendition& rendition, storage::ObjectStore& objects) {
  const auto object = objects.head_object(rendition.object_key);
  if (object) return object->size != rendition.size;
  const ErrorCode code = object.error().code;
  if (code == ErrorCode::not_found || code == ErrorCode::corrupt) return true;
  return std::unexpected(object.error());
}

Result<void> send_to_be_processed(const database::File& file, const ObjectServices& services) {
  const TimePoint now = services.clock.now();
  database::Outbox outbox = restart_outbox(file, now, media_order(file));
  outbox.messages = {processing_message(
      {.owner = file.owner, .file = file.id, .lacking_only = true}, now, media_order(file))};
  return send_back(file, std::move(outbox), services);
}

}  // namespace

Result<std::size_t> drop_lost_renditions(media::MediaRecord& record,
                                         storage::ObjectStore& objects) {
  std::vector<Rendition> kept;
  for (const Rendition& rendition : record.renditions) {
    AUDMG_TRY(const bool lost, is_lost(rendition, objects));
    if (!lost) kept.push_back(rendition);
  }
  const std::size_t dropped = record.renditions.size() - kept.size();
  record.renditions = std::move(kept);
  return dropped;
}

Result<bool> make_lost_renditions_again(const database::File& file,
                                        const ObjectServices& services) {
  if (file.status != database::FileStatus::ready || file.media_record.empty()) return false;
  auto record = media::record_from_json(file.media_record);
  if (!record) return false;
  AUDMG_TRY(const std::size_t lost, drop_lost_renditions(*record, services.objects));
  if (lost == 0) return false;
  services.logger.log(telemetry::Level::warning, "renditions_lost",
                      {{"fileId", std::string_view(file.id.text())},
                       {"userId", std::string_view(file.owner.text())},
                       {"count", static_cast<std::int64_t>(lost)}});
  if (services.policies.process_media) AUDMG_CHECK(send_to_be_processed(file, services));
  return true;
}

}  // namespace audmg::functions
