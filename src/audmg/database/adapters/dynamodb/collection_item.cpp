// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/collection_item.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"

#include <cstddef>
#include <string>

namespace audmg::database::dynamodb {

Item collection_item(const Collection& collection) {
  Item item = collection_key(collection.owner, collection.id);
  item.set("collection_title", collection.title)
      .set("collection_kind", to_string(collection.kind))
      .set("collection_text", collection.description)
      .set("created_at", collection.created_at)
      .set("revision", collection.revision);
  if (!collection.cover.empty()) item.set("cover_id", collection.cover.text());
  return item;
}

Result<Collection> read_collection(const Item& item) {
  constexpr std::size_t kOwnerPrefixBytes = 2;
  const auto owner = UserId::parse(item.text(kPk).substr(kOwnerPrefixBytes));
  const auto id = CollectionId::parse(item.text(kSk).substr(kCollectionPrefix.size()));
  const auto kind = parse_collection_kind(item.text("collection_kind"));
  if (!owner || !id || !kind) {
    return fail(ErrorCode::corrupt, "dynamodb: a collection of unknown id or kind");
  }
  return Collection{.id = *id,
                    .owner = *owner,
                    .title = std::string(item.text("collection_title")),
                    .kind = *kind,
                    .description = std::string(item.text("collection_text")),
                    .cover = FileId::parse(item.text("cover_id")).value_or(FileId()),
                    .created_at = item.time("created_at"),
                    .revision = item.size("revision")};
}

}  // namespace audmg::database::dynamodb
