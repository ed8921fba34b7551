// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "contract/at_once.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace audmg::database {

/// What every SessionRepository does. `Harness`: see UserRepositoryContract.
template <class Harness>
class SessionRepositoryContract : public testing::Test {
 protected:
  SessionRepositoryContract() {
    EXPECT_TRUE(harness_.users().create_user(ada_));
    EXPECT_TRUE(harness_.users().create_user(grace_));
  }

  SessionRepository& sessions() { return harness_.sessions(); }

  Session add_session(TimePoint expires_at = minutes_after_noon(60)) {
    Session session = make_session(ada_.id);
    session.expires_at = expires_at;
    EXPECT_TRUE(sessions().create_session(session));
    return session;
  }

  /// A session of before tokens had generations.
  Session add_old_session() {
    Session session = make_session(ada_.id);
    session.generation = 0;
    session.refresh_hash = std::string(64, 'a');
    EXPECT_TRUE(sessions().create_session(session));
    return session;
  }

  /// Presents the token of a generation one minute after noon, without leeway.
  RenewRequest renewal(const Session& session, std::int64_t generation = 1) {
    return {.id = session.id,
            .owner = session.owner,
            .generation = generation,
            .now = minutes_after_noon(1),
            .expires_at = minutes_after_noon(120),
            .max_lifetime = std::chrono::hours(24),
            .network = "198.51.100.0/24"};
  }

  /// Presents a token of before tokens had generations.
  RenewRequest old_renewal(const Session& session, char hash = 'a') {
    RenewRequest request = renewal(session, 0);
    request.presented_hash = std::string(64, hash);
    return request;
  }

  std::optional<Session> find(const Session& session) {
    const auto found = sessions().find_session(session.owner, session.id);
    EXPECT_TRUE(found);
    if (!found || !*found) return std::nullopt;
    return (*found)->session;
  }

  Harness harness_;
  const User ada_ = make_user("ada");
  const User grace_ = make_user("grace");
};

TYPED_TEST_SUITE_P(SessionRepositoryContract);

TYPED_TEST_P(SessionRepositoryContract, ASessionComesBackWithItsOwnersState) {
  Session session = make_session(this->ada_.id);
  session.generation = 7;
  session.last_used_at = minutes_after_noon(2);
  session.authenticated_at = minutes_after_noon(3);
  ASSERT_TRUE(this->sessions().create_session(session));
  const auto found = this->sessions().find_session(session.owner, session.id);
  ASSERT_TRUE(found && *found);
  const LiveSession& live = **found;
  EXPECT_EQ(live.session.id, session.id);
  EXPECT_EQ(live.session.owner, session.owner);
  EXPECT_EQ(live.session.generation, 7);
  EXPECT_EQ(live.session.refresh_hash, "");
  EXPECT_EQ(live.session.created_at, session.created_at);
  EXPECT_EQ(live.session.expires_at, session.expires_at);
  EXPECT_EQ(live.session.device, session.device);
  EXPECT_EQ(live.session.network, session.network);
  EXPECT_EQ(live.session.last_used_at, session.last_used_at);
  EXPECT_EQ(live.session.authenticated_at, session.authenticated_at);
  EXPECT_FALSE(live.user_disabled);
  EXPECT_EQ(live.credential_version, 1);
}

TYPED_TEST_P(SessionRepositoryContract, AnOldSessionComesBackWithItsHash) {
  const auto found = this->find(this->add_old_session());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->generation, 0);
  EXPECT_EQ(found->refresh_hash, std::string(64, 'a'));
}

TYPED_TEST_P(SessionRepositoryContract, TheOwnersStateIsReadAnew) {
  ASSERT_TRUE(this->harness_.users().set_disabled(this->ada_.id, true));
  const Session session = this->add_session();
  const auto live = *this->sessions().find_session(session.owner, session.id);
  ASSERT_TRUE(live);
  EXPECT_TRUE(live->user_disabled);
  EXPECT_EQ(live->credential_version, 2);
}

TYPED_TEST_P(SessionRepositoryContract, AnotherOwnersSessionIsNotFound) {
  const Session session = this->add_session();
  EXPECT_FALSE(*this->sessions().find_session(this->grace_.id, session.id));
  EXPECT_FALSE(*this->sessions().find_session(session.owner, SessionId::make(kNoon)));
  EXPECT_FALSE(*this->sessions().find_session(session.owner, SessionId()));
  RenewRequest request = this->renewal(session);
  request.owner = this->grace_.id;
  EXPECT_EQ(this->sessions().renew_session(request), RenewOutcome::unknown);
  EXPECT_EQ(error_code(this->sessions().stamp_session(this->grace_.id, session.id, kNoon)),
            ErrorCode::not_found);
  EXPECT_TRUE(this->sessions().list_sessions(this->grace_.id, kNoon)->empty());
  EXPECT_TRUE(this->sessions().delete_session(this->grace_.id, session.id));
  EXPECT_TRUE(this->sessions().delete_other_sessions(this->grace_.id, {}));
  EXPECT_TRUE(*this->sessions().find_session(session.owner, session.id));
}

TYPED_TEST_P(SessionRepositoryContract, ASessionOfNobodyIsNotFound) {
  const auto created = this->sessions().create_session(make_session(UserId::make(kNoon)));
  EXPECT_EQ(error_code(created), ErrorCode::not_found);
}

TYPED_TEST_P(SessionRepositoryContract, RenewalRaisesGenerationAndEnd) {
  const Session session = this->add_session();
  EXPECT_EQ(this->sessions().renew_session(this->renewal(session)), RenewOutcome::renewed);
  const auto found = this->find(session);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->generation, 2);
  EXPECT_EQ(found->expires_at, minutes_after_noon(120));
  EXPECT_EQ(found->created_at, session.created_at);
  EXPECT_EQ(found->network, "198.51.100.0/24");
  EXPECT_EQ(found->last_used_at, minutes_after_noon(1));
  EXPECT_EQ(found->authenticated_at, session.authenticated_at) << "a renewal proves nothing";
  EXPECT_EQ(found->device, session.device);
  EXPECT_EQ(this->sessions().renew_session(this->renewal(session, 2)), RenewOutcome::renewed);
  EXPECT_EQ(this->find(session)->generation, 3);
}

TYPED_TEST_P(SessionRepositoryContract, NoRenewalOutlivesTheLongestLife) {
  const Session session = this->add_session();
  RenewRequest request = this->renewal(session);
  request.max_lifetime = std::chrono::minutes(90);
  EXPECT_EQ(this->sessions().renew_session(request), RenewOutcome::renewed);
  EXPECT_EQ(this->find(session)->expires_at, minutes_after_noon(90));
  request.generation = 2;
  request.max_lifetime = std::chrono::minutes(1);
  EXPECT_EQ(this->sessions().renew_session(request), RenewOutcome::unknown)
      << "a session older than the longest life has ended";
}

TYPED_TEST_P(SessionRepositoryContract, ATokenReplacedLongAgoEndsTheFamily) {
  for (const std::int64_t presented : {1, 2}) {
    const Session session = this->add_session();
    ASSERT_EQ(this->sessions().renew_session(this->renewal(session)), RenewOutcome::renewed);
    ASSERT_EQ(this->sessions().renew_session(this->renewal(session, 2)), RenewOutcome::renewed);
    RenewRequest request = this->renewal(session, presented);
    request.leeway = std::chrono::seconds(30);
    EXPECT_EQ(this->sessions().renew_session(request), RenewOutcome::reused);
    EXPECT_FALSE(this->find(session));
    EXPECT_EQ(this->sessions().renew_session(this->renewal(session, 3)), RenewOutcome::unknown);
  }
}

TYPED_TEST_P(SessionRepositoryContract, WhoLostTheAnswerMayAskAgainWithinTheLeeway) {
  const Session session = this->add_session();
  RenewRequest request = this->renewal(session);
  request.leeway = std::chrono::seconds(30);
  const TimePoint first_use = request.now;
  ASSERT_EQ(this->sessions().renew_session(request), RenewOutcome::renewed);
  request.now = first_use + std::chrono::seconds(20);
  ASSERT_EQ(this->sessions().renew_session(request), RenewOutcome::repeated);
  request.now = first_use + request.leeway - std::chrono::milliseconds(1);
  ASSERT_EQ(this->sessions().renew_session(request), RenewOutcome::repeated);
  EXPECT_EQ(this->find(session)->generation, 2) << "each repetition gives the same successor";
  EXPECT_EQ(this->find(session)->expires_at, minutes_after_noon(120));

  // Repetition did not prolong the leeway.
  request.now = first_use + request.leeway;
  EXPECT_EQ(this->sessions().renew_session(request), RenewOutcome::reused);
  EXPECT_FALSE(this->find(session));
}

TYPED_TEST_P(SessionRepositoryContract, TheSuccessorWorksWhileItsPredecessorIsRepeated) {
  const Session session = this->add_session();
  RenewRequest request = this->renewal(session);
  request.leeway = std::chrono::seconds(30);
  ASSERT_EQ(this->sessions().renew_session(request), RenewOutcome::renewed);
  ASSERT_EQ(this->sessions().renew_session(request), RenewOutcome::repeated);
  RenewRequest next = request;
  next.generation = 2;
  EXPECT_EQ(this->sessions().renew_session(next), RenewOutcome::renewed);
  EXPECT_EQ(this->find(session)->generation, 3);
}

TYPED_TEST_P(SessionRepositoryContract, OfSixteenRenewalsAtOnceOneRenews) {
  const Session session = this->add_session();
  RenewRequest request = this->renewal(session);
  request.leeway = std::chrono::seconds(30);
  const auto outcomes =
      at_once(16, [&](std::size_t) { return this->sessions().renew_session(request); });
  EXPECT_EQ(count_answers(outcomes, RenewOutcome::renewed), 1U);
  EXPECT_EQ(count_answers(outcomes, RenewOutcome::repeated), 15U);
  EXPECT_EQ(this->find(session)->generation, 2);
}

TYPED_TEST_P(SessionRepositoryContract, OfTwoRenewalsAtOnceWithoutLeewayOneIsReuse) {
  const Session session = this->add_session();
  const auto outcomes = at_once(
      2, [&](std::size_t) { return this->sessions().renew_session(this->renewal(session)); });
  EXPECT_EQ(count_answers(outcomes, RenewOutcome::renewed), 1U);
  EXPECT_EQ(count_answers(outcomes, RenewOutcome::reused), 1U);
  EXPECT_FALSE(this->find(session));
}

TYPED_TEST_P(SessionRepositoryContract, ATokenFromTheFutureGoesOn) {
  const Session session = this->add_session();
  RenewRequest request = this->renewal(session, 5);
  request.leeway = std::chrono::seconds(30);
  EXPECT_EQ(this->sessions().renew_session(request), RenewOutcome::renewed);
  EXPECT_EQ(this->find(session)->generation, 6);
  EXPECT_EQ(this->sessions().renew_session(request), RenewOutcome::repeated);
  request.generation = 1;
  EXPECT_EQ(this->sessions().renew_session(request), RenewOutcome::reused);
}

TYPED_TEST_P(SessionRepositoryContract, AnOldTokenGetsAGeneration) {
  const Session session = this->add_old_session();
  RenewRequest request = this->old_renewal(session);
  request.leeway = std::chrono::seconds(30);
  EXPECT_EQ(this->sessions().renew_session(request), RenewOutcome::renewed);
  EXPECT_EQ(this->find(session)->generation, 1);
  EXPECT_EQ(this->sessions().renew_session(request), RenewOutcome::repeated);
  EXPECT_EQ(this->find(session)->generation, 1);
  EXPECT_EQ(this->sessions().renew_session(this->renewal(session)), RenewOutcome::renewed);
  EXPECT_EQ(this->find(session)->generation, 2);
  EXPECT_EQ(this->sessions().renew_session(request), RenewOutcome::reused)
      << "its successor was used";
  EXPECT_FALSE(this->find(session));
}

TYPED_TEST_P(SessionRepositoryContract, AnOldTokenIsReusedAfterItsLeeway) {
  const Session session = this->add_old_session();
  RenewRequest request = this->old_renewal(session);
  request.leeway = std::chrono::seconds(30);
  ASSERT_EQ(this->sessions().renew_session(request), RenewOutcome::renewed);
  request.now += request.leeway;
  EXPECT_EQ(this->sessions().renew_session(request), RenewOutcome::reused);
  EXPECT_FALSE(this->find(session));
}

TYPED_TEST_P(SessionRepositoryContract, AHashThatWasNeverIssuedEndsNothing) {
  const Session old = this->add_old_session();
  EXPECT_EQ(this->sessions().renew_session(this->old_renewal(old, 'f')), RenewOutcome::unknown);
  ASSERT_EQ(this->sessions().renew_session(this->old_renewal(old)), RenewOutcome::renewed);
  EXPECT_EQ(this->sessions().renew_session(this->old_renewal(old, 'f')), RenewOutcome::unknown);
  EXPECT_TRUE(this->find(old));

  const Session session = this->add_session();
  RenewRequest empty = this->renewal(session, 0);
  EXPECT_EQ(this->sessions().renew_session(empty), RenewOutcome::unknown);
  EXPECT_EQ(this->sessions().renew_session(this->old_renewal(session)), RenewOutcome::unknown);
  EXPECT_TRUE(this->find(session));
}

TYPED_TEST_P(SessionRepositoryContract, AnEndedSessionIsFoundButNotRenewed) {
  const Session session = this->add_session(minutes_after_noon(1));
  EXPECT_TRUE(this->find(session));
  EXPECT_EQ(this->sessions().renew_session(this->renewal(session)), RenewOutcome::unknown);
  EXPECT_TRUE(this->find(session));
}

TYPED_TEST_P(SessionRepositoryContract, ListsTheLiveSessionsInOrderOfCreation) {
  std::vector<SessionId> ids;
  this->add_session(minutes_after_noon(1));
  for (int i = 0; i < 5; ++i) ids.push_back(this->add_session().id);
  ASSERT_TRUE(this->sessions().create_session(make_session(this->grace_.id)));
  const auto listed = this->sessions().list_sessions(this->ada_.id, minutes_after_noon(1));
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->size(), ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(listed->at(i).id, ids[i]);
  EXPECT_EQ(listed->at(0).owner, this->ada_.id);
  EXPECT_EQ(listed->at(0).device, "Firefox on Linux");
  EXPECT_EQ(listed->at(0).network, "192.0.2.0/24");
  EXPECT_EQ(listed->at(0).last_used_at, kNoon);
}

TYPED_TEST_P(SessionRepositoryContract, AStampIsKept) {
  const Session session = this->add_session();
  ASSERT_TRUE(this->sessions().stamp_session(session.owner, session.id, minutes_after_noon(5)));
  const auto found = this->find(session);
  EXPECT_EQ(found->authenticated_at, minutes_after_noon(5));
  EXPECT_EQ(found->generation, 1);
  EXPECT_EQ(found->expires_at, session.expires_at);
  const SessionId unknown = SessionId::make(kNoon);
  EXPECT_EQ(error_code(this->sessions().stamp_session(session.owner, unknown, kNoon)),
            ErrorCode::not_found);
  EXPECT_FALSE(*this->sessions().find_session(session.owner, unknown));
}

TYPED_TEST_P(SessionRepositoryContract, TheOtherSessionsEndAndNobodyElses) {
  const Session kept = this->add_session();
  const Session ended = this->add_session();
  const Session others = make_session(this->grace_.id);
  ASSERT_TRUE(this->sessions().create_session(others));
  ASSERT_TRUE(this->sessions().delete_other_sessions(this->ada_.id, kept.id));
  EXPECT_TRUE(this->find(kept));
  EXPECT_FALSE(this->find(ended));
  EXPECT_TRUE(this->find(others));
  ASSERT_TRUE(this->sessions().delete_other_sessions(this->ada_.id, {}));
  EXPECT_FALSE(this->find(kept));
  EXPECT_TRUE(this->sessions().delete_other_sessions(this->ada_.id, {}));
}

TYPED_TEST_P(SessionRepositoryContract, DeletingTwiceIsFine) {
  const Session session = this->add_session();
  EXPECT_TRUE(this->sessions().delete_session(session.owner, session.id));
  EXPECT_FALSE(*this->sessions().find_session(session.owner, session.id));
  EXPECT_TRUE(this->sessions().delete_session(session.owner, session.id));
}

TYPED_TEST_P(SessionRepositoryContract, EndedSessionsAreRemoved) {
  std::vector<Session> ended;
  for (int i = 0; i < 3; ++i) ended.push_back(this->add_session(minutes_after_noon(i)));
  const Session ends_now = this->add_session(minutes_after_noon(10));
  ASSERT_TRUE(this->sessions().delete_expired_sessions(minutes_after_noon(10)));
  for (const Session& session : ended) {
    EXPECT_FALSE(*this->sessions().find_session(session.owner, session.id));
  }
  EXPECT_TRUE(*this->sessions().find_session(ends_now.owner, ends_now.id));
}

REGISTER_TYPED_TEST_SUITE_P(
    SessionRepositoryContract, ASessionComesBackWithItsOwnersState,
    AnOldSessionComesBackWithItsHash, TheOwnersStateIsReadAnew, AnotherOwnersSessionIsNotFound,
    ASessionOfNobodyIsNotFound, RenewalRaisesGenerationAndEnd, NoRenewalOutlivesTheLongestLife,
    ATokenReplacedLongAgoEndsTheFamily, WhoLostTheAnswerMayAskAgainWithinTheLeeway,
    TheSuccessorWorksWhileItsPredecessorIsRepeated, OfSixteenRenewalsAtOnceOneRenews,
    OfTwoRenewalsAtOnceWithoutLeewayOneIsReuse, ATokenFromTheFutureGoesOn,
    AnOldTokenGetsAGeneration, AnOldTokenIsReusedAfterItsLeeway, AHashThatWasNeverIssuedEndsNothing,
    AnEndedSessionIsFoundButNotRenewed, ListsTheLiveSessionsInOrderOfCreation, AStampIsKept,
    TheOtherSessionsEndAndNobodyElses, DeletingTwiceIsFine, EndedSessionsAreRemoved);

}  // namespace audmg::database
