// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/usage_repository.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"
#include "audmg/database/adapters/dynamodb/usage_steps.hpp"

#include <map>
#include <string>

namespace audmg::database::dynamodb {
namespace {

class DynamoUsageRepository final : public UsageRepository {
 public:
  explicit DynamoUsageRepository(Table& table) : table_(table) {}

  Result<std::vector<Usage>> find_usages(std::span<const UserId> users) override {
    std::vector<Item> keys;
    for (const UserId& user : users) keys.push_back(usage_key(user));
    AUDMG_TRY(const auto items, table_.get_many(keys));
    std::map<std::string, Usage, std::less<>> by_owner;
    for (const Item& item : items) by_owner.emplace(item.text(kPk), read_usage(item));
    std::vector<Usage> usages;
    for (const UserId& user : users) {
      const auto found = by_owner.find(owner_pk(user));
      usages.push_back(found == by_owner.end() ? Usage{} : found->second);
    }
    return usages;
  }

 private:
  Table& table_;
};

}  // namespace

std::unique_ptr<UsageRepository> make_usage_repository(Table& table) {
  return std::make_unique<DynamoUsageRepository>(table);
}

}  // namespace audmg::database::dynamodb
