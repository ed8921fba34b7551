// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "contract/at_once.hpp"
#include "contract/error_code.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <chrono>
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

  RotateRequest rotation(const Session& session, char next = 'b') {
    return {session.id,
            session.owner,
            session.refresh_hash,
            std::string(64, next),
            minutes_after_noon(1),
            minutes_after_noon(120),
            std::chrono::seconds(0)};
  }

  Harness harness_;
  const User ada_ = make_user("ada");
  const User grace_ = make_user("grace");
};

TYPED_TEST_SUITE_P(SessionRepositoryContract);

TYPED_TEST_P(SessionRepositoryContract, ASessionComesBackWithItsOwnersState) {
  const Session session = this->add_session();
  const auto found = this->sessions().find_session(session.owner, session.id);
  ASSERT_TRUE(found && *found);
  const LiveSession& live = **found;
  EXPECT_EQ(live.session.id, session.id);
  EXPECT_EQ(live.session.owner, session.owner);
  EXPECT_EQ(live.session.refresh_hash, session.refresh_hash);
  EXPECT_EQ(live.session.created_at, session.created_at);
  EXPECT_EQ(live.session.expires_at, session.expires_at);
  EXPECT_FALSE(live.user_disabled);
  EXPECT_EQ(live.credential_version, 1);
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
  RotateRequest request = this->rotation(session);
  request.owner = this->grace_.id;
  EXPECT_EQ(this->sessions().rotate_refresh_token(request), RotateOutcome::unknown);
  EXPECT_TRUE(this->sessions().delete_session(this->grace_.id, session.id));
  EXPECT_TRUE(*this->sessions().find_session(session.owner, session.id));
}

TYPED_TEST_P(SessionRepositoryContract, ASessionOfNobodyIsNotFound) {
  const auto created = this->sessions().create_session(make_session(UserId::make(kNoon)));
  EXPECT_EQ(error_code(created), ErrorCode::not_found);
}

TYPED_TEST_P(SessionRepositoryContract, RotationReplacesTokenAndEnd) {
  const Session session = this->add_session();
  EXPECT_EQ(this->sessions().rotate_refresh_token(this->rotation(session)), RotateOutcome::rotated);
  const auto live = *this->sessions().find_session(session.owner, session.id);
  ASSERT_TRUE(live);
  EXPECT_EQ(live->session.refresh_hash, std::string(64, 'b'));
  EXPECT_EQ(live->session.expires_at, minutes_after_noon(120));
  EXPECT_EQ(live->session.created_at, session.created_at);
}

TYPED_TEST_P(SessionRepositoryContract, AnOldTokenEndsTheWholeFamily) {
  Session session = this->add_session();
  ASSERT_EQ(this->sessions().rotate_refresh_token(this->rotation(session)), RotateOutcome::rotated);
  EXPECT_EQ(this->sessions().rotate_refresh_token(this->rotation(session, 'c')),
            RotateOutcome::reused);
  EXPECT_FALSE(*this->sessions().find_session(session.owner, session.id));
  session.refresh_hash = std::string(64, 'b');
  EXPECT_EQ(this->sessions().rotate_refresh_token(this->rotation(session, 'd')),
            RotateOutcome::unknown);
}

TYPED_TEST_P(SessionRepositoryContract, WhoLostTheAnswerMayAskAgainWithinTheLeeway) {
  Session session = this->add_session();
  RotateRequest first = this->rotation(session);
  first.leeway = std::chrono::seconds(30);
  ASSERT_EQ(this->sessions().rotate_refresh_token(first), RotateOutcome::rotated);
  RotateRequest again = this->rotation(session, 'c');
  again.leeway = first.leeway;
  again.now = first.now + first.leeway - std::chrono::milliseconds(1);
  ASSERT_EQ(this->sessions().rotate_refresh_token(again), RotateOutcome::rotated);
  const auto live = *this->sessions().find_session(session.owner, session.id);
  ASSERT_TRUE(live);
  EXPECT_EQ(live->session.refresh_hash, std::string(64, 'c'));

  // It was not prolonged by being used.
  RotateRequest late = this->rotation(session, 'd');
  late.leeway = first.leeway;
  late.now = first.now + first.leeway;
  EXPECT_EQ(this->sessions().rotate_refresh_token(late), RotateOutcome::reused);
  EXPECT_FALSE(*this->sessions().find_session(session.owner, session.id));
}

TYPED_TEST_P(SessionRepositoryContract, WhatTheLostAnswerHadEndsTheFamily) {
  Session session = this->add_session();
  RotateRequest request = this->rotation(session);
  request.leeway = std::chrono::seconds(30);
  ASSERT_EQ(this->sessions().rotate_refresh_token(request), RotateOutcome::rotated);
  request.next_hash = std::string(64, 'c');
  ASSERT_EQ(this->sessions().rotate_refresh_token(request), RotateOutcome::rotated);
  // Whoever has it: two hold tokens of one family.
  request.presented_hash = std::string(64, 'b');
  EXPECT_EQ(this->sessions().rotate_refresh_token(request), RotateOutcome::reused);
  EXPECT_FALSE(*this->sessions().find_session(session.owner, session.id));
}

TYPED_TEST_P(SessionRepositoryContract, OfTwoRotationsAtOnceOneIsReuse) {
  const Session session = this->add_session();
  const auto outcomes = at_once(2, [&](std::size_t i) {
    return this->sessions().rotate_refresh_token(
        this->rotation(session, static_cast<char>('b' + i)));
  });
  EXPECT_EQ(count_answers(outcomes, RotateOutcome::rotated), 1U);
  EXPECT_EQ(count_answers(outcomes, RotateOutcome::reused), 1U);
  EXPECT_FALSE(*this->sessions().find_session(session.owner, session.id));
}

TYPED_TEST_P(SessionRepositoryContract, AnEndedSessionIsFoundButNotRotated) {
  const Session session = this->add_session(minutes_after_noon(1));
  EXPECT_TRUE(*this->sessions().find_session(session.owner, session.id));
  EXPECT_EQ(this->sessions().rotate_refresh_token(this->rotation(session)), RotateOutcome::unknown);
  EXPECT_TRUE(*this->sessions().find_session(session.owner, session.id));
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

REGISTER_TYPED_TEST_SUITE_P(SessionRepositoryContract, ASessionComesBackWithItsOwnersState,
                            TheOwnersStateIsReadAnew, AnotherOwnersSessionIsNotFound,
                            ASessionOfNobodyIsNotFound, RotationReplacesTokenAndEnd,
                            AnOldTokenEndsTheWholeFamily,
                            WhoLostTheAnswerMayAskAgainWithinTheLeeway,
                            WhatTheLostAnswerHadEndsTheFamily, OfTwoRotationsAtOnceOneIsReuse,
                            AnEndedSessionIsFoundButNotRotated, DeletingTwiceIsFine,
                            EndedSessionsAreRemoved);

}  // namespace audmg::database
