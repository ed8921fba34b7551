// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/adapters/dynamodb/dynamo_database.hpp"
#include "aws/partner.hpp"

#include <memory>
#include <utility>

namespace audmg::database::dynamodb {

/// The repositories of an empty table at the test partner.
class DynamoHarness {
 public:
  DynamoHarness() {
    auto& partner = AwsPartner::get();
    const auto made = create_table(options_, partner.credentials(), partner.transport(), clock_);
    EXPECT_TRUE(made) << made.error().message;
    database_ = open(options_, partner.transport());
  }

  /// Deletes the table, because moto copies all tables for each transaction.
  ~DynamoHarness() {
    AwsPartner::get().call({.endpoint = options_.endpoint, .scope = {options_.region, "dynamodb"}},
                           {.action = "DeleteTable",
                            .fields = {{"Content-Type", "application/x-amz-json-1.0"},
                                       {"X-Amz-Target", "DynamoDB_20120810.DeleteTable"}},
                            .body = body_of_delete_});
  }
  DynamoHarness(const DynamoHarness&) = delete;
  DynamoHarness& operator=(const DynamoHarness&) = delete;

  UserRepository& users() { return database_->users(); }
  CredentialRepository& credentials() { return database_->credentials(); }
  SessionRepository& sessions() { return database_->sessions(); }
  AppPasswordRepository& app_passwords() { return database_->app_passwords(); }
  InvitationRepository& invitations() { return database_->invitations(); }
  AuditRepository& audit() { return database_->audit(); }
  AttemptRepository& attempts() { return database_->attempts(); }
  FileRepository& files() { return database_->files(); }
  CompanionRepository& companions() { return database_->companions(); }
  FileChangeRepository& changes() { return database_->changes(); }
  TrashRepository& trash() { return database_->trash(); }
  CollectionRepository& collections() { return database_->collections(); }
  ProcessingRepository& processing() { return database_->processing(); }
  EventRepository& events() { return database_->events(); }
  UploadRepository& uploads() { return database_->uploads(); }
  UsageRepository& usage() { return database_->usage(); }
  IdempotencyRepository& idempotency() { return database_->idempotency(); }
  IntegrityRepository& integrity() { return database_->integrity(); }
  TombstoneRepository& tombstones() { return database_->tombstones(); }
  DriveRepository& drive() { return database_->drive(); }
  DynamoDatabase& database() { return *database_; }

  /// Options to open another database on the same table.
  [[nodiscard]] const DynamoDatabaseOptions& options() const { return options_; }
  std::unique_ptr<DynamoDatabase> open(DynamoDatabaseOptions options,
                                       aws::HttpTransport& transport) {
    return make_dynamo_database(std::move(options), AwsPartner::get().credentials(), transport,
                                clock_);
  }

 private:
  SystemClock clock_;
  DynamoDatabaseOptions options_{.table = AwsPartner::fresh_name(),
                                 .region = AwsPartner::get().region(),
                                 .endpoint = AwsPartner::get().moto()};
  const std::string body_of_delete_ = "{\"TableName\":\"" + options_.table + "\"}";
  std::unique_ptr<DynamoDatabase> database_;
};

}  // namespace audmg::database::dynamodb
