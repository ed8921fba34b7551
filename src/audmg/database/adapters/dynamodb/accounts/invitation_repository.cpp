// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/invitation_repository.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/database/adapters/dynamodb/transaction.hpp"

#include <algorithm>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

/// delete_expired_invitations() is exact; this is for deployments that never call it.
constexpr std::chrono::hours kTtlAfterInvitation{24};

Item invitation_item(const Invitation& invitation) {
  Item item = invitation_key(invitation.id);
  item.set("secret_hash", invitation.secret_hash)
      .set("for_admin", invitation.role == Role::admin)
      .set("email", invitation.email)
      .set("created_by", invitation.created_by.text())
      .set("created_at", invitation.created_at)
      .set("expires_at", invitation.expires_at);
  set_ttl(item, invitation.expires_at + kTtlAfterInvitation);
  return item;
}

Result<Invitation> read_invitation(const Item& item) {
  const auto id = InvitationId::parse(item.text(kSk));
  if (!id) return fail(ErrorCode::corrupt, "dynamodb: an invitation without an id");
  return Invitation{.id = *id,
                    .secret_hash = std::string(item.text("secret_hash")),
                    .role = item.truth("for_admin") ? Role::admin : Role::user,
                    .email = std::string(item.text("email")),
                    .created_by = UserId::parse(item.text("created_by")).value_or(UserId{}),
                    .created_at = item.time("created_at"),
                    .expires_at = item.time("expires_at")};
}

class DynamoInvitationRepository final : public InvitationRepository {
 public:
  explicit DynamoInvitationRepository(Table& table) : table_(table) {}

  Result<void> create_invitation(const Invitation& invitation) override {
    AUDMG_TRY(const auto present, stored_items());
    if (present.size() >= kMaxInvitations) {
      return fail(ErrorCode::too_large, "too many invitations are open");
    }
    AUDMG_CHECK(table_.write({.item = invitation_item(invitation)}));
    return {};
  }

  Result<std::optional<Invitation>> find_invitation(const InvitationId& id) override {
    if (id.empty()) return std::nullopt;
    AUDMG_TRY(const auto item, table_.get(invitation_key(id)));
    if (!item) return std::nullopt;
    return read_invitation(*item);
  }

  Result<std::vector<Invitation>> list_invitations() override {
    AUDMG_TRY(const auto items, stored_items());
    std::vector<Invitation> invitations;
    for (const Item& item : items) {
      AUDMG_TRY(Invitation invitation, read_invitation(item));
      invitations.push_back(std::move(invitation));
    }
    std::ranges::stable_sort(invitations, {}, &Invitation::created_at);
    return invitations;
  }

  Result<bool> delete_invitation(const InvitationId& id) override {
    if (id.empty()) return false;
    // A transaction knows its own attempt whose reply was lost.
    Transaction steps;
    steps.remove(invitation_key(id), "attribute_exists(pk)");
    AUDMG_TRY(const Commit commit, steps.commit(table_));
    return commit.done();
  }

  Result<void> delete_expired_invitations(TimePoint now) override {
    AUDMG_TRY(const auto items, stored_items());
    std::vector<Item> keys;
    for (const Item& item : items) {
      if (item.time("expires_at") < now) keys.push_back(key_of(item));
    }
    return table_.remove_many(keys);
  }

 private:
  /// Returns all of them: there are few, in one partition.
  Result<std::vector<Item>> stored_items() {
    // Calls at the same time may leave a few more than kMaxInvitations.
    constexpr std::size_t kMaxStored = kMaxInvitations * 2;
    Item values;
    values.set(":p", kInvitationsPk);
    return table_.query({.condition = "pk = :p", .values = values, .limit = kMaxStored});
  }

  Table& table_;
};

}  // namespace

std::unique_ptr<InvitationRepository> make_invitation_repository(Table& table) {
  return std::make_unique<DynamoInvitationRepository>(table);
}

}  // namespace audmg::database::dynamodb
