// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/open_objects.hpp"

#include "audmg/server/limits.hpp"

#include <sys/stat.h>

#include <utility>

namespace audmg::server {
namespace {

/// A file that was unlinked, or replaced by rename, has no name any more. One of another size was
/// damaged behind our back.
bool is_as_opened(const storage::ObjectReader& reader) {
  struct stat status{};
  return fstat(reader.descriptor(), &status) == 0 && status.st_nlink > 0 &&
         static_cast<std::uint64_t>(status.st_size) == reader.info().size;
}

}  // namespace

OpenObjects::Reader OpenObjects::find(std::string_view key, Time now) {
  const auto entry = entries_.find(key);
  if (entry == entries_.end()) return nullptr;
  if (!is_as_opened(*entry->second.reader)) {
    entries_.erase(entry);
    return nullptr;
  }
  entry->second.last_used = now;
  return entry->second.reader;
}

void OpenObjects::keep(std::string_view key, Reader reader, Time now) {
  if (reader->descriptor() < 0 || capacity_ == 0) return;
  if (entries_.size() >= capacity_) {
    // Any one will do: with more hot objects than places, an exact order would not help either.
    entries_.erase(entries_.begin());
  }
  entries_.insert_or_assign(std::string(key), Entry{std::move(reader), now});
}

void OpenObjects::close_unused(Time now) {
  std::erase_if(entries_, [&](const auto& item) {
    return now - item.second.last_used > kOpenObjectLifetime || !is_as_opened(*item.second.reader);
  });
}

}  // namespace audmg::server
