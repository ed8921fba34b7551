// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/database/adapters/sqlite/repositories.hpp"

#include "contract/app_password_repository_contract.hpp"
#include "contract/attempt_repository_contract.hpp"
#include "contract/audit_repository_contract.hpp"
#include "contract/collection_repository_contract.hpp"
#include "contract/companion_repository_contract.hpp"
#include "contract/credential_repository_contract.hpp"
#include "contract/drive_repository_contract.hpp"
#include "contract/event_repository_contract.hpp"
#include "contract/file_change_repository_contract.hpp"
#include "contract/file_repository_contract.hpp"
#include "contract/idempotency_repository_contract.hpp"
#include "contract/integrity_repository_contract.hpp"
#include "contract/invitation_repository_contract.hpp"
#include "contract/processing_repository_contract.hpp"
#include "contract/session_repository_contract.hpp"
#include "contract/tombstone_repository_contract.hpp"
#include "contract/trash_repository_contract.hpp"
#include "contract/upload_repository_contract.hpp"
#include "contract/usage_repository_contract.hpp"
#include "contract/user_repository_contract.hpp"
#include "doubles/sqlite_harness.hpp"

#include <gtest/gtest.h>

namespace audmg::database {
namespace {

using Harnesses = testing::Types<SqliteHarness, FailingHarness>;
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, UserRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, CredentialRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, SessionRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, AppPasswordRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, InvitationRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, AuditRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, AttemptRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, FileRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, CompanionRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, FileChangeRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, TrashRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, CollectionRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, ProcessingRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, EventRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, UploadRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, UsageRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, IdempotencyRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, IntegrityRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, TombstoneRepositoryContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, DriveRepositoryContract, Harnesses);

}  // namespace
}  // namespace audmg::database
