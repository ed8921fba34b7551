// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/drive_repository.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"

#include <utility>

namespace audmg::database::dynamodb {
namespace {

class DynamoDriveRepository final : public DriveRepository {
 public:
  explicit DynamoDriveRepository(Table& table) : table_(table) {}

  Result<std::optional<DriveIdentity>> find_identity() override {
    AUDMG_TRY(const auto item, table_.get(drive_key()));
    if (!item) return std::nullopt;
    return DriveIdentity{std::string(item->text("drive_id")), item->size("generation")};
  }

  Result<void> set_identity(const DriveIdentity& identity) override {
    Item item = drive_key();
    item.set("drive_id", identity.drive_id).set("generation", identity.generation);
    AUDMG_CHECK(table_.write({.item = std::move(item)}));
    return {};
  }

  Result<DriveIdentity> raise_generation() override {
    return retry_conflicts<DriveIdentity>([&]() -> Result<std::optional<DriveIdentity>> {
      AUDMG_TRY(auto identity, find_identity());
      if (!identity) return fail(ErrorCode::not_found, "the drive has no identity yet");
      Item values;
      values.set(":last", identity->generation)
          .set(":next", identity->generation + 1)
          .set(":id", identity->drive_id);
      AUDMG_TRY(const auto outcome, table_.write({.item = drive_key(),
                                                  .update = "SET generation = :next",
                                                  .condition = "generation = :last AND "
                                                               "drive_id = :id",
                                                  .values = values}));
      if (!outcome.done) return std::nullopt;
      ++identity->generation;
      return identity;
    });
  }

  Result<bool> take_lease(std::string_view name, std::string_view holder, TimePoint now,
                          TimePoint until) override {
    Item values;
    values.set(":holder", holder).set(":now", now).set(":until", until);
    AUDMG_TRY(const auto outcome,
              table_.write({.item = lease_key(name),
                            .update = "SET holder = :holder, leased_until = :until",
                            .condition = "attribute_not_exists(pk) OR holder = :holder OR "
                                         "leased_until <= :now",
                            .values = values}));
    return outcome.done;
  }

  Result<void> end_lease(std::string_view name, std::string_view holder) override {
    Item values;
    values.set(":holder", holder);
    AUDMG_CHECK(table_.remove(lease_key(name), "holder = :holder", values));
    return {};
  }

  Result<bool> is_leased(std::string_view name, TimePoint now) override {
    AUDMG_TRY(const auto item, table_.get(lease_key(name)));
    return item && item->time("leased_until") > now;
  }

 private:
  Table& table_;
};

}  // namespace

std::unique_ptr<DriveRepository> make_drive_repository(Table& table) {
  return std::make_unique<DynamoDriveRepository>(table);
}

}  // namespace audmg::database::dynamodb
