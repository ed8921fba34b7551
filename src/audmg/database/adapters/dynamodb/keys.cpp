// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/keys.hpp"

#include "audmg/database/account_name.hpp"

#include <algorithm>

namespace audmg::database::dynamodb {
namespace {

constexpr std::string_view kAlone = "A";
constexpr std::size_t kTimeDigits = 13;
constexpr std::size_t kEventNumberDigits = 20;

std::string padded(std::string text, std::size_t digits) {
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return text;
}

std::string joined(std::string_view prefix, std::string_view rest) {
  return std::string(prefix).append(rest);
}

std::string_view name_of(Due what) noexcept {
  switch (what) {
    case Due::damage:
      return "D";
    case Due::deletion:
      return "Z";
    case Due::event:
      return "Y";
    case Due::idempotency:
      return "I";
    case Due::message:
      return "B";
    case Due::owner_tombstone:
      return "TU";
    case Due::session:
      return "S";
    case Due::tombstone:
      return "T";
    case Due::trash:
      return "R";
    case Due::upload:
      return "X";
  }
  return "?";
}

int shard_of(std::string_view name) noexcept {
  unsigned sum = 0;
  for (const char c : name) sum = sum * 31 + static_cast<unsigned char>(c);
  return static_cast<int>(sum % kDueShards);
}

}  // namespace

Item key(std::string_view pk, std::string_view sk) {
  Item item;
  item.set(kPk, pk).set(kSk, sk);
  return item;
}

Item key_of(const Item& item) { return key(item.text(kPk), item.text(kSk)); }

std::string_view end_of_sk(const Item& item) noexcept {
  const std::string_view sk = item.text(kSk);
  return sk.substr(sk.rfind('#') + 1);
}

std::string owner_pk(const UserId& owner) { return "U#" + owner.text(); }

Item user_key(const UserId& id) { return key(owner_pk(id), kAlone); }

Item username_key(std::string_view username) {
  return key("N#" + fold_account_name(username), kAlone);
}

Item email_key(std::string_view email) { return key("E#" + fold_account_name(email), kAlone); }

Item deletion_key(const UserId& owner) { return key(owner_pk(owner), "Z"); }

Item session_key(const UserId& owner, const SessionId& id) {
  return key(owner_pk(owner), joined(kSessionPrefix, id.text()));
}

Item credentials_key(const UserId& user) { return key(joined("K#", user.text()), kAlone); }

std::string app_passwords_pk(const UserId& owner) { return joined("P#", owner.text()); }

Item app_password_key(const UserId& owner, const AppPasswordId& id) {
  return key(app_passwords_pk(owner), id.text());
}

Item first_account_key() { return key("FIRST", kAlone); }

Item invitation_key(const InvitationId& id) { return key(kInvitationsPk, id.text()); }

std::string audit_pk(const UserId& user) { return joined("A#", user.text()); }

Item audit_key(const UserId& user, const AuditEntryId& id) {
  return key(audit_pk(user), joined(kAuditEntryPrefix, id.text()));
}

Item audit_head_key(std::string_view audit_pk) { return key(audit_pk, "H"); }

Item attempts_key(std::string_view digest) { return key(joined("L#", digest), kAlone); }

Item file_key(const UserId& owner, const FileId& id) {
  return key(owner_pk(owner), joined(kFilePrefix, id.text()));
}

Item trash_key(const UserId& owner, TimePoint trashed_at, const FileId& file) {
  return key(owner_pk(owner), joined(kTrashPrefix, due_sk(trashed_at)) + "#" + file.text());
}

Item trashed_member_key(const UserId& owner, const FileId& file) {
  return key(owner_pk(owner), joined(kTrashedMemberPrefix, file.text()));
}

Item collection_key(const UserId& owner, const CollectionId& id) {
  return key(owner_pk(owner), joined(kCollectionPrefix, id.text()));
}

Item collection_count_key(const UserId& owner) { return key(owner_pk(owner), kCollectionCount); }

std::string members_pk(const UserId& owner, const CollectionId& id) {
  return owner_pk(owner) + "#L#" + id.text();
}

Item content_key(const UserId& owner, std::string_view sha256) {
  return key(owner_pk(owner), joined("H#", sha256));
}

Item object_key_key(std::string_view object_key) { return key(joined("O#", object_key), kAlone); }

Item upload_key(const UserId& owner, const UploadId& id) {
  return key(owner_pk(owner), joined(kUploadPrefix, id.text()));
}

Item usage_key(const UserId& owner) { return key(owner_pk(owner), "C#X"); }

Item usage_mark_key() { return key("USAGE", "A"); }

Item idempotency_key(const IdempotencyKey& key_of_client) {
  // A user's keys are in the user's partition and so are removed with the user.
  if (is_uuid_text(key_of_client.scope)) {
    return key("U#" + key_of_client.scope, joined("I#", key_of_client.key));
  }
  return key("I#" + key_of_client.scope + "#" + key_of_client.key, kAlone);
}

Item event_key(const UserId& owner, const EventId& id) {
  return key(owner_pk(owner), joined(kEventPrefix, id.text()));
}

Item numbered_event_key(const UserId& owner, std::uint64_t number) {
  return key(owner_pk(owner),
             joined(kEventPrefix, padded(std::to_string(number), kEventNumberDigits)));
}

std::string file_event_prefix(const FileId& file) {
  return joined(kFileEventPrefix, file.text()) + "#";
}

Item file_event_key(const UserId& owner, const FileId& file, const EventId& id) {
  return key(owner_pk(owner), file_event_prefix(file) + id.text());
}

Item tombstone_key(std::string_view object_key) { return key(joined("T#", object_key), kAlone); }

std::string_view buried_object_key(const Item& tombstone) noexcept {
  constexpr std::size_t kPrefixBytes = 2;
  return tombstone.text(kPk).substr(kPrefixBytes);
}

Item owner_tombstone_key(const UserId& owner) { return key(joined("TU#", owner.text()), kAlone); }

Item drive_key() { return key("DRIVE", kAlone); }

Item chore_run_key(std::string_view chore) { return key(kChoreRunsPk, chore); }

Item lease_key(std::string_view name) { return key(joined("LEASE#", name), kAlone); }

Item message_key(std::string_view message_id) { return key(joined("B#", message_id), kAlone); }

std::string files_of_kind_g1pk(const UserId& owner, FileKind kind) {
  return owner_pk(owner) + "#K#" + std::string(to_string(kind));
}

std::string due_pk(Due what, int shard) {
  return "DUE#" + std::string(name_of(what)) + "#" + std::to_string(shard);
}

std::string due_sk(TimePoint time) {
  const auto milliseconds = std::max<std::int64_t>(0, time.time_since_epoch().count());
  return padded(std::to_string(milliseconds), kTimeDigits);
}

void set_due(Item& item, Due what, TimePoint time, std::string_view name) {
  item.set(kG2Pk, due_pk(what, shard_of(name))).set(kG2Sk, due_sk(time) + "#" + std::string(name));
}

void set_ttl(Item& item, TimePoint time) {
  item.set(kTtl, std::chrono::ceil<std::chrono::seconds>(time).time_since_epoch().count());
}

}  // namespace audmg::database::dynamodb
