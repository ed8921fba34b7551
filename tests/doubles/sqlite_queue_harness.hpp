// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/adapters/sqlite/sqlite_database.hpp"
#include "audmg/queue/adapters/sqlite/sqlite_message_queue.hpp"
#include "doubles/failing_message_queue.hpp"
#include "doubles/failing_queue_administration.hpp"
#include "doubles/manual_clock.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace audmg::queue {

/// Two empty queues, "media" and "events", in a database in its own folder.
class SqliteQueueHarness {
 public:
  SqliteQueueHarness() { open(); }

  MessageQueue& queue() { return *media_; }
  MessageQueue& other_queue() { return *events_; }
  QueueAdministration& administration() { return *media_; }
  ManualClock& clock() { return clock_; }
  database::SqliteDatabase& database() { return *database_; }

  /// Reopens the queues as a restart of the process does.
  void reopen() {
    media_.reset();
    events_.reset();
    database_.reset();
    open();
  }

 private:
  void open() {
    auto database = database::make_sqlite_database({.file = folder_.path() / "audmg.db"});
    AUDMG_ASSERT(database.has_value());
    database_ = *std::move(database);
    media_ = make("media");
    events_ = make("events");
  }

  std::unique_ptr<SqliteMessageQueue> make(const char* name) {
    auto queue = make_sqlite_message_queue(database_->connections(), name, clock_);
    AUDMG_ASSERT(queue.has_value());
    return *std::move(queue);
  }

  TemporaryFolder folder_;
  ManualClock clock_;
  std::unique_ptr<database::SqliteDatabase> database_;
  std::unique_ptr<SqliteMessageQueue> media_;
  std::unique_ptr<SqliteMessageQueue> events_;
};

/// The same queues behind failing doubles, which forward every call until told otherwise.
class FailingQueueHarness {
 public:
  FailingQueueHarness() { wrap(); }

  MessageQueue& queue() { return *queue_; }
  MessageQueue& other_queue() { return *other_queue_; }
  QueueAdministration& administration() { return *administration_; }
  ManualClock& clock() { return inner_.clock(); }
  database::SqliteDatabase& database() { return inner_.database(); }
  FailurePlan& plan() { return plan_; }

  void reopen() {
    inner_.reopen();
    wrap();
  }

 private:
  void wrap() {
    queue_ = std::make_unique<FailingMessageQueue>(inner_.queue(), plan_);
    other_queue_ = std::make_unique<FailingMessageQueue>(inner_.other_queue(), plan_);
    administration_ = std::make_unique<FailingQueueAdministration>(inner_.administration(), plan_);
  }

  SqliteQueueHarness inner_;
  FailurePlan plan_;
  std::unique_ptr<FailingMessageQueue> queue_;
  std::unique_ptr<FailingMessageQueue> other_queue_;
  std::unique_ptr<FailingQueueAdministration> administration_;
};

}  // namespace audmg::queue
