// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/usage_repository.hpp"

#include "audmg/database/adapters/sqlite/repositories.hpp"
#include "audmg/database/adapters/sqlite/usage_rows.hpp"

namespace audmg::database {
namespace {

class SqliteUsageRepository final : public UsageRepository {
 public:
  explicit SqliteUsageRepository(Connections connections) : connections_(connections) {}

  Result<std::vector<Usage>> find_usages(std::span<const UserId> users) override {
    return connections_.readers.read(
        [&](sqlite::Connection& connection) -> Result<std::vector<Usage>> {
          std::vector<Usage> usages;
          usages.reserve(users.size());
          for (const UserId& user : users) {
            AUDMG_TRY(const Usage usage, read_usage(connection, user));
            usages.push_back(usage);
          }
          return usages;
        });
  }

 private:
  Connections connections_;
};

}  // namespace

std::unique_ptr<UsageRepository> make_usage_repository(Connections connections) {
  return std::make_unique<SqliteUsageRepository>(connections);
}

}  // namespace audmg::database
