// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/archives/open_archives.hpp"

#include "audmg/storage/small_object.hpp"

#include <algorithm>
#include <utility>

namespace audmg::functions {
namespace {

std::vector<zip::Entry> take_files(std::vector<ManifestEntry>& entries) {
  std::vector<zip::Entry> files;
  files.reserve(entries.size());
  for (ManifestEntry& entry : entries) files.push_back(std::move(entry.file));
  return files;
}

/// Returns about how much memory the archive of a manifest takes.
std::size_t bytes_of(const Archive& archive, std::size_t manifest_bytes) {
  return manifest_bytes + archive.entries.size() * (sizeof(ManifestEntry) + sizeof(zip::Entry));
}

}  // namespace

Archive make_archive(Manifest manifest) {
  zip::ArchiveLayout layout(take_files(manifest.entries));
  return {.created_at = manifest.created_at,
          .expires_at = manifest.expires_at,
          .layout = std::move(layout),
          .entries = std::move(manifest.entries)};
}

/// The store is asked each time, which costs little: a manifest that was deleted with its owner, or
/// by the sweep, is not served from memory.
Result<OpenArchives::Opened> OpenArchives::open(std::string_view manifest_key, TimePoint now) {
  AUDMG_TRY(const auto info, objects_.head_object(manifest_key));
  auto archive = find(manifest_key, info.etag);
  if (!archive) {
    AUDMG_TRY(const std::string text,
              storage::get_small_object(manifest_key, kMaxManifestBytes, objects_));
    AUDMG_TRY(Manifest manifest, manifest_from_text(text));
    archive = std::make_shared<const Archive>(make_archive(std::move(manifest)));
    keep({.key = std::string(manifest_key),
          .opened = {archive, info.etag},
          .bytes = bytes_of(*archive, text.size())});
  }
  if (archive->expires_at <= now) return fail(ErrorCode::not_found, "a download that has expired");
  return Opened{std::move(archive), info.etag};
}

std::shared_ptr<const Archive> OpenArchives::find(std::string_view key, std::string_view etag) {
  const std::scoped_lock lock(mutex_);
  const auto found = std::ranges::find(kept_, key, &Kept::key);
  if (found == kept_.end() || found->opened.etag != etag) return nullptr;
  kept_.splice(kept_.begin(), kept_, found);
  return found->opened.archive;
}

void OpenArchives::keep(Kept kept) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(kept_, [&](const Kept& former) { return former.key == kept.key; });
  kept_.push_front(std::move(kept));
  std::size_t sum = 0;
  for (auto at = kept_.begin(); at != kept_.end();) {
    sum += at->bytes;
    if (sum <= max_bytes_ || at == kept_.begin()) {
      ++at;
      continue;
    }
    sum -= at->bytes;
    at = kept_.erase(at);
  }
}

}  // namespace audmg::functions
