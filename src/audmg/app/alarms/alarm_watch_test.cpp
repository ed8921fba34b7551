// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/alarms/alarm_watch.hpp"

#include "audmg/app/composition/embedded_composition.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/database/audit_repository.hpp"
#include "audmg/functions/job.hpp"
#include "audmg/notification/subscribers.hpp"
#include "doubles/recording_publisher.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>

namespace audmg::app {
namespace {

constexpr std::chrono::seconds kLongestWait{20};
constexpr std::uint64_t kMoreThanAnyDisk = std::numeric_limits<std::uint64_t>::max() / 2;

/// A drive after a failed commit, whose only subscriber keeps what it is told.
class StoppedComposition final : public Composition {
 public:
  explicit StoppedComposition(Composition& inner) : inner_(inner) {}

  const functions::Services& services() const noexcept override { return services_; }
  storage::SignedUrlVerifier& verifier() noexcept override { return inner_.verifier(); }
  telemetry::Metrics& metrics() noexcept override { return inner_.metrics(); }
  Result<void> set_public_url(const std::string& url) override {
    return inner_.set_public_url(url);
  }
  std::string object_origin() const override { return inner_.object_origin(); }
  queue::MessageQueue& queue(std::string_view name) noexcept override { return inner_.queue(name); }
  std::span<const NamedQueue> queues() const noexcept override { return inner_.queues(); }
  backup::Drive backed_up_drive() override { return inner_.backed_up_drive(); }
  bool takes_writes() const noexcept override { return false; }
  Result<void> recover_abandoned() override { return {}; }

  std::vector<notification::Event> told() const { return publisher_->events(); }

 private:
  notification::Subscribers make_subscribers() {
    auto publisher = std::make_unique<notification::RecordingPublisher>();
    publisher_ = publisher.get();
    std::vector<notification::Subscriber> subscribers;
    subscribers.push_back({.name = "recording", .filter = {}, .publisher = std::move(publisher)});
    return notification::Subscribers(std::move(subscribers));
  }

  Composition& inner_;
  notification::RecordingPublisher* publisher_ = nullptr;
  const notification::Subscribers subscribers_ = make_subscribers();
  const functions::Services services_{
      inner_.services(),
      inner_.services(),
      inner_.services(),
      functions::Notification{inner_.services().event_hub, subscribers_, inner_.services().mailer},
      inner_.services(),
      inner_.services(),
      inner_.services(),
      inner_.services()};
};

/// An audit log of any length, the newest entry first.
class LongAudit final : public database::AuditRepository {
 public:
  void add_older(const std::string& action, TimePoint at) {
    entries_.push_back(database::make_audit_entry(database::make_user("ada").id, action, at));
  }
  Result<void> append_entry(database::AuditEntry) override { return {}; }
  Result<std::vector<database::AuditEntry>> list_entries(
      const database::ListAuditRequest& request) override {
    auto first = entries_.begin();
    if (!request.before.empty()) {
      first = std::ranges::find(entries_, request.before, &database::AuditEntry::id) + 1;
    }
    const auto rest = static_cast<std::size_t>(entries_.end() - first);
    return std::vector<database::AuditEntry>(
        first, first + static_cast<std::ptrdiff_t>(std::min(rest, request.limit)));
  }
  Result<void> delete_entries_before(TimePoint) override { return {}; }

 private:
  std::vector<database::AuditEntry> entries_;
};

class AlarmWatchTest : public testing::Test {
 protected:
  AlarmWatchTest() {
    const Secrets secrets{std::string(32, 'j'), std::string(32, 'u')};
    config::Settings settings;
    settings.webhook_url = "https://example.org/hook";
    settings.webhook_secret = std::string(32, 's');
    auto made = make_embedded_composition(settings, layout_, secrets, LogTarget::nowhere);
    if (!made) throw std::runtime_error(made.error().message);
    composition_ = std::move(*made);
  }

  void watch(std::uint64_t free_space,
             std::chrono::milliseconds interval = std::chrono::milliseconds(5)) {
    watch_.emplace(*composition_, AlarmWatchOptions{.state_file = layout_.alarms(),
                                                    .folder = folder_,
                                                    .objects = layout_.objects(),
                                                    .certificate = {},
                                                    .key = {},
                                                    .free_space = free_space,
                                                    .failed_logins = 3,
                                                    .start_delay = interval,
                                                    .interval = interval});
  }

  /// Deliveries that wait; no worker takes them here.
  std::uint64_t told() {
    return composition_->queue(functions::kEventsQueue).get_queue_attributes()->visible;
  }

  template <class Condition>
  static bool comes_true(const Condition& condition) {
    const auto deadline = std::chrono::steady_clock::now() + kLongestWait;
    while (!condition()) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
  }

  /// Waits for some looks more, in which nothing must happen.
  static void let_it_look() { std::this_thread::sleep_for(std::chrono::milliseconds(100)); }

  void fail_to_log_in(int times) {
    const functions::Services& services = composition_->services();
    for (int i = 0; i < times; ++i) {
      ASSERT_TRUE(services.audit.append_entry(database::make_audit_entry(
          database::make_user("ada").id, "login_failed", services.clock.now())));
    }
  }

  TemporaryFolder temporary_;
  const DataLayout layout_{temporary_.path()};
  std::filesystem::path folder_ = layout_.root;
  std::unique_ptr<Composition> composition_;
  std::optional<AlarmWatch> watch_;
};

TEST_F(AlarmWatchTest, TellsOnceOverRestarts) {
  watch(kMoreThanAnyDisk);
  ASSERT_TRUE(comes_true([&] { return told() == 1; }));
  ASSERT_TRUE(comes_true([&] { return std::filesystem::exists(layout_.alarms()); }));
  let_it_look();
  EXPECT_EQ(told(), 1U);
  watch_.reset();
  watch(kMoreThanAnyDisk);
  let_it_look();
  EXPECT_EQ(told(), 1U);
  watch_.reset();
  watch(1);
  EXPECT_TRUE(comes_true([&] { return told() == 2; })) << "over";
  let_it_look();
  EXPECT_EQ(told(), 2U);
}

TEST_F(AlarmWatchTest, FailedLoginsAreAnAlarm) {
  watch(0);
  fail_to_log_in(2);
  let_it_look();
  EXPECT_EQ(told(), 0U);
  fail_to_log_in(1);
  EXPECT_TRUE(comes_true([&] { return told() == 1; }));
}

TEST_F(AlarmWatchTest, OldFailuresDoNotCount) {
  fail_to_log_in(3);
  const functions::Services& services = composition_->services();
  EXPECT_EQ(count_failed_logins(services.clock.now() - std::chrono::hours(1), services.audit), 3U);
  EXPECT_EQ(count_failed_logins(services.clock.now() + std::chrono::hours(1), services.audit), 0U);
}

TEST_F(AlarmWatchTest, EveryKindOfGuessCountsHoweverManyOtherEntriesThereAre) {
  const TimePoint now = composition_->services().clock.now();
  LongAudit audit;
  for (int i = 0; i < 2500; ++i) audit.add_older("logged_in", now);
  for (const auto* action :
       {"login_failed", "second_factor_failed", "passkey_failed", "wrong_password"}) {
    audit.add_older(action, now);
  }
  EXPECT_EQ(count_failed_logins(now - std::chrono::hours(1), audit), 4U);
}

TEST_F(AlarmWatchTest, WhatCannotBeLookedAtIsToldUntilItCan) {
  folder_ = layout_.root / "away";
  watch(1);
  EXPECT_TRUE(comes_true([&] { return told() == 1; }));
  std::filesystem::create_directory(folder_);
  EXPECT_TRUE(comes_true([&] { return told() == 2; })) << "over";
}

TEST_F(AlarmWatchTest, ADatabaseThatTakesNoWritesIsToldPastTheQueueOnce) {
  StoppedComposition stopped(*composition_);
  AlarmWatch watch(stopped, {.state_file = layout_.alarms(),
                             .folder = layout_.root,
                             .objects = layout_.objects(),
                             .certificate = {},
                             .key = {},
                             .start_delay = std::chrono::milliseconds(5),
                             .interval = std::chrono::milliseconds(5)});
  ASSERT_TRUE(comes_true([&] { return !stopped.told().empty(); }));
  let_it_look();
  ASSERT_EQ(stopped.told().size(), 1U);
  EXPECT_EQ(stopped.told().front().type, "alarm.database_stopped");
}

TEST_F(AlarmWatchTest, AStateThatCannotBeReadRepeatsAlarmsAndNoMore) {
  std::ofstream(layout_.alarms()) << "{";
  watch(kMoreThanAnyDisk);
  EXPECT_TRUE(comes_true([&] { return told() == 1; }));
}

TEST_F(AlarmWatchTest, SetsTheMetricsThatRulesWatch) {
  watch(0);
  const auto shows = [&](const char* name) {
    return composition_->metrics().exposition()->text().contains("\n" + std::string(name) + " ");
  };
  EXPECT_TRUE(comes_true([&] { return shows("audmg_disk_free_bytes"); }));
  EXPECT_TRUE(comes_true([&] { return shows("audmg_failed_logins"); }));
  EXPECT_TRUE(comes_true([&] { return shows("audmg_files_damaged"); }));
}

TEST_F(AlarmWatchTest, EndsAtOnceAlthoughItSleepsLong) {
  for (int i = 0; i < 20; ++i) {
    watch(0, std::chrono::hours(1));
    watch_.reset();
  }
}

}  // namespace
}  // namespace audmg::app
