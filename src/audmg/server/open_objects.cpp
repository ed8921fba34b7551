// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/server/open_objects.hpp"

#include "audmg/server/limits.hpp"

#include <utility>

namespace audmg::server {

OpenObjects::Reader OpenObjects::find(std::string_view key, Time now) {
  const auto entry = entries_.find(key);
  if (entry == entries_.end()) return nullptr;
  if (!entry->second.reader->is_current()) {
    entries_.erase(entry);
    return nullptr;
  }
  entry->second.last_used = now;
  return entry->second.reader;
}

void OpenObjects::keep(std::string_view key, Reader reader, Time now) {
  if (capacity_ == 0 || !reader->is_current()) return;
  if (entries_.size() >= capacity_) {
    // Any one will do: with more hot objects than places, an exact order would not help either.
    entries_.erase(entries_.begin());
  }
  entries_.insert_or_assign(std::string(key), Entry{std::move(reader), now});
}

void OpenObjects::close_unused(Time now) {
  std::erase_if(entries_, [&](const auto& item) {
    return now - item.second.last_used > kOpenObjectLifetime || !item.second.reader->is_current();
  });
}

}  // namespace audmg::server
