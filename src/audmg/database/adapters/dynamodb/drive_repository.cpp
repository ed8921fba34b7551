// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/drive_repository.hpp"

#include "audmg/database/adapters/dynamodb/keys.hpp"
#include "audmg/database/adapters/dynamodb/repositories.hpp"

#include <string>
#include <utility>
#include <vector>

namespace audmg::database::dynamodb {
namespace {

Item drive_item(const DriveIdentity& identity) {
  Item item = drive_key();
  item.set("drive_id", identity.drive_id).set("generation", identity.generation);
  return item;
}

/// More users than this are not counted.
constexpr std::size_t kMaxCountedUsers = 100'000;
constexpr std::size_t kMaxChores = 100;

ChoreRun read_chore_run(const Item& item) {
  ChoreRun run{.chore = std::string(item.text(kSk)),
               .ended_at = item.time("ended_at"),
               .error = std::string(item.text("error_text")),
               .figures = std::string(item.text("figures"))};
  if (item.has("succeeded_at")) run.succeeded_at = item.time("succeeded_at");
  return run;
}

DriveIdentity read_identity(const Item& item) {
  return {std::string(item.text("drive_id")), item.size("generation")};
}

class DynamoDriveRepository final : public DriveRepository {
 public:
  explicit DynamoDriveRepository(Table& table) : table_(table) {}

  Result<std::optional<DriveIdentity>> find_identity() override {
    AUDMG_TRY(const auto item, table_.get(drive_key()));
    if (!item) return std::nullopt;
    return read_identity(*item);
  }

  Result<DriveIdentity> create_identity(const DriveIdentity& identity) override {
    AUDMG_TRY(const auto outcome, table_.write({.item = drive_item(identity),
                                                .condition = "attribute_not_exists(pk)"}));
    return outcome.done ? identity : read_identity(outcome.found);
  }

  Result<void> set_identity(const DriveIdentity& identity) override {
    AUDMG_CHECK(table_.write({.item = drive_item(identity)}));
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
    AUDMG_TRY(const bool removed,
              table_.remove(lease_key(name),
                            "holder = :holder AND attribute_not_exists(saved_place)", values));
    if (removed) return {};
    // An item with a place stays.
    values.set(":over", TimePoint{});
    AUDMG_CHECK(table_.write({.item = lease_key(name),
                              .update = "SET leased_until = :over REMOVE holder",
                              .condition = "holder = :holder",
                              .values = values}));
    return {};
  }

  Result<bool> is_leased(std::string_view name, TimePoint now) override {
    AUDMG_TRY(const auto item, table_.get(lease_key(name)));
    return item && item->time("leased_until") > now;
  }

  Result<std::string> find_place(std::string_view lease) override {
    AUDMG_TRY(const auto item, table_.get(lease_key(lease)));
    return item ? std::string(item->text("saved_place")) : std::string();
  }

  Result<bool> save_place(std::string_view lease, std::string_view holder,
                          std::string_view place) override {
    Item values;
    values.set(":holder", holder).set(":place", place);
    AUDMG_TRY(const auto outcome, table_.write({.item = lease_key(lease),
                                                .update = "SET saved_place = :place",
                                                .condition = "holder = :holder",
                                                .values = values}));
    return outcome.done;
  }

  Result<void> note_chore_run(const ChoreRun& run) override {
    std::string update = "SET ended_at = :ended, error_text = :error, figures = :figures";
    if (run.error.empty()) update += ", succeeded_at = :ended";
    Item values;
    values.set(":ended", run.ended_at).set(":error", run.error).set(":figures", run.figures);
    AUDMG_CHECK(
        table_.write({.item = chore_run_key(run.chore), .update = update, .values = values}));
    return {};
  }

  Result<std::vector<ChoreRun>> list_chore_runs() override {
    Item values;
    values.set(":p", kChoreRunsPk);
    AUDMG_TRY(const auto items,
              table_.query({.condition = "pk = :p", .values = values, .limit = kMaxChores}));
    std::vector<ChoreRun> runs;
    for (const Item& item : items) runs.push_back(read_chore_run(item));
    return runs;
  }

  Result<RecordCounts> count_records() override {
    Item values;
    values.set(":p", kUsersG1Pk);
    AUDMG_TRY(const auto users, table_.query({.index = "gsi1",
                                              .condition = "g1pk = :p",
                                              .values = values,
                                              .limit = kMaxCountedUsers}));
    return RecordCounts{.users = users.size()};
  }

 private:
  Table& table_;
};

}  // namespace

std::unique_ptr<DriveRepository> make_drive_repository(Table& table) {
  return std::make_unique<DynamoDriveRepository>(table);
}

}  // namespace audmg::database::dynamodb
