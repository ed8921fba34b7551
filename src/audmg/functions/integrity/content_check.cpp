// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/integrity/content_check.hpp"

#include "audmg/database/file.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/storage/object_store.hpp"

#include <fcntl.h>

#include <algorithm>
#include <span>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{1024} * 1024;

/// Drops the object's pages from the page cache, whose content may differ from the disk's. Best
/// effort: pages that are not written yet, or mapped, stay.
void drop_cached_pages(const storage::ObjectReader& reader) {
  if (reader.stored_file() < 0) return;
  static_cast<void>(::posix_fadvise(reader.stored_file(), 0, 0, POSIX_FADV_DONTNEED));
}

}  // namespace

ContentCheck::ContentCheck(std::unique_ptr<storage::ObjectReader> reader,
                           const database::File& file)
    : reader_(std::move(reader)),
      file_(file),
      buffer_(static_cast<std::size_t>(std::min<std::uint64_t>(kPieceBytes, file.size + 1))) {
  drop_cached_pages(*reader_);
}

ContentCheck::~ContentCheck() { drop_cached_pages(*reader_); }

Result<std::size_t> ContentCheck::read_piece() {
  AUDMG_TRY(const std::size_t count, reader_->read_at(offset_, buffer_));
  digest_.update(std::span(buffer_).first(count));
  offset_ += count;
  return count;
}

ContentCheck::Findings ContentCheck::finish() {
  const auto digests = digest_.finish();
  if (offset_ != file_.size) return {.damage = kObjectCutOff};
  const bool is_known = !file_.sha256.empty();
  if (is_known && digests.sha256 != file_.sha256) return {.damage = kObjectRotten};
  return {.damage = {}, .crc32 = digests.crc32};
}

Result<bool> has_right_bytes(const database::File& file, storage::ObjectStore& objects) {
  auto reader = objects.get_object(file.object_key);
  const auto is_damage = [](const Error& error) {
    return error.code == ErrorCode::not_found || error.code == ErrorCode::corrupt;
  };
  if (!reader && is_damage(reader.error())) return false;
  if (!reader) return std::unexpected(reader.error());
  if ((*reader)->info().size != file.size) return false;
  if (file.sha256.empty()) return true;
  ContentCheck check(*std::move(reader), file);
  for (;;) {
    const auto count = check.read_piece();
    if (!count && is_damage(count.error())) return false;
    if (!count) return std::unexpected(count.error());
    if (*count == 0) break;
  }
  return check.finish().damage.empty();
}

}  // namespace audmg::functions
