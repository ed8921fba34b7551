// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/database/attempt_repository.hpp"
#include "contract/at_once.hpp"
#include "doubles/sample_rows.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace audmg::database {

/// What every AttemptRepository does. `Harness`: see UserRepositoryContract.
template <class Harness>
class AttemptRepositoryContract : public testing::Test {
 protected:
  using Wait = std::optional<std::chrono::seconds>;
  static constexpr AttemptLimit kFive{"contract", 5, std::chrono::minutes(10)};

  AttemptRepository& attempts() { return harness_.attempts(); }

  Wait take(const std::string& subject = "ada", TimePoint now = kNoon,
            const AttemptLimit& limit = kFive) {
    const auto wait = attempts().take(limit, subject, now);
    EXPECT_TRUE(wait);
    return wait ? *wait : Wait{};
  }

  void take_all(const std::string& subject = "ada") {
    for (int i = 0; i < kFive.count; ++i) EXPECT_EQ(take(subject), std::nullopt);
  }

  Harness harness_;
};

TYPED_TEST_SUITE_P(AttemptRepositoryContract);

TYPED_TEST_P(AttemptRepositoryContract, AllowsTheCountAndNoMore) {
  this->take_all();
  const auto wait = this->take();
  ASSERT_TRUE(wait);
  EXPECT_GE(*wait, std::chrono::seconds(1));
  EXPECT_LE(*wait, this->kFive.window);
}

TYPED_TEST_P(AttemptRepositoryContract, AfterTheWaitItIsAllowed) {
  this->take_all();
  const auto wait = this->take();
  ASSERT_TRUE(wait);
  for (int i = 1; i < 5; ++i) {
    const auto refused = this->take("ada", kNoon + i * (*wait / 5));
    ASSERT_TRUE(refused);
    EXPECT_LE(*refused, *wait);
  }
  EXPECT_EQ(this->take("ada", kNoon + *wait), std::nullopt) << "refused ones do not prolong it";
}

TYPED_TEST_P(AttemptRepositoryContract, TheLastMomentIsASecond) {
  this->take_all();
  const auto wait = this->take();
  ASSERT_TRUE(wait);
  EXPECT_EQ(this->take("ada", kNoon + *wait - std::chrono::milliseconds(1)),
            std::chrono::seconds(1));
}

TYPED_TEST_P(AttemptRepositoryContract, SubjectsAndLimitsAreCountedApart) {
  this->take_all();
  EXPECT_EQ(this->take("grace"), std::nullopt);
  EXPECT_EQ(this->take(""), std::nullopt);
  EXPECT_EQ(this->take(std::string(2000, 'x')), std::nullopt) << "any text";
  EXPECT_EQ(this->take("ada#\n\xff"), std::nullopt);
  AttemptLimit other = this->kFive;
  other.name = "another";
  EXPECT_EQ(this->take("ada", kNoon, other), std::nullopt);
  EXPECT_TRUE(this->take("ada"));
}

TYPED_TEST_P(AttemptRepositoryContract, AnAttemptTakenBackDoesNotCount) {
  this->take_all();
  ASSERT_TRUE(this->attempts().give_back(this->kFive, "ada", kNoon));
  EXPECT_EQ(this->take(), std::nullopt);
  EXPECT_TRUE(this->take());
}

TYPED_TEST_P(AttemptRepositoryContract, NothingTakenIsNothingToTakeBack) {
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(this->attempts().give_back(this->kFive, "ada", kNoon));
  }
  this->take_all();
  EXPECT_TRUE(this->take());
  const TimePoint later = kNoon + 2 * this->kFive.window;
  ASSERT_TRUE(this->attempts().give_back(this->kFive, "ada", later));
  for (int i = 0; i < this->kFive.count; ++i) EXPECT_EQ(this->take("ada", later), std::nullopt);
  EXPECT_TRUE(this->take("ada", later));
}

TYPED_TEST_P(AttemptRepositoryContract, OfSixteenAtOnceFiveAreAllowed) {
  const auto waits =
      at_once(16, [&](std::size_t) { return this->attempts().take(this->kFive, "ada", kNoon); });
  EXPECT_EQ(count_successes(waits), 16U);
  std::size_t allowed = 0;
  for (const auto& wait : waits) allowed += wait && !*wait ? 1 : 0;
  EXPECT_EQ(allowed, 5U);
}

TYPED_TEST_P(AttemptRepositoryContract, ClocksThatDifferALittleShareTheCount) {
  for (int i = 0; i < this->kFive.count; ++i) {
    EXPECT_EQ(this->take("ada", minutes_after_noon(1) - std::chrono::milliseconds(i)),
              std::nullopt);
  }
  EXPECT_TRUE(this->take("ada", minutes_after_noon(1) - std::chrono::seconds(1)));
}

REGISTER_TYPED_TEST_SUITE_P(AttemptRepositoryContract, AllowsTheCountAndNoMore,
                            AfterTheWaitItIsAllowed, TheLastMomentIsASecond,
                            SubjectsAndLimitsAreCountedApart, AnAttemptTakenBackDoesNotCount,
                            NothingTakenIsNothingToTakeBack, OfSixteenAtOnceFiveAreAllowed,
                            ClocksThatDifferALittleShareTheCount);

}  // namespace audmg::database
