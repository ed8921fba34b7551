// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "contract/message_queue_contract.hpp"
#include "contract/queue_administration_contract.hpp"
#include "doubles/sqlite_queue_harness.hpp"

#include <gtest/gtest.h>

namespace audmg::queue {
namespace {

using Harnesses = testing::Types<SqliteQueueHarness, FailingQueueHarness>;
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, MessageQueueContract, Harnesses);
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, QueueAdministrationContract, Harnesses);

}  // namespace
}  // namespace audmg::queue
