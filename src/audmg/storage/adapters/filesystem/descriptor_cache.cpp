// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/adapters/filesystem/descriptor_cache.hpp"

namespace audmg::storage::filesystem {
namespace {

bool is_same_time(const timespec& one, const timespec& other) noexcept {
  return one.tv_sec == other.tv_sec && one.tv_nsec == other.tv_nsec;
}

}  // namespace

bool is_current(FileOperations& operations, const OpenObject& object) {
  struct stat now{};
  if (operations.status(object.file.get(), now) < 0) return false;
  // A link count above 0 proves little, because the link in a snapshot remains. Losing or gaining a
  // link changes the count and the time of the status change.
  // Size and time of the last change are what the etag is made of: they are compared as numbers,
  // because this is done for each download.
  return now.st_nlink > 0 && now.st_nlink == object.status.st_nlink &&
         is_same_time(now.st_ctim, object.status.st_ctim) && now.st_size == object.status.st_size &&
         is_same_time(now.st_mtim, object.status.st_mtim);
}

std::shared_ptr<const OpenObject> DescriptorCache::find(std::string_view key) {
  const std::scoped_lock lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return *found->second;
}

DescriptorCache::Ticket DescriptorCache::ticket() {
  const std::scoped_lock lock(mutex_);
  return drops_;
}

void DescriptorCache::insert(const std::shared_ptr<const OpenObject>& object, Ticket ticket) {
  if (capacity_ == 0) return;
  std::shared_ptr<const OpenObject> removed;
  const std::scoped_lock lock(mutex_);
  if (ticket != drops_) return;
  removed = take(object->info.key);
  entries_.push_front(object);
  by_key_.emplace(object->info.key, entries_.begin());
  if (entries_.size() > capacity_) {
    removed = take(entries_.back()->info.key);
  }
}

void DescriptorCache::drop(std::string_view key) {
  std::shared_ptr<const OpenObject> removed;
  const std::scoped_lock lock(mutex_);
  ++drops_;
  removed = take(key);
}

bool DescriptorCache::drop_all() {
  Entries removed;
  {
    const std::scoped_lock lock(mutex_);
    by_key_.clear();
    removed.swap(entries_);
  }
  return !removed.empty();
}

std::shared_ptr<const OpenObject> DescriptorCache::take(std::string_view key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  const auto entry = found->second;
  auto object = std::move(*entry);
  by_key_.erase(found);
  entries_.erase(entry);
  return object;
}

}  // namespace audmg::storage::filesystem
