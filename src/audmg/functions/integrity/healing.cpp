// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/integrity/healing.hpp"

#include "audmg/core/clock.hpp"
#include "audmg/database/companion_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/integrity_repository.hpp"
#include "audmg/database/outbox.hpp"
#include "audmg/functions/events/file_events.hpp"
#include "audmg/functions/integrity/companion_check.hpp"
#include "audmg/functions/integrity/deletion.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/integrity/second_processing.hpp"
#include "audmg/functions/integrity/sidecar.hpp"
#include "audmg/functions/media_order.hpp"
#include "audmg/functions/object_keys.hpp"
#include "audmg/functions/policies.hpp"
#include "audmg/notification/event_hub.hpp"
#include "audmg/storage/object_store.hpp"

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::size_t kCopyBytes = std::size_t{1024} * 1024;

/// Stores the bytes only if they are those of the file.
Result<std::optional<storage::ObjectInfo>> copy_bytes(const database::File& file,
                                                      storage::ObjectReader& from,
                                                      storage::ObjectStore& objects,
                                                      TimePoint now) {
  if (from.info().size != file.size) return std::nullopt;
  AUDMG_TRY(const auto writer,
            objects.put_object(
                {.key = original_key(file.owner, UploadId::make(now).text()), .size = file.size}));
  std::vector<std::byte> buffer(kCopyBytes);
  std::uint64_t offset = 0;
  while (offset < file.size) {
    AUDMG_TRY(const std::size_t count, from.read_at(offset, buffer));
    if (count == 0) return std::nullopt;
    AUDMG_CHECK(writer->write(std::span(buffer).first(count)));
    offset += count;
  }
  AUDMG_TRY(const std::string sha256, writer->sha256());
  if (sha256 != file.sha256) return std::nullopt;
  return writer->commit();
}

}  // namespace

Result<std::optional<database::File>> put_in_place(const database::File& damaged,
                                                   const Replacement& replacement,
                                                   const FileServices& services) {
  database::File healed = damaged;
  healed.object_key = replacement.object_key;
  healed.crc32 = replacement.crc32;
  AUDMG_CHECK(store_sidecar(healed, services));
  const TimePoint now = services.clock.now();
  database::Outbox outbox = announce(kFileHealed, healed, file_detail(healed), services);
  const bool process_again = needs_second_processing(damaged, services.policies);
  if (process_again) add_second_processing(damaged, now, outbox);
  auto replaced = services.integrity.replace_object({.former = object_of(damaged),
                                                     .object_key = healed.object_key,
                                                     .crc32 = healed.crc32,
                                                     .sidecar_version = kSidecarVersion,
                                                     .now = now,
                                                     .process_again = process_again,
                                                     .upload = replacement.upload,
                                                     .outbox = std::move(outbox),
                                                     .completion = replacement.completion});
  if (!replaced) {
    const ErrorCode code = replaced.error().code;
    if (code == ErrorCode::conflict || code == ErrorCode::not_found) return std::nullopt;
    return std::unexpected(std::move(replaced).error());
  }
  log_healing(*replaced, services);
  delete_former_object(damaged.object_key, services);
  return *std::move(replaced);
}

Result<bool> heal_from_copy(const database::File& damaged, storage::ObjectReader& copy,
                            const FileServices& services) {
  AUDMG_TRY(const auto stored, copy_bytes(damaged, copy, services.objects, services.clock.now()));
  if (!stored) return false;
  // After an error the row may name the object all the same; the sweep looks at it later.
  AUDMG_TRY(const auto healed,
            put_in_place(damaged, {.object_key = stored->key, .crc32 = stored->crc32}, services));
  if (!healed) {
    discard_object(stored->key, services);
    return false;
  }
  services.event_hub.wake(damaged.owner);
  return true;
}

Result<bool> heal_companion_from_copy(const database::File& picture,
                                      const database::Companion& damaged,
                                      storage::ObjectReader& copy, const FileServices& services) {
  const TimePoint now = services.clock.now();
  AUDMG_TRY(const auto stored, copy_bytes(as_file(picture, damaged), copy, services.objects, now));
  if (!stored) return false;
  database::PutCompanionRequest request{.owner = picture.owner,
                                        .file = picture.id,
                                        .companion = damaged,
                                        .in_place_of = damaged.object_key};
  request.companion.object_key = stored->key;
  request.companion.crc32 = stored->crc32;
  if (damaged.kind == database::CompanionKind::xmp && services.policies.process_media) {
    request.outbox.messages.push_back(new_sidecar_message(picture, now, rebuild_order(picture)));
  }
  AUDMG_CHECK(store_companion_sidecar(picture.owner, picture.id, request.companion, services));
  const auto put = services.companions.put_companion(request);
  if (!put) {
    const ErrorCode code = put.error().code;
    // After another error the row may name the object all the same; the sweep looks at it later.
    if (code != ErrorCode::conflict && code != ErrorCode::not_found) {
      return std::unexpected(put.error());
    }
    discard_object(stored->key, services);
    return false;
  }
  delete_former_object(damaged.object_key, services);
  return true;
}

}  // namespace audmg::functions
