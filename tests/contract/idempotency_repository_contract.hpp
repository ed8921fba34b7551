// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/idempotency_repository.hpp"
#include "contract/at_once.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace audmg::database {

/// What every IdempotencyRepository does. `Harness`: see UserRepositoryContract.
template <class Harness>
class IdempotencyRepositoryContract : public testing::Test {
 protected:
  IdempotencyRepository& idempotency() { return harness_.idempotency(); }

  /// Busy for ten minutes, remembered for an hour.
  static BeginIdempotentRequest request(TimePoint now = kNoon, std::string fingerprint = "print") {
    return {{"anonymous", "key"},
            std::move(fingerprint),
            now,
            now + std::chrono::minutes(10),
            now + std::chrono::minutes(60)};
  }

  BeginOutcome begin(const BeginIdempotentRequest& what) {
    const auto begun = idempotency().begin(what);
    EXPECT_TRUE(begun) << begun.error().message;
    return begun->outcome;
  }

  Harness harness_;
};

TYPED_TEST_SUITE_P(IdempotencyRepositoryContract);

TYPED_TEST_P(IdempotencyRepositoryContract, IsBusyUntilCompletedAndThenRemembered) {
  const auto request = this->request();
  EXPECT_EQ(this->begin(request), BeginOutcome::fresh);
  EXPECT_EQ(this->begin(request), BeginOutcome::busy);
  ASSERT_TRUE(this->idempotency().complete(request.key, 201, "resource"));
  const auto again = this->idempotency().begin(this->request(minutes_after_noon(30)));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->outcome, BeginOutcome::completed);
  EXPECT_EQ(again->status, 201);
  EXPECT_EQ(again->resource_id, "resource");
}

TYPED_TEST_P(IdempotencyRepositoryContract, WritesNoteThatTheyWereCarriedOut) {
  auto& harness = this->harness_;
  const auto expect_completed = [&](const BeginIdempotentRequest& request, int status,
                                    const std::string& resource_id) {
    const auto again = this->idempotency().begin(request);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->outcome, BeginOutcome::completed) << request.key.key;
    EXPECT_EQ(again->status, status);
    EXPECT_EQ(again->resource_id, resource_id);
  };
  const auto request_of = [&](const std::string& key) {
    auto request = this->request();
    request.key.key = key;
    EXPECT_EQ(this->begin(request), BeginOutcome::fresh);
    return request;
  };

  const auto signup = request_of("signup");
  const IdempotentCompletion of_signup{signup.key, 201, 0};
  const User ada = make_user("ada");
  ASSERT_EQ(harness.users().create_user({.user = ada}, &of_signup), CreateUserOutcome::created);
  expect_completed(signup, 201, ada.id.text());

  const auto refused = request_of("refused");
  const IdempotentCompletion of_refused{refused.key, 201, 0};
  EXPECT_EQ(harness.users().create_user({.user = make_user("ada")}, &of_refused),
            CreateUserOutcome::username_taken);
  EXPECT_EQ(this->begin(refused), BeginOutcome::busy) << "nothing was carried out";

  const auto session = request_of("session");
  const IdempotentCompletion of_session{session.key, 201, 0};
  const Upload upload = make_upload(ada.id);
  ASSERT_TRUE(harness.uploads().create_upload(upload, {.max_open = 10}, &of_session));
  expect_completed(session, 201, upload.id.text());

  const File file = make_file(ada.id);
  const auto added = request_of("added");
  ASSERT_TRUE(harness.files().add_file({file, {}, {}, IdempotentCompletion{added.key, 201, 200}}));
  expect_completed(added, 201, file.id.text());
  File same_bytes = make_file(ada.id);
  same_bytes.sha256 = file.sha256;
  const auto duplicate = request_of("duplicate");
  ASSERT_TRUE(harness.files().add_file(
      {same_bytes, {}, {}, IdempotentCompletion{duplicate.key, 201, 200}}));
  expect_completed(duplicate, 200, file.id.text());
}

TYPED_TEST_P(IdempotencyRepositoryContract, AnotherRequestWithTheKeyIsAMismatch) {
  ASSERT_EQ(this->begin(this->request()), BeginOutcome::fresh);
  EXPECT_EQ(this->begin(this->request(kNoon, "other")), BeginOutcome::mismatch);
  ASSERT_TRUE(this->idempotency().complete(this->request().key, 201, "resource"));
  EXPECT_EQ(this->begin(this->request(kNoon, "other")), BeginOutcome::mismatch);
  EXPECT_EQ(this->begin(this->request()), BeginOutcome::completed);
}

TYPED_TEST_P(IdempotencyRepositoryContract, KeysOfDifferentScopesAreDifferent) {
  ASSERT_EQ(this->begin(this->request()), BeginOutcome::fresh);
  auto other = this->request();
  other.key.scope = UserId::make(kNoon).text();
  EXPECT_EQ(this->begin(other), BeginOutcome::fresh);
  other.key = {"anonymous", "KEY"};
  EXPECT_EQ(this->begin(other), BeginOutcome::fresh);
}

TYPED_TEST_P(IdempotencyRepositoryContract, AnAbandonedKeyIsFreeAgain) {
  const auto request = this->request();
  ASSERT_EQ(this->begin(request), BeginOutcome::fresh);
  ASSERT_TRUE(this->idempotency().abandon(request.key));
  EXPECT_EQ(this->begin(this->request(kNoon, "other")), BeginOutcome::fresh);
}

TYPED_TEST_P(IdempotencyRepositoryContract, ACompletedKeyIsNotAbandoned) {
  const auto request = this->request();
  ASSERT_EQ(this->begin(request), BeginOutcome::fresh);
  ASSERT_TRUE(this->idempotency().complete(request.key, 200, "resource"));
  EXPECT_TRUE(this->idempotency().abandon(request.key));
  EXPECT_EQ(this->begin(request), BeginOutcome::completed);
}

TYPED_TEST_P(IdempotencyRepositoryContract, CompletingOrAbandoningWhatIsGoneIsFine) {
  EXPECT_TRUE(this->idempotency().complete({"anonymous", "gone"}, 201, "resource"));
  EXPECT_TRUE(this->idempotency().abandon({"anonymous", "gone"}));
  auto request = this->request();
  request.key.key = "gone";
  EXPECT_EQ(this->begin(request), BeginOutcome::fresh);
}

TYPED_TEST_P(IdempotencyRepositoryContract, WhatACrashLeftBusyIsTakenOver) {
  ASSERT_EQ(this->begin(this->request()), BeginOutcome::fresh);
  EXPECT_EQ(this->begin(this->request(minutes_after_noon(9))), BeginOutcome::busy);
  EXPECT_EQ(this->begin(this->request(minutes_after_noon(10))), BeginOutcome::fresh);
  EXPECT_EQ(this->begin(this->request(minutes_after_noon(19))), BeginOutcome::busy);
}

TYPED_TEST_P(IdempotencyRepositoryContract, ForgetsAfterItsTime) {
  ASSERT_EQ(this->begin(this->request()), BeginOutcome::fresh);
  ASSERT_TRUE(this->idempotency().complete(this->request().key, 201, "resource"));
  EXPECT_EQ(this->begin(this->request(minutes_after_noon(59))), BeginOutcome::completed);
  EXPECT_EQ(this->begin(this->request(minutes_after_noon(60), "other")), BeginOutcome::fresh);
  EXPECT_EQ(this->begin(this->request(minutes_after_noon(60), "other")), BeginOutcome::busy);
}

TYPED_TEST_P(IdempotencyRepositoryContract, RemovesOnlyWhatIsOver) {
  ASSERT_EQ(this->begin(this->request()), BeginOutcome::fresh);
  auto later = this->request(minutes_after_noon(30));
  later.key.key = "later";
  ASSERT_EQ(this->begin(later), BeginOutcome::fresh);
  ASSERT_TRUE(this->idempotency().complete(later.key, 201, "resource"));
  ASSERT_TRUE(this->idempotency().delete_expired_records(minutes_after_noon(61)));
  // Asked with the clock of before, only what was removed is fresh.
  EXPECT_EQ(this->begin(this->request()), BeginOutcome::fresh);
  EXPECT_EQ(this->begin(later), BeginOutcome::completed);
}

TYPED_TEST_P(IdempotencyRepositoryContract, OfSixteenAtOnceOneIsFresh) {
  const auto results =
      at_once(16, [&](std::size_t) { return this->idempotency().begin(this->request()); });
  int fresh = 0;
  int busy = 0;
  for (const auto& result : results) {
    ASSERT_TRUE(result);
    fresh += result->outcome == BeginOutcome::fresh ? 1 : 0;
    busy += result->outcome == BeginOutcome::busy ? 1 : 0;
  }
  EXPECT_EQ(fresh, 1);
  EXPECT_EQ(busy, 15);
}

REGISTER_TYPED_TEST_SUITE_P(IdempotencyRepositoryContract, IsBusyUntilCompletedAndThenRemembered,
                            WritesNoteThatTheyWereCarriedOut, AnotherRequestWithTheKeyIsAMismatch,
                            KeysOfDifferentScopesAreDifferent, AnAbandonedKeyIsFreeAgain,
                            ACompletedKeyIsNotAbandoned, CompletingOrAbandoningWhatIsGoneIsFine,
                            WhatACrashLeftBusyIsTakenOver, ForgetsAfterItsTime,
                            RemovesOnlyWhatIsOver, OfSixteenAtOnceOneIsFresh);

}  // namespace audmg::database
