// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/locks.hpp"

#include "audmg/database/adapters/dynamodb/file_item.hpp"
#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/membership.hpp"

#include <utility>

namespace audmg::database::dynamodb {

Item username_lock(std::string_view username, const UserId& user) {
  return std::move(username_key(username).set("user_id", user.text()));
}

Item email_lock(std::string_view email, const UserId& user) {
  return std::move(email_key(email).set("user_id", user.text()));
}

bool has_content_lock(const File& file) noexcept {
  return !file.sha256.empty() && file.duplicate_of.empty();
}

Item content_lock(const File& file) {
  AUDMG_ASSERT(has_content_lock(file));
  return std::move(content_key(file.owner, file.sha256).set("file_id", file.id.text()));
}

Item object_lock(const File& file) { return object_lock(file.object_key, file); }

Item object_lock(std::string_view object_key, const File& file) {
  return std::move(
      object_key_key(object_key).set("owner_id", file.owner.text()).set("file_id", file.id.text()));
}

Item trash_item(const File& file) {
  AUDMG_ASSERT(file.trashed_at);
  Item item = trash_key(file.owner, *file.trashed_at, file.id);
  set_due(item, Due::trash, *file.trashed_at, file.id.text());
  return item;
}

Item audit_head(const Item& last_entry) {
  Item head = audit_head_key(last_entry.text(kPk));
  head.set(kEntryHash, last_entry.text(kEntryHash)).set(kLastEntry, end_of_sk(last_entry));
  // It must not expire before the entry.
  constexpr std::int64_t kLaterSeconds = std::int64_t{7} * 24 * 3600;
  head.set(kTtl, last_entry.number(kTtl) + kLaterSeconds);
  return head;
}

Result<std::vector<Item>> derived_items(const Item& item) {
  if (item.text(kG1Pk) == kUsersG1Pk) {
    const auto user = UserId::parse(item.text(kG1Sk));
    if (!user) return fail(ErrorCode::corrupt, "dynamodb: a user without an id");
    return std::vector{username_lock(item.text("username"), *user),
                       email_lock(item.text("email"), *user)};
  }
  if (!item.text(kSk).starts_with(kFilePrefix)) return std::vector<Item>{};
  AUDMG_TRY(const File file, read_file(item));
  std::vector items{object_lock(file)};
  if (has_content_lock(file)) items.push_back(content_lock(file));
  for (const Companion& companion : file.companions) {
    items.push_back(object_lock(companion.object_key, file));
  }
  if (file.trashed_at) items.push_back(trash_item(file));
  AUDMG_TRY(const auto memberships, read_memberships(item));
  if (file.trashed_at && !memberships.empty()) {
    items.push_back(trashed_member_key(file.owner, file.id));
  }
  for (const Membership& membership : memberships) {
    items.push_back(member_item(file.owner, file.id, membership));
  }
  return items;
}

}  // namespace audmg::database::dynamodb
