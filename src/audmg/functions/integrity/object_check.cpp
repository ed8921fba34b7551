// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/integrity/object_check.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/integrity_repository.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/integrity/second_processing.hpp"
#include "audmg/lib/json/writer.hpp"
#include "audmg/notification/event_hub.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/telemetry/logger.hpp"

#include <utility>

namespace audmg::functions {
namespace {

std::string damage_detail(const database::File& file, std::string_view damage) {
  json::Writer json;
  json.begin_object()
      .field("fileName", file.name)
      .field("kind", to_string(file.kind))
      .field("damaged", damage)
      .end_object();
  return std::move(json).take();
}

}  // namespace

database::LookedAt object_of(const database::File& file) {
  return {.owner = file.owner, .file = file.id, .object_key = file.object_key};
}

Result<std::string_view> judge_look(const Result<storage::ObjectInfo>& looked,
                                    const database::File& file) {
  if (!looked && looked.error().code == ErrorCode::not_found) return kObjectMissing;
  if (!looked && looked.error().code == ErrorCode::corrupt) return kObjectUnreadable;
  if (!looked) return std::unexpected(looked.error());
  return looked->size == file.size ? std::string_view() : kObjectCutOff;
}

Result<std::string_view> look_at_object(const database::File& file,
                                        const ObjectServices& services) {
  return judge_look(services.objects.head_object(file.object_key), file);
}

Result<bool> is_sound(const database::File& file, const ObjectServices& services) {
  if (!file.damage.empty()) return false;
  AUDMG_TRY(const std::string_view damage, look_at_object(file, services));
  return damage.empty();
}

Result<void> report_damage(const database::File& file, std::string_view damage,
                           const ObjectServices& services) {
  AUDMG_TRY(const bool is_news,
            services.integrity.note_damage(
                object_of(file), damage,
                announce(kFileDamaged, file, damage_detail(file, damage), services)));
  if (!is_news) return {};
  services.event_hub.wake(file.owner);
  services.logger.log(telemetry::Level::error, "file_damaged",
                      {{"fileId", std::string_view(file.id.text())},
                       {"userId", std::string_view(file.owner.text())},
                       {"objectKey", std::string_view(file.object_key)},
                       {"damage", damage}});
  return {};
}

namespace {

Result<bool> note_sound(const database::File& file, TimePoint verified_at,
                        std::optional<std::uint32_t> crc32, const ObjectServices& services) {
  // First: as long as the damage is noted, this is done again after a failure.
  if (!file.damage.empty()) AUDMG_CHECK(process_second_time(file, services));
  AUDMG_TRY(
      const bool healed,
      services.integrity.note_findings(
          object_of(file), {.verified_at = verified_at,
                            .crc32 = crc32,
                            .outbox = announce(kFileHealed, file, file_detail(file), services)}));
  if (!healed) return false;
  services.event_hub.wake(file.owner);
  log_healing(file, services);
  return true;
}

}  // namespace

Result<bool> report_sound(const database::File& file, std::optional<std::uint32_t> crc32,
                          const ObjectServices& services) {
  return note_sound(file, services.clock.now(), crc32, services);
}

Result<void> report_whole_again(const database::File& file, const ObjectServices& services) {
  AUDMG_CHECK(note_sound(file, file.verified_at, std::nullopt, services));
  return {};
}

void log_healing(const database::File& file, const ObjectServices& services) {
  services.logger.log(telemetry::Level::warning, "file_healed",
                      {{"fileId", std::string_view(file.id.text())},
                       {"userId", std::string_view(file.owner.text())},
                       {"objectKey", std::string_view(file.object_key)}});
}

}  // namespace audmg::functions
