// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/events/change_events.hpp"

#include "audmg/functions/events/file_events.hpp"
#include "audmg/lib/json/writer.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace audmg::functions {
namespace {

std::string ids_detail(std::span<const database::File> files) {
  json::Writer json;
  json.begin_object().key("fileIds").begin_array();
  for (const database::File& file : files) json.value(file.id.text());
  json.end_array().end_object();
  return std::move(json).take();
}

std::string collection_detail(const CollectionId& collection) {
  json::Writer json;
  json.begin_object().field("collectionId", collection.text()).end_object();
  return std::move(json).take();
}

}  // namespace

database::Outbox announce_change(std::string_view type_for_one,
                                 std::span<const database::File> files,
                                 const EventServices& services) {
  const database::File& first = files.front();
  if (files.size() == 1) return announce(type_for_one, first, file_detail(first), services);
  return announce(kFilesChanged, first.owner, ids_detail(files), services);
}

database::Outbox announce_collection(std::string_view type, const UserId& owner,
                                     const CollectionId& collection,
                                     const EventServices& services) {
  return announce(type, owner, collection_detail(collection), services);
}

database::Outbox announce_members(std::span<const database::File> files,
                                  const CollectionId& collection, const EventServices& services) {
  database::Outbox outbox = announce_change(kFileChanged, files, services);
  database::Outbox more =
      announce_collection(kCollectionChanged, files.front().owner, collection, services);
  std::ranges::move(more.events, std::back_inserter(outbox.events));
  std::ranges::move(more.messages, std::back_inserter(outbox.messages));
  return outbox;
}

}  // namespace audmg::functions
