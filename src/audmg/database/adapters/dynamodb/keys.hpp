// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/clock.hpp"
#include "audmg/core/id.hpp"
#include "audmg/database/adapters/dynamodb/item.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/idempotency_repository.hpp"

#include <cstdint>
#include <string>
#include <string_view>

// The keys of docs/formats/dynamodb.md: one function per kind of item.

namespace audmg::database::dynamodb {

inline constexpr std::string_view kPk = "pk";
inline constexpr std::string_view kSk = "sk";
/// Global secondary index 1: users by age; an owner's files of one kind; audit entries by age.
inline constexpr std::string_view kG1Pk = "g1pk";
inline constexpr std::string_view kG1Sk = "g1sk";
/// Global secondary index 2: items that are due at a time.
inline constexpr std::string_view kG2Pk = "g2pk";
inline constexpr std::string_view kG2Sk = "g2sk";
/// In seconds; DynamoDB removes the item some time after it.
inline constexpr std::string_view kTtl = "ttl";

/// Prefixes of sk in an owner's partition.
inline constexpr std::string_view kSessionPrefix = "S#";
/// Sorts before files, so that a scan comes to a user's collections first (SnapshotFilter).
inline constexpr std::string_view kCollectionPrefix = "CL#";
inline constexpr std::string_view kCollectionCount = "C#L";
inline constexpr std::string_view kFilePrefix = "F#";
inline constexpr std::string_view kUploadPrefix = "X#";
inline constexpr std::string_view kTrashPrefix = "R#";
inline constexpr std::string_view kTrashedMemberPrefix = "RM#";
inline constexpr std::string_view kEventPrefix = "Y#";
inline constexpr std::string_view kFileEventPrefix = "V#";
/// Prefix of sk in the partition of an audit log.
inline constexpr std::string_view kAuditEntryPrefix = "E#";

[[nodiscard]] Item key(std::string_view pk, std::string_view sk);
/// Returns the key of any item.
[[nodiscard]] Item key_of(const Item& item);
/// Returns what follows the last '#' of an item's sk: the id of an event, or of a file in the
/// trash.
[[nodiscard]] std::string_view end_of_sk(const Item& item) noexcept;

[[nodiscard]] std::string owner_pk(const UserId& owner);
[[nodiscard]] Item user_key(const UserId& id);
[[nodiscard]] Item username_key(std::string_view username);
[[nodiscard]] Item email_key(std::string_view email);
/// Key of a mark that stands while the belongings of a deleted user are removed.
[[nodiscard]] Item deletion_key(const UserId& owner);
[[nodiscard]] Item session_key(const UserId& owner, const SessionId& id);
/// Key of a user's password and second factors. They are in a partition of their own, so that a
/// role can be kept from them (dynamodb:LeadingKeys).
[[nodiscard]] Item credentials_key(const UserId& user);
/// Partition of a user's app passwords.
[[nodiscard]] std::string app_passwords_pk(const UserId& owner);
[[nodiscard]] Item app_password_key(const UserId& owner, const AppPasswordId& id);
/// Key of the item that says that the drive has had an account.
[[nodiscard]] Item first_account_key();
inline constexpr std::string_view kInvitationsPk = "INVITATIONS";
inline constexpr std::string_view kChoreRunsPk = "CHORES";
[[nodiscard]] Item invitation_key(const InvitationId& id);
/// Partition of the audit log of a user, or of nobody: the id is empty.
[[nodiscard]] std::string audit_pk(const UserId& user);
[[nodiscard]] Item audit_key(const UserId& user, const AuditEntryId& id);
/// Key of the item that knows the last entry of an audit log.
[[nodiscard]] Item audit_head_key(std::string_view audit_pk);
/// Key of the counter of attempts. `digest` stands for the limit and its subject.
[[nodiscard]] Item attempts_key(std::string_view digest);
[[nodiscard]] Item file_key(const UserId& owner, const FileId& id);
/// Key of the item that says since when a file has been in the trash.
[[nodiscard]] Item trash_key(const UserId& owner, TimePoint trashed_at, const FileId& file);
/// Key of the item that says that a file in the trash is in at least one collection; it has nothing
/// but its key.
[[nodiscard]] Item trashed_member_key(const UserId& owner, const FileId& file);
[[nodiscard]] Item collection_key(const UserId& owner, const CollectionId& id);
[[nodiscard]] Item collection_count_key(const UserId& owner);
[[nodiscard]] std::string members_pk(const UserId& owner, const CollectionId& id);
[[nodiscard]] Item content_key(const UserId& owner, std::string_view sha256);
[[nodiscard]] Item object_key_key(std::string_view object_key);
[[nodiscard]] Item upload_key(const UserId& owner, const UploadId& id);
/// Key of the item that counts a user's files, their bytes and open upload sessions.
[[nodiscard]] Item usage_key(const UserId& owner);
/// Key of the mark that says whose files from before there were such items have been counted.
[[nodiscard]] Item usage_mark_key();
[[nodiscard]] Item idempotency_key(const IdempotencyKey& key);
[[nodiscard]] Item event_key(const UserId& owner, const EventId& id);
/// Returns the key of an event from before events had their ids as keys; it sorts before theirs.
[[nodiscard]] Item numbered_event_key(const UserId& owner, std::uint64_t number);
[[nodiscard]] Item file_event_key(const UserId& owner, const FileId& file, const EventId& id);
[[nodiscard]] std::string file_event_prefix(const FileId& file);
[[nodiscard]] Item message_key(std::string_view message_id);
[[nodiscard]] Item tombstone_key(std::string_view object_key);
/// Returns the object key that a tombstone holds.
[[nodiscard]] std::string_view buried_object_key(const Item& tombstone) noexcept;
/// Key of the tombstone of everything that a deleted user has in the object store.
[[nodiscard]] Item owner_tombstone_key(const UserId& owner);
[[nodiscard]] Item drive_key();
[[nodiscard]] Item chore_run_key(std::string_view chore);
[[nodiscard]] Item lease_key(std::string_view name);

inline constexpr std::string_view kUsersG1Pk = "USERS";
/// The entries of all audit logs, by id.
inline constexpr std::string_view kAuditG1Pk = "AUDIT";
[[nodiscard]] std::string files_of_kind_g1pk(const UserId& owner, FileKind kind);

/// The kinds of items that are searched by time. Each is spread over kDueShards partitions.
enum class Due {
  damage,
  deletion,
  event,
  idempotency,
  message,
  owner_tombstone,
  session,
  tombstone,
  trash,
  upload
};
inline constexpr int kDueShards = 4;
[[nodiscard]] std::string due_pk(Due what, int shard);
/// Precondition: the time is not before the epoch.
[[nodiscard]] std::string due_sk(TimePoint time);
/// Puts an item into the index: `name` spreads items and follows the time in g2sk.
void set_due(Item& item, Due what, TimePoint time, std::string_view name);

/// Sets the TTL to this time, rounded up.
void set_ttl(Item& item, TimePoint time);

}  // namespace audmg::database::dynamodb
