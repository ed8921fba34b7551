// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/archives/archive_reader.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace audmg::functions {
namespace {

std::size_t copy(std::string_view text, std::span<std::byte> into) {
  const std::size_t count = std::min(text.size(), into.size());
  std::memcpy(into.data(), text.data(), count);
  return count;
}

}  // namespace

ArchiveReader::ArchiveReader(std::string key, OpenArchives::Opened opened,
                             storage::ObjectStore& objects)
    : archive_(std::move(opened.archive)), objects_(objects) {
  info_ = {.key = std::move(key),
           .size = archive_->layout.size(),
           .etag = std::move(opened.etag),
           .sha256 = {},
           .last_modified = archive_->created_at};
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
  zip::Run run = archive_->layout.run_at(offset);
  storage::Stretch stretch;
  // A header and the bytes behind it are one stretch, so that each file takes one call.
  if (!run.text.empty()) {
    stretch.text = std::move(run.text);
    if (offset + stretch.text.size() == info_.size) return stretch;
    run = archive_->layout.run_at(offset + stretch.text.size());
    if (!run.text.empty()) return stretch;
  }
  const ManifestEntry& entry = archive_->entries[run.entry];
  if (entry.object_key.empty()) {
    stretch.text += std::string_view(entry.text).substr(static_cast<std::size_t>(run.offset));
    return stretch;
  }
  AUDMG_TRY(stretch.object, open(run.entry));
  stretch.range = {run.offset, run.length};
  return stretch;
}

Result<std::shared_ptr<storage::ObjectReader>> ArchiveReader::open(std::size_t entry) {
  const std::scoped_lock lock(mutex_);
  if (open_object_ && open_entry_ == entry) return open_object_;
  AUDMG_TRY(std::shared_ptr<storage::ObjectReader> object,
            objects_.get_object(archive_->entries[entry].object_key));
  if (object->info().size != archive_->layout.entries()[entry].size) {
    return fail(ErrorCode::corrupt, "an object of another size than in the download: " +
                                        archive_->entries[entry].object_key);
  }
  open_entry_ = entry;
  open_object_ = object;
  return object;
}

}  // namespace audmg::functions
