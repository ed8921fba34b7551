// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/rendition_store.hpp"

#include "audmg/core/shortage.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/functions/accept_object.hpp"
#include "audmg/media/record_json.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <span>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace audmg::functions {
namespace {

constexpr std::size_t kCopyBytes = std::size_t{256} * 1024;
/// Each waits for a disk or a network most of its time.
constexpr std::size_t kStoredAtOnce = 4;

Result<void> copy(int file, std::uint64_t size, storage::ObjectWriter& writer) {
  std::vector<std::byte> buffer(kCopyBytes);
  for (std::uint64_t offset = 0; offset < size;) {
    const auto want =
        static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), size - offset));
    const ssize_t count = ::pread(file, buffer.data(), want, static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return fail(ErrorCode::internal, "a rendition cannot be read back");
    AUDMG_CHECK(writer.write(std::span(buffer).first(static_cast<std::size_t>(count))));
    offset += static_cast<std::uint64_t>(count);
  }
  return {};
}

Result<void> store(const std::string& key, const media::RenderedFile& rendered,
                   Services& services) {
  AUDMG_TRY(const auto writer, services.objects.put_object({.key = key, .size = rendered.size}));
  AUDMG_CHECK(copy(rendered.file.get(), rendered.size, *writer));
  AUDMG_CHECK(writer->commit());
  return {};
}

/// On a thread of its own, which no exception may leave.
Result<void> store_guarded(const std::string& key, const media::RenderedFile& rendered,
                           Services& services) {
  try {
    return store(key, rendered, services);
  } catch (...) {
    return std::unexpected(current_exception_error());
  }
}

std::vector<std::string> keys_of(std::string_view record) {
  std::vector<std::string> keys;
  if (record.empty()) return keys;
  const auto parsed = media::record_from_json(record);
  if (!parsed) return keys;
  for (const media::Rendition& rendition : parsed->renditions) keys.push_back(rendition.object_key);
  return keys;
}

/// Whether a backup may still want to copy objects; when that is not known, it may.
bool are_held(Services& services) {
  const auto held = services.drive.is_leased(database::kKeepObjectsLease, services.clock.now());
  if (!held) {
    services.logger.log(telemetry::Level::warning, "renditions_left_behind",
                        {{"error", std::string_view(held.error().message)}});
  }
  return held.value_or(true);
}

}  // namespace

std::string rendition_key(const database::File& file, const media::Rendition& rendition) {
  return renditions_prefix(file.owner, file.id).append(rendition.recipe);
}

std::string renditions_prefix(const UserId& owner, const FileId& file) {
  std::string prefix(kRenditionsPrefix);
  return prefix.append(owner.text()).append("/").append(file.text()).append("/");
}

bool names_rendition(const database::File& file, std::string_view key) {
  const std::vector<std::string> keys = keys_of(file.media_record);
  return std::ranges::find(keys, key) != keys.end();
}

Result<void> store_renditions(const database::File& file, media::Rendered& rendered,
                              Services& services) {
  AUDMG_ASSERT(rendered.files.size() == rendered.record.renditions.size());
  std::vector<Result<void>> outcomes(rendered.files.size());
  for (media::Rendition& rendition : rendered.record.renditions) {
    rendition.object_key = rendition_key(file, rendition);
  }
  std::atomic<std::size_t> next = 0;
  const auto store_some = [&] {
    for (std::size_t i = next++; i < outcomes.size(); i = next++) {
      outcomes[i] =
          store_guarded(rendered.record.renditions[i].object_key, rendered.files[i], services);
    }
  };
  {
    std::vector<std::jthread> others;
    others.reserve(kStoredAtOnce);
    try {
      for (std::size_t i = 1; i < std::min(outcomes.size(), kStoredAtOnce); ++i) {
        others.emplace_back(store_some);
      }
    } catch (const std::system_error&) {
      // No thread can be had: those that there are, at least this one, store what is left.
    }
    store_some();
  }
  for (Result<void>& outcome : outcomes) AUDMG_CHECK(std::move(outcome));
  return {};
}

void delete_renditions(const database::File& file, std::string_view keep, Services& services) {
  const std::vector<std::string> kept = keys_of(keep);
  std::vector<std::string> keys = keys_of(file.media_record);
  std::erase_if(keys,
                [&](const std::string& key) { return std::ranges::find(kept, key) != kept.end(); });
  if (keys.empty() || are_held(services)) return;
  for (const std::string& key : keys) discard_object(key, services);
}

}  // namespace audmg::functions
