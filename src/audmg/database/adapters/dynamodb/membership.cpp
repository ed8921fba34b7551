// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/dynamodb/membership.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace audmg::database::dynamodb {
namespace {

/// Sorts before and after all letters and digits of positions, and the second after those of ids.
constexpr char kBetween = '#';
constexpr char kAfterAll = '~';

}  // namespace

Result<std::vector<Membership>> read_memberships(const Item& file_item) {
  std::vector<Membership> memberships;
  std::string_view text = file_item.text("collections");
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    const std::size_t colon = word.find(':');
    const auto collection = CollectionId::parse(word.substr(0, colon));
    if (!collection || colon == std::string_view::npos) {
      return fail(ErrorCode::corrupt, "dynamodb: a file with unreadable collections");
    }
    memberships.push_back({*collection, std::string(word.substr(colon + 1))});
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return memberships;
}

std::string write_memberships(std::span<const Membership> memberships) {
  std::string text;
  for (const Membership& membership : memberships) {
    if (!text.empty()) text += ' ';
    text.append(membership.collection.text()).append(":").append(membership.position);
  }
  return text;
}

std::string position_in(std::span<const Membership> memberships, const CollectionId& collection) {
  const auto found = std::ranges::find(memberships, collection, &Membership::collection);
  return found == memberships.end() ? std::string() : found->position;
}

Item member_item(const UserId& owner, const FileId& file, const Membership& membership) {
  return key(members_pk(owner, membership.collection),
             membership.position + kBetween + file.text());
}

std::string after_position(std::string_view position) {
  return std::string(position) + kBetween + kAfterAll;
}

Result<CollectionMember> read_member(const Item& item) {
  const std::string_view sk = item.text(kSk);
  const std::size_t between = sk.find(kBetween);
  const auto file =
      between == std::string_view::npos ? std::nullopt : FileId::parse(sk.substr(between + 1));
  if (!file) return fail(ErrorCode::corrupt, "dynamodb: a member without a file");
  return CollectionMember{.file = *file, .position = std::string(sk.substr(0, between))};
}

}  // namespace audmg::database::dynamodb
