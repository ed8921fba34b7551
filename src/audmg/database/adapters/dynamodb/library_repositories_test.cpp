// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "contract/collection_repository_contract.hpp"
#include "contract/file_change_repository_contract.hpp"
#include "contract/trash_repository_contract.hpp"
#include "testbeds/dynamo_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::database {
namespace {

using Harnesses = testing::Types<dynamodb::DynamoHarness>;
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, FileChangeRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, TrashRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, CollectionRepositoryContract, Harnesses);

}  // namespace
}  // namespace audmg::database
