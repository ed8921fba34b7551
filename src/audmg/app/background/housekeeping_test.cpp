// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/background/housekeeping.hpp"

#include "audmg/app/composition/embedded_composition.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/database/audit_repository.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/invitation_repository.hpp"
#include "audmg/database/session_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/functions/upkeep/chore_round.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace audmg::app {
namespace {

constexpr std::chrono::seconds kPatience{20};

class HousekeepingTest : public testing::Test {
 protected:
  HousekeepingTest() {
    const Secrets secrets{std::string(32, 'j'), std::string(32, 'u')};
    auto made = make_embedded_composition({}, {temporary_.path()}, secrets, LogTarget::nowhere);
    if (!made) throw std::runtime_error(made.error().message);
    composition_ = std::move(*made);
  }
  /// Returns whether `condition` came true before patience ended.
  template <class Condition>
  static bool eventually(const Condition& condition) {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (!condition()) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
  }
  TemporaryFolder temporary_;
  std::unique_ptr<Composition> composition_;
};

TEST_F(HousekeepingTest, SweepsAtOnce) {
  const functions::Services& services = composition_->services();
  const TimePoint now = services.clock.now();
  const database::User user = database::make_user("ada");
  ASSERT_TRUE(services.users.create_user(user));
  database::Session session = database::make_session(user.id);
  session.created_at = now - std::chrono::hours(2);
  session.expires_at = now - std::chrono::hours(1);
  ASSERT_TRUE(services.sessions.create_session(session));
  database::Invitation invitation = database::make_invitation();
  invitation.expires_at = now - std::chrono::hours(1);
  ASSERT_TRUE(services.invitations.create_invitation(invitation));
  const auto audit = [&](std::string_view action, std::chrono::days age) {
    return services.audit.append_entry(
        database::make_audit_entry(user.id, std::string(action), now - age));
  };
  ASSERT_TRUE(audit("old", std::chrono::days(370)));
  ASSERT_TRUE(audit("young", std::chrono::days(360)));
  const Housekeeping housekeeping(*composition_, {});
  EXPECT_TRUE(eventually(
      [&] { return !services.sessions.find_session(user.id, session.id).value().has_value(); }));
  EXPECT_TRUE(eventually(
      [&] { return !services.invitations.find_invitation(invitation.id).value().has_value(); }));
  EXPECT_TRUE(eventually(
      [&] { return services.audit.list_entries({.user = user.id}).value().size() == 1; }));
  EXPECT_EQ(services.audit.list_entries({.user = user.id}).value().at(0).action, "young");
}

TEST_F(HousekeepingTest, RestartsFilesWhoseMessageWasLost) {
  const functions::Services& services = composition_->services();
  const database::User user = database::make_user("ada");
  ASSERT_TRUE(services.users.create_user(user));
  database::File file = database::make_file(user.id);
  file.status = database::FileStatus::processing;
  file.processing_since = services.clock.now() - std::chrono::hours(2);
  ASSERT_TRUE(services.files.add_file({.file = file, .upload = std::nullopt}));
  const Housekeeping housekeeping(*composition_, {});
  queue::MessageQueue& queue = composition_->queue(functions::kMediaQueue);
  EXPECT_TRUE(eventually([&] { return queue.get_queue_attributes()->visible == 1; }));
}

TEST_F(HousekeepingTest, TellsWhenItLastSweptTheObjects) {
  {
    const Housekeeping housekeeping(*composition_, {});
    EXPECT_TRUE(eventually([&] {
      return composition_->metrics().exposition()->text().contains("\naudmg_sweep_age_seconds ");
    }));
  }
  const functions::Services& services = composition_->services();
  EXPECT_TRUE(services.drive.find_place(functions::kSweepLease)->contains("succeededAt"));
  EXPECT_EQ(services.drive.is_leased(functions::kSweepLease, services.clock.now()), false);
}

TEST_F(HousekeepingTest, ShowsWhetherTheDatabaseTakesWrites) {
  const Housekeeping housekeeping(*composition_, {});
  EXPECT_TRUE(eventually([&] {
    return composition_->metrics().exposition()->text().contains("audmg_database_takes_writes 1\n");
  }));
}

TEST_F(HousekeepingTest, EndsAtOnceAlthoughItSleepsLong) {
  // The test's time limit is the judge.
  for (int i = 0; i < 20; ++i) const Housekeeping housekeeping(*composition_, {});
}

}  // namespace
}  // namespace audmg::app
