// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/downloads/archive_reader.hpp"

#include "audmg/storage/small_object.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace audmg::functions {
namespace {

std::vector<zip::Entry> files_of(std::vector<ManifestEntry>& entries) {
  std::vector<zip::Entry> files;
  files.reserve(entries.size());
  for (ManifestEntry& entry : entries) files.push_back(std::move(entry.file));
  return files;
}

std::size_t copy(std::string_view text, std::span<std::byte> into) {
  const std::size_t count = std::min(text.size(), into.size());
  std::memcpy(into.data(), text.data(), count);
  return count;
}

}  // namespace

ArchiveReader::ArchiveReader(std::string key, std::string etag, Manifest manifest,
                             storage::ObjectStore& objects)
    : layout_(files_of(manifest.entries)),
      entries_(std::move(manifest.entries)),
      objects_(objects) {
  info_ = {.key = std::move(key),
           .size = layout_.size(),
           .etag = std::move(etag),
           .sha256 = {},
           .last_modified = manifest.created_at};
}

Result<std::size_t> ArchiveReader::read_at(std::uint64_t offset, std::span<std::byte> into) {
  if (offset >= info_.size || into.empty()) return 0;
  AUDMG_TRY(const storage::Stretch stretch, stretch_at(offset));
  if (!stretch.text.empty()) return copy(stretch.text, into);
  const auto count =
      static_cast<std::size_t>(std::min<std::uint64_t>(stretch.range.length, into.size()));
  return stretch.object->read_at(stretch.range.offset, into.first(count));
}

Result<storage::Stretch> ArchiveReader::stretch_at(std::uint64_t offset) {
  zip::Run run = layout_.run_at(offset);
  if (!run.text.empty()) return storage::Stretch{.text = std::move(run.text)};
  const ManifestEntry& entry = entries_[run.entry];
  if (entry.object_key.empty()) {
    return storage::Stretch{.text = entry.text.substr(static_cast<std::size_t>(run.offset))};
  }
  AUDMG_TRY(auto object, open(run.entry));
  return storage::Stretch{.object = std::move(object), .range = {run.offset, run.length}};
}

Result<std::shared_ptr<storage::ObjectReader>> ArchiveReader::open(std::size_t entry) {
  const std::scoped_lock lock(mutex_);
  if (open_object_ && open_entry_ == entry) return open_object_;
  AUDMG_TRY(std::shared_ptr<storage::ObjectReader> object,
            objects_.get_object(entries_[entry].object_key));
  if (object->info().size != layout_.entries()[entry].size) {
    return fail(ErrorCode::corrupt,
                "an object of another size than in the download: " + entries_[entry].object_key);
  }
  open_entry_ = entry;
  open_object_ = object;
  return object;
}

Result<std::unique_ptr<storage::ObjectReader>> open_archive(std::string_view manifest_key,
                                                            TimePoint now,
                                                            storage::ObjectStore& objects) {
  AUDMG_TRY(const auto info, objects.head_object(manifest_key));
  AUDMG_TRY(const std::string text,
            storage::get_small_object(manifest_key, kMaxManifestBytes, objects));
  AUDMG_TRY(Manifest manifest, manifest_from_text(text));
  if (manifest.expires_at <= now) return fail(ErrorCode::not_found, "a download that has expired");
  return std::make_unique<ArchiveReader>(std::string(manifest_key), info.etag, std::move(manifest),
                                         objects);
}

}  // namespace audmg::functions
