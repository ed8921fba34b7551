// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"
#include "testbeds/dynamo_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <vector>

// A change and its message never part, wherever the process dies; and what a process has begun, any
// other can end.

namespace audmg::database::dynamodb {
namespace {

/// Fails one call, before it reaches the table or after it did.
class FaultyTransport final : public aws::HttpTransport {
 public:
  enum class Fault { nothing_sent, answer_lost };

  void fail_call(int number, Fault fault) {
    fails_at_ = number;
    fault_ = fault;
    calls_ = 0;
  }
  [[nodiscard]] bool has_failed() const { return fails_at_ >= 0 && calls_ > fails_at_; }

  Result<curl::ClientAnswer> send(const curl::ClientRequest& request) override {
    const bool fails = fails_at_ >= 0 && calls_++ >= fails_at_;
    if (fails && !(calls_ == fails_at_ + 1 && fault_ == Fault::answer_lost)) return lost();
    auto answer = AwsPartner::get().transport().send(request);
    if (fails) return lost();
    return answer;
  }

 private:
  static std::unexpected<Error> lost() { return fail(ErrorCode::internal, "the process died"); }
  int fails_at_ = -1;
  int calls_ = 0;
  Fault fault_ = Fault::nothing_sent;
};

class DynamoOutbox : public testing::Test {
 protected:
  void SetUp() override {
    DynamoDatabaseOptions options = harness_.options();
    options.retry.max_attempts = 1;
    options.send = [this](const OutboxMessage& message) -> Result<void> {
      if (!queue_works_) return fail(ErrorCode::unavailable, "no queue", true);
      sent_.push_back(message);
      return {};
    };
    database_ = harness_.open(options, transport_);
    ASSERT_TRUE(database_->users().create_user(ada_));
  }

  static OutboxMessage make_message(const std::string& body) {
    return {.queue = "media",
            .body = body,
            .group_id = "ada",
            .sent_at = SystemClock().now(),
            .delay = std::chrono::seconds(90),
            .order = {.priority = Priority::low, .cost = 7}};
  }

  Result<AddFileResult> add(const File& file) {
    return database_->files().add_file(
        {.file = file, .upload = {}, .outbox = {{make_message(file.id.text())}, {}}});
  }

  /// How often the message of a file was sent.
  std::size_t times_sent(const File& file) const {
    return static_cast<std::size_t>(
        std::ranges::count(sent_, file.id.text(), &OutboxMessage::body));
  }

  std::size_t tidy_later(std::chrono::seconds later = std::chrono::minutes(10)) {
    const auto done = harness_tidy_->recover_abandoned(SystemClock().now() + later);
    EXPECT_TRUE(done) << done.error().message;
    return done.value_or(0);
  }

  /// Another process on the same table.
  void open_second() {
    DynamoDatabaseOptions options = harness_.options();
    options.send = [this](const OutboxMessage& message) -> Result<void> {
      sent_.push_back(message);
      return {};
    };
    harness_tidy_ = harness_.open(options, AwsPartner::get().transport());
  }

  DynamoHarness harness_;
  FaultyTransport transport_;
  std::vector<OutboxMessage> sent_;
  bool queue_works_ = true;
  std::unique_ptr<DynamoDatabase> database_;
  std::unique_ptr<DynamoDatabase> harness_tidy_;
  const User ada_ = make_user("ada");
};

TEST_F(DynamoOutbox, SendsAtOnceWhatWasCommitted) {
  const File file = make_file(ada_.id);
  ASSERT_TRUE(add(file));
  ASSERT_EQ(sent_.size(), 1U);
  EXPECT_EQ(sent_[0].queue, "media");
  EXPECT_EQ(sent_[0].body, file.id.text());
  EXPECT_EQ(sent_[0].group_id, "ada");
  EXPECT_GT(sent_[0].delay, std::chrono::seconds(80));
  EXPECT_EQ(sent_[0].order, make_message("").order);
  open_second();
  EXPECT_EQ(tidy_later(), 0U) << "and once";
}

TEST_F(DynamoOutbox, SendsNothingOfAChangeThatDidNotHappen) {
  const File file = make_file(ada_.id);
  ASSERT_TRUE(add(file));
  EXPECT_EQ(add(file)->outcome, AddFileOutcome::duplicate);
  File clash = make_file(ada_.id);
  clash.object_key = file.object_key;
  EXPECT_EQ(error_code(add(clash)), ErrorCode::already_exists);
  EXPECT_EQ(error_code(add(make_file(UserId::make(kNoon)))), ErrorCode::not_found);
  EXPECT_EQ(sent_.size(), 1U);
  open_second();
  EXPECT_EQ(tidy_later(), 0U);
}

TEST_F(DynamoOutbox, AQueueThatIsDownOnlyDelays) {
  queue_works_ = false;
  const File file = make_file(ada_.id);
  ASSERT_TRUE(add(file)) << "the change is committed all the same";
  EXPECT_TRUE(sent_.empty());
  open_second();
  EXPECT_EQ(tidy_later(std::chrono::seconds(0)), 0U) << "its own process may be about to send it";
  EXPECT_EQ(tidy_later(), 1U);
  EXPECT_EQ(sent_.back().order, make_message("").order) << "as it was kept in its row";
  EXPECT_EQ(times_sent(file), 1U);
  EXPECT_EQ(tidy_later(), 0U);
}

TEST_F(DynamoOutbox, RowAndMessageNeverPart) {
  open_second();
  for (const auto fault :
       {FaultyTransport::Fault::nothing_sent, FaultyTransport::Fault::answer_lost}) {
    bool failed = true;
    int committed = 0;
    for (int call = 0; failed && call < 20; ++call) {
      SCOPED_TRACE(call);
      const File file = make_file(ada_.id);
      transport_.fail_call(call, fault);
      static_cast<void>(add(file));
      failed = transport_.has_failed();
      transport_.fail_call(-1, fault);
      tidy_later();
      const auto stored = harness_.files().find_file(file.owner, file.id);
      ASSERT_TRUE(stored);
      committed += stored->has_value() ? 1 : 0;
      if (stored->has_value()) {
        EXPECT_GE(times_sent(file), 1U);
      } else {
        EXPECT_EQ(times_sent(file), 0U);
      }
    }
    EXPECT_FALSE(failed);
    EXPECT_GT(committed, 0);
  }
}

TEST_F(DynamoOutbox, ADeletionThatWasBegunIsEnded) {
  open_second();
  bool failed = true;
  for (int call = 0; failed && call < 40; ++call) {
    SCOPED_TRACE(call);
    const User user = make_user("user" + std::to_string(call));
    const File file = make_file(user.id);
    const Session session = make_session(user.id);
    ASSERT_TRUE(harness_.users().create_user(user));
    ASSERT_TRUE(harness_.files().add_file({file, {}}));
    ASSERT_TRUE(harness_.sessions().create_session(session));
    ASSERT_TRUE(harness_.uploads().create_upload(make_upload(user.id), 9));
    transport_.fail_call(call, FaultyTransport::Fault::answer_lost);
    static_cast<void>(database_->users().delete_user(user.id));
    failed = transport_.has_failed();
    transport_.fail_call(-1, FaultyTransport::Fault::answer_lost);
    tidy_later();
    const bool gone = !*harness_.users().find_user(user.id);
    EXPECT_EQ(harness_.files().find_file(user.id, file.id)->has_value(), !gone);
    EXPECT_EQ(harness_.sessions().find_session(user.id, session.id)->has_value(), !gone);
    const std::vector<std::string> keys{file.object_key};
    EXPECT_EQ(harness_.files().has_object_keys(keys)->front(), !gone);
    EXPECT_EQ(harness_.users().find_user_by_username(user.username)->has_value(), !gone);
  }
  EXPECT_FALSE(failed);
}

TEST_F(DynamoOutbox, ACollectionThatIsHalfDeletedIsDeletedByTheNextCall) {
  const auto announce = [](std::span<const File>) { return Outbox{}; };
  // More than one transaction removes.
  constexpr std::size_t kFiles = 46;
  std::vector<FileId> files;
  while (files.size() < kFiles) {
    const File file = make_file(ada_.id);
    ASSERT_TRUE(harness_.files().add_file({file, {}}));
    files.push_back(file.id);
  }
  bool failed = true;
  for (int call = 3; failed && call < 40; call += 4) {
    SCOPED_TRACE(call);
    const Collection album = make_collection(ada_.id);
    ASSERT_TRUE(harness_.collections().add_collection({.collection = album}));
    ASSERT_EQ(harness_.collections().add_members(
                  {.owner = ada_.id, .collection = album.id, .files = files, .announce = announce}),
              files.size());
    transport_.fail_call(call, FaultyTransport::Fault::answer_lost);
    static_cast<void>(database_->collections().delete_collection(ada_.id, album.id, announce, {}));
    failed = transport_.has_failed();
    transport_.fail_call(-1, FaultyTransport::Fault::answer_lost);

    const auto members =
        harness_.collections().list_members({.owner = ada_.id, .collection = album.id});
    std::size_t in_it = 0;
    for (const File& file : *harness_.files().find_files(ada_.id, files)) {
      in_it += file.collections.size();
    }
    EXPECT_EQ(in_it, members ? members->size() : 0U);
    const auto deleted = harness_.collections().delete_collection(ada_.id, album.id, announce, {});
    EXPECT_TRUE(deleted || deleted.error().code == ErrorCode::not_found);
    EXPECT_FALSE(*harness_.collections().find_collection(ada_.id, album.id));
  }
  EXPECT_FALSE(failed);
}

// A session that a dead process left behind after a change of password must be worth nothing.
TEST_F(DynamoOutbox, ANewPasswordEndsSessionsInOneStep) {
  const Session session = make_session(ada_.id);
  ASSERT_TRUE(database_->sessions().create_session(session));
  constexpr int kTransaction = 1;  // It follows a look at the user.
  transport_.fail_call(kTransaction, FaultyTransport::Fault::answer_lost);
  EXPECT_FALSE(database_->credentials().set_password_hash(ada_.id, "$argon2id$new", {}));
  transport_.fail_call(-1, FaultyTransport::Fault::nothing_sent);
  EXPECT_EQ(harness_.credentials().find_credentials(ada_.id)->password_hash, "$argon2id$new");
  EXPECT_FALSE(*harness_.sessions().find_session(ada_.id, session.id));
  EXPECT_EQ(harness_.sessions().renew_session({.id = session.id,
                                               .owner = ada_.id,
                                               .generation = session.generation,
                                               .now = kNoon,
                                               .expires_at = minutes_after_noon(60),
                                               .max_lifetime = std::chrono::hours(24)}),
            RenewOutcome::unknown);
}

// The SDKs' own retries: the first answer is lost, the second call must not look like another's.
TEST_F(DynamoOutbox, ABeginWhoseAnswerWasLostIsStillFresh) {
  DynamoDatabaseOptions options = harness_.options();
  class OnceLost final : public aws::HttpTransport {
   public:
    Result<curl::ClientAnswer> send(const curl::ClientRequest& request) override {
      auto answer = AwsPartner::get().transport().send(request);
      if (std::exchange(lose_, false)) return fail(ErrorCode::unavailable, "reset", true);
      return answer;
    }

   private:
    bool lose_ = true;
  } transport;
  const auto database = harness_.open(options, transport);
  const BeginIdempotentRequest request{
      {"anonymous", "key"}, "print", kNoon, minutes_after_noon(1), minutes_after_noon(60)};
  EXPECT_EQ(database->idempotency().begin(request)->outcome, BeginOutcome::fresh);
  EXPECT_EQ(database->idempotency().begin(request)->outcome, BeginOutcome::busy);
}

TEST_F(DynamoOutbox, AnAbandonedKeyIsFreeInThisProcessAlsoWhenTheTableWasSilent) {
  const BeginIdempotentRequest request{
      {"anonymous", "key"}, "print", kNoon, minutes_after_noon(1), minutes_after_noon(60)};
  ASSERT_EQ(database_->idempotency().begin(request)->outcome, BeginOutcome::fresh);
  transport_.fail_call(0, FaultyTransport::Fault::nothing_sent);
  EXPECT_FALSE(database_->idempotency().abandon(request.key));
  transport_.fail_call(-1, FaultyTransport::Fault::nothing_sent);
  EXPECT_EQ(harness_.idempotency().begin(request)->outcome, BeginOutcome::busy);
  EXPECT_EQ(database_->idempotency().begin(request)->outcome, BeginOutcome::fresh);
  EXPECT_EQ(database_->idempotency().begin(request)->outcome, BeginOutcome::busy);
}

TEST_F(DynamoOutbox, TellsWhetherTheTableAnswers) {
  EXPECT_TRUE(harness_.database().check_readable());
  DynamoDatabaseOptions options = harness_.options();
  options.table = "nosuchtable";
  const auto missing = harness_.open(options, AwsPartner::get().transport());
  const auto checked = missing->check_readable();
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, ErrorCode::internal);
}

}  // namespace
}  // namespace audmg::database::dynamodb
