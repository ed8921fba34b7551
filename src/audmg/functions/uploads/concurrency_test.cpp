// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// The same thing asked for by several threads at once.
#include "audmg/core/clock.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/functions/authorizer.hpp"
#include "audmg/functions/upkeep/sweep.hpp"
#include "audmg/identity/access_tokens.hpp"
#include "audmg/identity/refresh_tokens.hpp"
#include "contract/at_once.hpp"
#include "testbeds/drive_testbed.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace audmg::functions {
namespace {

constexpr int kThreads = 6;
constexpr int kRounds = 10;

template <class Work>
void run_at_once(int count, Work work) {
  (void)at_once(static_cast<std::size_t>(count), [&](std::size_t i) {
    work(static_cast<int>(i));
    return true;
  });
}

class ConcurrencyTest : public DriveTest {
 protected:
  /// Returns how often each verdict came.
  std::map<std::string, int> together(const Call& what) {
    std::vector<std::string> verdicts(kThreads);
    run_at_once(kThreads, [&](int i) {
      verdicts[static_cast<std::size_t>(i)] = drive.call(what, &ada).verdict();
    });
    std::map<std::string, int> counts;
    for (const std::string& verdict : verdicts) ++counts[verdict];
    return counts;
  }
  database::Session add_session(TimePoint now) {
    const database::Session session{.id = SessionId::make(now),
                                    .owner = ada.user,
                                    .created_at = now,
                                    .expires_at = now + std::chrono::hours(1)};
    EXPECT_TRUE(drive.services.sessions.create_session(session));
    return session;
  }
  void expect_sound() {
    const auto rows = drive.rows(ada.user);
    const auto keys = drive.original_keys();
    EXPECT_EQ(rows.size(), keys.size());
    for (const database::File& file : rows) {
      EXPECT_NE(std::ranges::find(keys, file.object_key), keys.end());
    }
  }

  http::Principal ada = drive.add_user("ada");
};

TEST_F(ConcurrencyTest, OneUploadOfTheSameBytesWins) {
  for (int round = 0; round < kRounds; ++round) {
    auto counts = together(Drive::form(sample_gif("round " + std::to_string(round))));
    EXPECT_EQ(counts["201"], 1);
    EXPECT_EQ(counts["200"], kThreads - 1);
    EXPECT_EQ(drive.rows(ada.user).size(), static_cast<std::size_t>(round + 1));
    expect_sound();
  }
}

TEST_F(ConcurrencyTest, OneCompletionWins) {
  for (int round = 0; round < kRounds; ++round) {
    const std::string wav = sample_wav(1000, static_cast<unsigned>(round) + 1);
    const std::string id = drive.open_upload(ada, wav.size()).text("uploadId");
    drive.put_part(ada, id, 1, wav);
    auto counts = together(Call{.function = "complete_upload"}.id(id));
    EXPECT_EQ(counts["201"], 1);
    EXPECT_EQ(counts["200"] + counts["404 not_found"] + counts["409 upload_busy"], kThreads - 1);
    EXPECT_EQ(drive.rows(ada.user).size(), static_cast<std::size_t>(round + 1));
    expect_sound();
  }
}

TEST_F(ConcurrencyTest, OneRequestPerIdempotencyKeyRuns) {
  for (int round = 0; round < kRounds; ++round) {
    Call what = json_call("create_upload", R"({"fileName":"a","contentType":"b","size":9})")
                    .with("Idempotency-Key", "key " + std::to_string(round));
    what.headers.set("Idempotency-Key", "key-" + std::to_string(round));
    auto counts = together(what);
    EXPECT_GE(counts["201"], 1) << "the first and its replays";
    EXPECT_EQ(counts["201"] + counts["409 idempotency_in_progress"], kThreads);
    const Answer again = drive.call(what, &ada);
    EXPECT_EQ(drive.call(Call{.function = "abort_upload"}.id(again.text("uploadId")), &ada).status,
              204);
  }
}

TEST_F(ConcurrencyTest, OneRefreshOfTheSameTokenAtMostWins) {
  for (int round = 0; round < kRounds; ++round) {
    const TimePoint now = drive.clock.now();
    const database::Session session = add_session(now);
    const std::string token = drive.services.refresh_tokens.issue(ada.user, session.id, 1);
    auto counts = together(json_call("refresh", R"({"refreshToken":")" + token + "\"}"));
    EXPECT_EQ(counts["200"], 1);
    EXPECT_EQ(counts["401 invalid_refresh_token"], kThreads - 1);
    EXPECT_FALSE(*drive.services.sessions.find_session(ada.user, session.id)) << "a theft";
  }
}

TEST_F(ConcurrencyTest, ALoggedOutTokenNeverComesBack) {
  for (int round = 0; round < kRounds; ++round) {
    const TimePoint now = drive.clock.now();
    const SessionId session = add_session(now).id;
    const std::string field =
        "Bearer " + *drive.services.access_tokens.issue(
                        {ada.user, session, "ada", now + std::chrono::minutes(15)});
    http::Principal principal = ada;
    principal.session = session;
    run_at_once(kThreads, [&](int i) {
      if (i == 0) {
        EXPECT_EQ(drive.call(Call{.function = "logout"}, &principal).status, 204);
      } else {
        for (int k = 0; k < 20; ++k) (void)authorize(field, drive.services);
      }
    });
    EXPECT_FALSE(authorize_cached(field, drive.services)) << round;
  }
}

TEST_F(ConcurrencyTest, TheSweepTakesNothingFromUploadsUnderWay) {
  run_at_once(3, [&](int i) {
    for (int k = 0; k < 20; ++k) {
      if (i == 0) {
        sweep_expired(drive.services);
        ObjectSweep sweep(drive.services);
        while (sweep.pass().value_or(false)) {
        }
      } else {
        const auto comment = std::to_string(i) + " " + std::to_string(k);
        EXPECT_EQ(drive.upload(ada, sample_gif(comment)).status, 201);
      }
    }
  });
  EXPECT_EQ(drive.rows(ada.user).size(), 40U);
  expect_sound();
}

}  // namespace
}  // namespace audmg::functions
