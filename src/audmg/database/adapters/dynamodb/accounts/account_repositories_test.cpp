// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "contract/app_password_repository_contract.hpp"
#include "contract/attempt_repository_contract.hpp"
#include "contract/audit_repository_contract.hpp"
#include "contract/credential_repository_contract.hpp"
#include "contract/invitation_repository_contract.hpp"
#include "contract/session_repository_contract.hpp"
#include "contract/user_repository_contract.hpp"
#include "testbeds/dynamo_testbed.hpp"

#include <gtest/gtest.h>

namespace audmg::database {
namespace {

using Harnesses = testing::Types<dynamodb::DynamoHarness>;
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, AppPasswordRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, AttemptRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, AuditRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, CredentialRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, InvitationRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, SessionRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(DynamoDb, UserRepositoryContract, Harnesses);

}  // namespace
}  // namespace audmg::database
