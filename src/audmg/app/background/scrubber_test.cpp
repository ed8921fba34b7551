// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/background/scrubber.hpp"

#include "audmg/app/composition/embedded_composition.hpp"
#include "audmg/core/clock.hpp"
#include "audmg/database/drive_repository.hpp"
#include "audmg/database/file.hpp"
#include "audmg/database/file_repository.hpp"
#include "audmg/database/user_repository.hpp"
#include "audmg/functions/integrity/object_check.hpp"
#include "audmg/functions/integrity/sidecar.hpp"
#include "audmg/identity/content_digest.hpp"
#include "audmg/storage/object_store.hpp"
#include "audmg/storage/small_object.hpp"
#include "doubles/sample_rows.hpp"
#include "doubles/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <new>
#include <span>
#include <stdexcept>

namespace audmg::app {
namespace {

constexpr std::chrono::seconds kScrubPatience{20};
constexpr functions::ScrubReading kDue = functions::ScrubReading::due;

class ScrubberTest : public testing::Test {
 protected:
  ScrubberTest() {
    const Secrets secrets{std::string(32, 'j'), std::string(32, 'u')};
    auto made = make_embedded_composition({}, {temporary_.path()}, secrets, LogTarget::nowhere);
    if (!made) throw std::runtime_error(made.error().message);
    composition_ = std::move(*made);
    EXPECT_TRUE(services().users.create_user(ada_));
  }

  const functions::Services& services() { return composition_->services(); }

  /// As from before sidecars and CRC-32.
  database::File add_old_file(const std::string& bytes) {
    database::File file = database::make_file(ada_.id);
    identity::ContentDigest digest;
    digest.update(std::as_bytes(std::span(bytes)));
    file.sha256 = digest.finish().sha256;
    file.size = bytes.size();
    file.object_key = "orig/" + ada_.id.text() + "/" + file.id.text();
    EXPECT_TRUE(storage::put_small_object(file.object_key, bytes, services().objects));
    EXPECT_TRUE(services().files.add_file({.file = file, .upload = std::nullopt}));
    return file;
  }

  database::File row(const database::File& file) {
    return **services().files.find_file(file.owner, file.id);
  }

  template <class Condition>
  static bool eventually(const Condition& condition) {
    const auto deadline = std::chrono::steady_clock::now() + kScrubPatience;
    while (!condition()) {
      if (std::chrono::steady_clock::now() > deadline) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
  }

  static ScrubberOptions at_once(bool takes_turns = false) {
    return {.scrub = {.reading = kDue, .interval = std::chrono::hours(24), .rate = 20'000'000},
            .start_delay = {},
            .takes_turns = takes_turns};
  }

  TemporaryFolder temporary_;
  std::unique_ptr<Composition> composition_;
  const database::User ada_ = database::make_user("ada");
};

TEST_F(ScrubberTest, GivesOldFilesWhatTheyLackSoonAfterTheStart) {
  const database::File file = add_old_file("some bytes");
  const Scrubber scrubber(*composition_, at_once());
  EXPECT_TRUE(eventually([&] { return row(file).crc32.has_value(); }));
  EXPECT_EQ(row(file).sidecar_version, functions::kSidecarVersion);
  EXPECT_GT(row(file).verified_at, TimePoint{});
  EXPECT_TRUE(functions::load_sidecar(file.object_key, services()));
  EXPECT_TRUE(eventually([&] {
    return composition_->metrics().exposition()->text().contains("audmg_files_damaged 0\n");
  }));
  EXPECT_TRUE(composition_->metrics().exposition()->text().contains("audmg_scrub_read_bytes 10\n"));
}

TEST_F(ScrubberTest, NotesHowItEnded) {
  add_old_file("some bytes");
  EXPECT_TRUE(services().drive.list_chore_runs()->empty());
  const Scrubber scrubber(*composition_, at_once());
  EXPECT_TRUE(eventually([&] { return !services().drive.list_chore_runs()->empty(); }));
  const auto runs = services().drive.list_chore_runs();
  ASSERT_TRUE(runs);
  EXPECT_EQ(runs->at(0).chore, "scrub");
  EXPECT_EQ(runs->at(0).error, "");
  EXPECT_TRUE(runs->at(0).figures.ends_with(R"("damaged":0})")) << runs->at(0).figures;
}

TEST_F(ScrubberTest, CountsWhatIsDamaged) {
  const database::File gone = add_old_file("gone");
  const database::File rotten = add_old_file("rotten");
  ASSERT_TRUE(services().objects.delete_object(gone.object_key));
  ASSERT_TRUE(storage::put_small_object(rotten.object_key, "ROTTEN", services().objects));
  const Scrubber scrubber(*composition_, at_once());
  EXPECT_TRUE(eventually([&] {
    return composition_->metrics().exposition()->text().contains("audmg_files_damaged 2\n");
  }));
  EXPECT_EQ(row(gone).damage, functions::kObjectMissing);
  EXPECT_EQ(row(rotten).damage, functions::kObjectRotten);
}

TEST_F(ScrubberTest, LeavesItToTheProcessWhoseTurnItIs) {
  const database::File file = add_old_file("some bytes");
  const TimePoint now = services().clock.now();
  ASSERT_TRUE(*services().drive.take_lease(functions::kScrubLease, "another", now,
                                           now + std::chrono::hours(1)));
  {
    const Scrubber scrubber(*composition_, at_once(true));
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    EXPECT_EQ(row(file).sidecar_version, 0U);
  }
  ASSERT_TRUE(services().drive.end_lease(functions::kScrubLease, "another"));
  const Scrubber scrubber(*composition_, at_once(true));
  EXPECT_TRUE(eventually([&] { return row(file).crc32.has_value(); }));
  EXPECT_TRUE(eventually([&] {
    return !*services().drive.is_leased(functions::kScrubLease, services().clock.now());
  }));
}

TEST_F(ScrubberTest, OutlivesAShortageAndWalksAgain) {
  const database::File file = add_old_file("some bytes");
  ASSERT_TRUE(storage::put_small_object(file.object_key, "SOME BYTES", services().objects));
  std::atomic<int> asked = 0;
  ScrubberOptions options = at_once();
  options.retry_delay = std::chrono::milliseconds(1);
  options.scrub.find_copy =
      [&](const database::File&) -> Result<std::unique_ptr<storage::ObjectReader>> {
    if (++asked < 3) throw std::bad_alloc();
    return nullptr;
  };
  const Scrubber scrubber(*composition_, options);
  EXPECT_TRUE(eventually([&] {
    return composition_->metrics().exposition()->text().contains("audmg_files_damaged 1\n");
  }));
  EXPECT_GE(asked, 3);
}

TEST_F(ScrubberTest, EndsAtOnce) {
  static_cast<void>(add_old_file(std::string(100'000, 'x')));
  // The test's time limit is the judge: one byte a second.
  ScrubberOptions options = at_once();
  options.scrub.rate = 1;
  for (int i = 0; i < 20; ++i) const Scrubber scrubber(*composition_, options);
}

}  // namespace
}  // namespace audmg::app
