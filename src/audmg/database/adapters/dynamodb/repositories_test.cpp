// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "contract/companion_repository_contract.hpp"
#include "contract/drive_repository_contract.hpp"
#include "contract/event_repository_contract.hpp"
#include "contract/file_repository_contract.hpp"
#include "contract/idempotency_repository_contract.hpp"
#include "contract/integrity_repository_contract.hpp"
#include "contract/processing_repository_contract.hpp"
#include "contract/tombstone_repository_contract.hpp"
#include "contract/upload_repository_contract.hpp"
#include "testbeds/dynamo_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::database {
namespace {

using Harnesses = testing::Types<dynamodb::DynamoHarness>;
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, FileRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, CompanionRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, ProcessingRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, EventRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, UploadRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, IdempotencyRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, IntegrityRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, TombstoneRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, DriveRepositoryContract, Harnesses);

}  // namespace
}  // namespace audmg::database
