// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors

// A composition root, as embedded_composition.cpp is: it names adapters.
#include "audmg/app/composition/restore_target.hpp"

#include "audmg/app/composition/aws_access.hpp"
#include "audmg/app/composition/aws_options.hpp"
#include "audmg/app/data_folder/data_folder.hpp"
#include "audmg/config/config_error.hpp"
#include "audmg/database/adapters/dynamodb/dynamo_database.hpp"
#include "audmg/database/adapters/sqlite/record_snapshots.hpp"
#include "audmg/storage/adapters/filesystem/filesystem_object_store.hpp"
#include "audmg/storage/adapters/s3/s3_object_store.hpp"

#include <system_error>
#include <utility>

namespace audmg::app {
namespace {

class FolderTarget final : public RestoreTarget {
 public:
  FolderTarget(DataFolder folder, std::unique_ptr<database::RecordSnapshots> records,
               std::unique_ptr<storage::ObjectStore> objects,
               std::shared_ptr<const sealing::Keyring> keyring)
      : folder_(std::move(folder)),
        records_(std::move(records)),
        objects_(std::move(objects)),
        keyring_(std::move(keyring)) {}

  backup::RestoreTarget target() override {
    return {.records = *records_,
            .objects = *objects_,
            .secrets_folder = folder_.layout().secrets(),
            .keyring = keyring_};
  }

 private:
  DataFolder folder_;  // released last
  std::unique_ptr<database::RecordSnapshots> records_;
  std::unique_ptr<storage::ObjectStore> objects_;
  std::shared_ptr<const sealing::Keyring> keyring_;
};

Result<std::unique_ptr<RestoreTarget>> open_folder_target(
    const config::Settings& settings, const std::filesystem::path& to,
    std::shared_ptr<const sealing::Keyring> keyring) {
  std::error_code error;
  if (std::filesystem::exists(to, error) && !std::filesystem::is_empty(to, error)) {
    return fail(ErrorCode::already_exists,
                to.string() +
                    " is not an empty folder; nothing was restored. Name one that is "
                    "missing or empty with --to.");
  }
  AUDMG_TRY(DataFolder folder, DataFolder::open(to, "audmg backup restore"));
  AUDMG_TRY(auto objects, storage::filesystem::make_filesystem_object_store(
                              {.root = folder.layout().objects().string(),
                               .min_free_bytes = settings.min_free_space,
                               .keyring = keyring}));
  auto records = database::make_sqlite_record_snapshots(folder.layout().database());
  return std::make_unique<FolderTarget>(std::move(folder), std::move(records), std::move(objects),
                                        std::move(keyring));
}

class AwsTarget final : public RestoreTarget {
 public:
  AwsTarget(std::unique_ptr<AwsAccess> access,
            std::unique_ptr<database::dynamodb::DynamoDatabase> database,
            std::unique_ptr<storage::ObjectStore> objects,
            std::shared_ptr<const sealing::Keyring> keyring)
      : access_(std::move(access)),
        database_(std::move(database)),
        objects_(std::move(objects)),
        keyring_(std::move(keyring)) {}

  backup::RestoreTarget target() override {
    return {.records = database_->snapshots(),
            .objects = *objects_,
            .secrets_folder = {},
            .keyring = keyring_};
  }

 private:
  std::unique_ptr<AwsAccess> access_;
  std::unique_ptr<database::dynamodb::DynamoDatabase> database_;
  std::unique_ptr<storage::ObjectStore> objects_;
  std::shared_ptr<const sealing::Keyring> keyring_;
};

Result<std::unique_ptr<RestoreTarget>> open_aws_target(
    const config::Settings& settings, std::shared_ptr<const sealing::Keyring> keyring) {
  auto access = std::make_unique<AwsAccess>(settings.aws_region);
  AUDMG_TRY(auto objects, storage::s3::make_s3_object_store(bucket_options(settings, *access),
                                                            access->credentials(),
                                                            access->transport(), access->clock()));
  const auto table = table_options(settings, *access);
  auto database = database::dynamodb::make_dynamo_database(table, access->credentials(),
                                                           access->transport(), access->clock());
  if (const auto readable = database->check_readable(); !readable) {
    // On AWS, the deployment creates the table.
    if (!table.endpoint.is_custom) return std::unexpected(readable.error());
    AUDMG_CHECK(database::dynamodb::create_table(table, access->credentials(), access->transport(),
                                                 access->clock()));
  }
  return std::make_unique<AwsTarget>(std::move(access), std::move(database), std::move(objects),
                                     std::move(keyring));
}

}  // namespace

Result<std::unique_ptr<RestoreTarget>> open_restore_target(
    const config::Settings& settings, const std::filesystem::path& to,
    std::shared_ptr<const sealing::Keyring> keyring) {
  if (settings.uses_aws()) {
    if (to.empty()) return open_aws_target(settings, std::move(keyring));
    throw config::ConfigError(
        "With AUDMG_ADAPTERS=aws `audmg backup restore` fills the table and the bucket of the "
        "settings; leave out --to.");
  }
  if (to.empty()) {
    throw config::ConfigError("`audmg backup restore` needs --to and the folder of the new drive.");
  }
  return open_folder_target(settings, to, std::move(keyring));
}

}  // namespace audmg::app
